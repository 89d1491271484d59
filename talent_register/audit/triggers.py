"""What PostgreSQL itself guards: change history of personal tables, and tables that only grow.

History is written by statement-level triggers, so that the ORM, bulk writes, COPY and psql are caught alike. They
read the transition tables once a statement, so that a COPY of 100,000 rows costs next to nothing.
"""

import pgtrigger

COLUMNS = '(at, "table", row_id, verb, before, after, actor, acting_for, request_id, login)'
CONTEXT = """
    coalesce(current_setting('app.actor', true), ''),
    coalesce(current_setting('app.acting_for', true), ''),
    coalesce(current_setting('app.request_id', true), ''),
    session_user
"""
INSERTED = f"""
    INSERT INTO audit_change {COLUMNS}
    SELECT clock_timestamp(), TG_TABLE_NAME, n.id::text, TG_OP, NULL, to_jsonb(n), {CONTEXT} FROM new_rows n;
    RETURN NULL;
"""
DELETED = f"""
    INSERT INTO audit_change {COLUMNS}
    SELECT clock_timestamp(), TG_TABLE_NAME, o.id::text, TG_OP, to_jsonb(o), NULL, {CONTEXT} FROM old_rows o;
    RETURN NULL;
"""
# Only rows that differ are read as JSON, each once (OFFSET 0 keeps it so), and only columns that differ are kept.
# A row whose key was changed has no partner: it shows whole, as what went and as what came.
UPDATED = f"""
    INSERT INTO audit_change {COLUMNS}
    SELECT clock_timestamp(), TG_TABLE_NAME, p.id::text, TG_OP, d.before, d.after, {CONTEXT}
    FROM (
        SELECT coalesce(n.id, o.id) AS id, to_jsonb(o) AS was, to_jsonb(n) AS became
        FROM old_rows o FULL JOIN new_rows n ON n.id = o.id
        WHERE o.* IS DISTINCT FROM n.*
        OFFSET 0
    ) p
    CROSS JOIN LATERAL (
        SELECT
            CASE WHEN p.was IS NOT NULL THEN jsonb_object_agg(k.key, p.was -> k.key) END AS before,
            CASE WHEN p.became IS NOT NULL THEN jsonb_object_agg(k.key, p.became -> k.key) END AS after
        FROM jsonb_object_keys(coalesce(p.was, p.became)) AS k(key)
        WHERE p.was -> k.key IS DISTINCT FROM p.became -> k.key
    ) d;
    RETURN NULL;
"""
# What a change said may be forgotten when a person's data goes; who changed which row, and when, may not.
ONLY_FORGOTTEN = """
    IF (to_jsonb(NEW) - 'before' - 'after' - 'forgotten') IS DISTINCT FROM
       (to_jsonb(OLD) - 'before' - 'after' - 'forgotten')
       OR NEW.before IS NOT NULL OR NEW.after IS NOT NULL OR OLD.forgotten IS NOT NULL
    THEN
        RAISE EXCEPTION 'pgtrigger: % only grows; all that may go is what a change said', TG_TABLE_NAME;
    END IF;
    NEW.forgotten = encode(sha256(convert_to(jsonb_build_array(OLD.before, OLD.after)::text, 'UTF8')), 'hex');
    RETURN NEW;
"""

# Of an event, the name of who acted and the reason they gave may go; a salted digest keeps its seal whole.
ONLY_NAMELESS = """
    IF (to_jsonb(NEW) - 'actor_name' - 'reason' - 'salt' - 'forgotten') IS DISTINCT FROM
       (to_jsonb(OLD) - 'actor_name' - 'reason' - 'salt' - 'forgotten')
       OR NEW.actor_name <> '' OR NEW.reason <> '' OR OLD.forgotten IS NOT NULL
    THEN
        RAISE EXCEPTION 'pgtrigger: % only grows; all that may go is who acted and why', TG_TABLE_NAME;
    END IF;
    NEW.forgotten = encode(
        sha256(convert_to(jsonb_build_array(OLD.salt, OLD.actor_name, OLD.reason)::text, 'UTF8')), 'hex');
    NEW.salt = NULL;
    RETURN NEW;
"""


# Of a look, everything but its day may go once it is old; the digest under which it was sealed stays in its place.
YOUNGEST_LOOK = "5 years"
ONLY_OLD_LOOKS = f"""
    IF NEW.id <> OLD.id OR NEW.at <> OLD.at OR OLD.forgotten IS NOT NULL OR OLD.at > now() - interval '{YOUNGEST_LOOK}'
       OR (NEW.actor, NEW.actor_name, NEW.organisation, NEW.role, NEW.page, NEW.purpose, NEW.request_id)
          IS DISTINCT FROM ('', '', '', '', '', '', '') OR cardinality(NEW.people) <> 0
    THEN
        RAISE EXCEPTION 'pgtrigger: % only grows; all that may go is what an old look said', TG_TABLE_NAME;
    END IF;
    NEW.forgotten = encode(sha256(convert_to(jsonb_build_array(
        OLD.id, to_char(OLD.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), OLD.actor, OLD.actor_name,
        OLD.organisation, OLD.role, OLD.page, OLD.purpose, OLD.people, OLD.request_id)::text, 'UTF8')), 'hex');
    RETURN NEW;
"""


def history_of() -> list[pgtrigger.Trigger]:
    """The three triggers a personal table carries in Meta.triggers. The table needs a primary key named id."""
    return [
        pgtrigger.Trigger(
            name="history_insert",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            referencing=pgtrigger.Referencing(new="new_rows"),
            func=INSERTED,
        ),
        pgtrigger.Trigger(
            name="history_update",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Update,
            referencing=pgtrigger.Referencing(old="old_rows", new="new_rows"),
            func=UPDATED,
        ),
        pgtrigger.Trigger(
            name="history_delete",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Delete,
            referencing=pgtrigger.Referencing(old="old_rows"),
            func=DELETED,
        ),
    ]


def never_truncated() -> pgtrigger.Trigger:
    """TRUNCATE passes row triggers and histories by, so it is refused."""
    return pgtrigger.Trigger(
        name="no_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
    )


def append_only() -> list[pgtrigger.Trigger]:
    """A table whose rows are written once: no update, no deletion, no truncation, by whatever program."""
    return [
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        never_truncated(),
    ]


def append_only_but_forgettable() -> list[pgtrigger.Trigger]:
    """The same for the change history, whose contents (never whose rows) go when a person's data goes."""
    return [
        pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
        pgtrigger.Trigger(
            name="only_forgotten", when=pgtrigger.Before, operation=pgtrigger.Update, func=ONLY_FORGOTTEN
        ),
        never_truncated(),
    ]


def append_only_but_nameless() -> list[pgtrigger.Trigger]:
    """The same for events, of which a name and a reason go when a person's data goes."""
    return [
        pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
        pgtrigger.Trigger(name="only_nameless", when=pgtrigger.Before, operation=pgtrigger.Update, func=ONLY_NAMELESS),
        never_truncated(),
    ]


def append_only_but_for_old_looks() -> list[pgtrigger.Trigger]:
    """The same for looks, of which all but the day goes after years."""
    return [
        pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
        pgtrigger.Trigger(
            name="only_old_looks", when=pgtrigger.Before, operation=pgtrigger.Update, func=ONLY_OLD_LOOKS
        ),
        never_truncated(),
    ]

"""Change history as PostgreSQL sees it: statement-level triggers that catch the ORM, bulk writes, COPY and psql.

Statement triggers read the transition tables once a statement, so that a COPY of 100,000 rows costs next to nothing.
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
# Only the columns that differ are kept: one pass over the two rows' keys.
UPDATED = f"""
    INSERT INTO audit_change {COLUMNS}
    SELECT clock_timestamp(), TG_TABLE_NAME, d.id::text, TG_OP, d.before, d.after, {CONTEXT}
    FROM (
        SELECT n.id,
            jsonb_object_agg(o2.key, o2.value) AS before,
            jsonb_object_agg(o2.key, to_jsonb(n) -> o2.key) AS after
        FROM old_rows o
        JOIN new_rows n ON n.id = o.id
        CROSS JOIN LATERAL jsonb_each(to_jsonb(o)) o2
        WHERE o2.value IS DISTINCT FROM to_jsonb(n) -> o2.key
        GROUP BY n.id
    ) d;
    RETURN NULL;
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

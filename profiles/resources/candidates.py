"""Whom the register knows that a row without a known number may be: found by stored keys, weighed in the database.

The ways that lead to a pair stand in `ways`. Few rows walk the indexes, long lists are hashed. What a pair is worth is
decided by profiles.rules.sameness, whose figures are put into the statement.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from math import log2

from django.db import connection

from profiles.rules import sameness

from . import changed
from .ways import LISTS, SOME, Way, as_lists, close, that_lead

# One row of the file each: who it says it is. `print` is that as one hash, the same as of a person with these values.
PRINT = """encode(sha256(convert_to(concat_ws('|', {family}, {given}, {number}, {work}, {personal}, {born}), 'UTF8')),
    'hex')"""
ASKED_PRINT = PRINT.format(
    family="coalesce(r.cleaned ->> 'family_key', '')",
    given="coalesce(r.cleaned ->> 'given_key', '')",
    number="coalesce(r.cleaned ->> 'number_key', '')",
    work="coalesce(r.cleaned ->> 'work_email', '')",
    personal="coalesce(r.cleaned ->> 'personal_email', '')",
    born="coalesce(r.cleaned ->> 'birth_date', '')",
)
PERSON_PRINT = PRINT.format(
    family="c.family_key",
    given="c.given_key",
    number="""coalesce((SELECT string_agg(n.number_key, ' ' ORDER BY n.number_key) FROM profiles_registration n
        WHERE n.clinician_id = c.id), '')""",
    work="c.work_email",
    personal="c.personal_email",
    born="coalesce(c.birth_date::text, '')",
)
# Made of our own names only, as all statements here.
ASKED = """
    CREATE TEMPORARY TABLE import_asked ON COMMIT DROP AS
    SELECT w.row_id, b.id AS regulator_id, r.cleaned ->> 'number_key' AS number_key,
        coalesce(r.cleaned ->> 'family_key', '') COLLATE "C" AS family,
        coalesce(r.cleaned ->> 'given_key', '') COLLATE "C" AS given,
        (r.cleaned ->> 'birth_date')::date AS born,
        array_remove(ARRAY[r.cleaned ->> 'work_email', r.cleaned ->> 'personal_email'], NULL) AS emails,
        '' AS print, 1 AS family_bearers, 1 AS given_bearers
    FROM import_who w JOIN imports_importrow r ON r.id = w.row_id AND r.run_id = %(run)s
    LEFT JOIN profiles_regulator b ON b.code = r.cleaned ->> 'regulator'
    WHERE w.person_id IS NULL AND w.answer <> 'DIFFERENT'
"""
# The names of a few rows are looked up. For a long list every name there is is counted, by several processes at once,
# in the order of its index: that is quicker than to look up some ten thousand, and to count everybody in any order.
BORNE = """
    CREATE TEMPORARY TABLE import_{one} ON COMMIT DROP AS SELECT c.{one}_key AS name, count(*) AS bearers
    FROM (SELECT DISTINCT {one} AS name FROM import_asked) n JOIN profiles_clinician c ON c.{one}_key = n.name
    GROUP BY c.{one}_key
"""
BORNE_BY_ALL = """
    CREATE TEMPORARY TABLE import_{one} ON COMMIT DROP AS SELECT {one}_key AS name, count(*) AS bearers
    FROM profiles_clinician GROUP BY {one}_key
"""
BEARERS = """
    UPDATE import_asked a SET family_bearers = coalesce(f.bearers, 0), given_bearers = coalesce(g.bearers, 0)
    FROM import_asked same
    LEFT JOIN import_family f ON f.name = same.family LEFT JOIN import_given g ON g.name = same.given
    WHERE same.row_id = a.row_id
"""


ADDRESSES = """
    CREATE TEMPORARY TABLE import_address ON COMMIT DROP AS
    SELECT row_id, unnest(emails) AS email FROM import_asked
"""
PAIRS = "CREATE TEMPORARY TABLE import_pair (row_id bigint, person bigint) ON COMMIT DROP"
# How many people share a birthday and an initial is not in the planner's statistics. It takes them for next to nobody
# and reads an index for each row or all of it in its order, which for a long list is ten times the work of one hash.
FEW = 2_000
PLAN = """
    SELECT set_config('enable_nestloop', %(walks)s, true), set_config('enable_hashjoin', %(hashes)s, true),
        set_config('enable_mergejoin', %(merges)s, true), set_config('enable_seqscan', %(reads)s, true),
        set_config('enable_hashagg', %(gathers)s, true)
"""
HASHED = {"walks": "off", "hashes": "on", "merges": "off", "reads": "on", "gathers": "on"}
WALKED = {"walks": "on", "hashes": "off", "merges": "off", "reads": "off", "gathers": "on"}
SORTED = {"walks": "on", "hashes": "on", "merges": "on", "reads": "off", "gathers": "off"}
AS_ALWAYS = {"walks": "on", "hashes": "on", "merges": "on", "reads": "on", "gathers": "on"}
# In the memory that the default allows, hashes of a large register are written to disk and read back in parts.
# Compiling the statements takes longer than they run.
MEMORY = "SET LOCAL work_mem = '64MB'; SET LOCAL jit = off"


def _name(field: str, ours: str, theirs: str) -> str:
    """SQL of the level at which two names agree."""
    return f"""CASE WHEN {ours} = '' OR {theirs} = '' THEN '' WHEN {ours} = {theirs} THEN 'equal'
        WHEN {close(ours, theirs)} THEN 'close' ELSE 'different' END AS {field}"""


# Which of the row's names is a name of the person, in the other place, while the other name is that too or is close.
TURNED = f"""CASE WHEN a.given = '' OR a.family = a.given THEN ''
    WHEN c.family_key = a.given AND c.given_key = a.family THEN 'both'
    WHEN c.family_key = a.given AND {close("a.family", "c.given_key")} THEN 'given'
    WHEN c.given_key = a.family AND {close("a.given", "c.family_key")} THEN 'family' ELSE '' END AS turned"""


def _levels(field: str) -> str:
    """SQL of what a field's level adds."""
    cases = " ".join(
        f"WHEN '{level}' THEN {sameness.weight(field, level):.4f}::float8" for level in sameness.LEVELS[field]
    )
    return f"CASE l.{field} {cases} ELSE 0 END"


def _rarity(field: str) -> str:
    """SQL of what it adds that a name is borne by so few."""
    return f"(ln(n.people) - ln(l.{field}_bearers + 1)) / ln(2.0)"


def _agreeing(field: str) -> str:
    equal = f"{log2(sameness.NAME_AGREES[field]):.4f} + {_rarity(field)}"
    return f"CASE WHEN l.{field} = 'equal' THEN {equal} ELSE {_levels(field)} END"


def _turned(field: str) -> str:
    nearly = f"{sameness.weight(field, 'close'):.4f}"
    return f"CASE WHEN l.turned IN ('both', '{field}') THEN {_rarity(field)} ELSE {nearly} END"


# Steps are materialised, or each name would be compared once for every place that asks how it compares. Another number
# is another person: of a list with numbers hardly any pair is left to be weighed.
WEIGH = f"""
    INSERT INTO import_candidate
    WITH n AS MATERIALIZED (SELECT %(people)s::float8 AS people), levels AS MATERIALIZED (
        SELECT a.row_id, c.id AS person, a.family_bearers, a.given_bearers,
            {TURNED},
            {_name("family", "a.family", "c.family_key")},
            {_name("given", "a.given", "c.given_key")},
            CASE WHEN a.born IS NULL OR c.birth_date IS NULL THEN '' WHEN a.born = c.birth_date THEN 'equal'
                 WHEN levenshtein_less_equal(to_char(a.born, 'YYYYMMDD'), to_char(c.birth_date, 'YYYYMMDD'), 1) <= 1
                     OR to_char(a.born, 'YYYYMMDD') = to_char(c.birth_date, 'YYYYDDMM')
                     OR (to_char(a.born, 'MMDD') = to_char(c.birth_date, 'MMDD')
                         AND abs(date_part('year', a.born) - date_part('year', c.birth_date)) = 1) THEN 'close'
                 ELSE 'different' END AS born,
            CASE WHEN c.work_email = ANY(a.emails) OR c.personal_email = ANY(a.emails) OR u.email = ANY(a.emails)
                     THEN 'equal'
                 WHEN a.emails = '{{}}' OR (c.work_email = '' AND c.personal_email = '' AND u.id IS NULL) THEN ''
                 ELSE 'different' END AS email
        FROM (SELECT row_id, person FROM import_pair EXCEPT SELECT row_id, person FROM import_candidate) p
        JOIN import_asked a USING (row_id)
        JOIN profiles_clinician c ON c.id = p.person
        LEFT JOIN accounts_user u ON u.id = c.user_id
        WHERE NOT EXISTS (SELECT FROM profiles_registration g WHERE g.clinician_id = p.person
            AND g.regulator_id = a.regulator_id AND g.number_key <> a.number_key)
    ), weighed AS MATERIALIZED (
        SELECT l.row_id, l.person, l.email = 'equal' AS by_email,
            l.born <> 'different' AND (l.turned = 'both' OR 'different' NOT IN (l.family, l.given)) AS is_alike,
            -ln(n.people) / ln(2.0) + {_levels("born")} + {_levels("email")} + CASE WHEN l.turned <> '' THEN
                {log2(sameness.SWAPPED):.4f} + {_turned("family")} + {_turned("given")}
            ELSE {_agreeing("family")} + {_agreeing("given")} END AS points
        FROM levels l CROSS JOIN n
    )
    SELECT w.row_id, w.person, w.points, w.by_email,
        w.points >= {sameness.PROBABLE} AND w.is_alike AS probable, a.print
    FROM weighed w JOIN import_asked a USING (row_id) WHERE w.points >= {sameness.ASK} OR w.by_email
"""  # noqa: S608
# Of the few rows that may be somebody.
PRINTS = f"""
    UPDATE import_candidate x SET print = {ASKED_PRINT} FROM imports_importrow r WHERE r.id = x.row_id AND x.print = ''
"""  # noqa: S608
# Whoever was found by a record that was merged since is the person of the kept one.
FOLLOW = """
    UPDATE import_candidate x SET person = m.kept_id
    FROM profiles_recordmerge m WHERE m.lost_id = x.person AND m.state = 'MERGED'
"""
# Of people not on the organisation's own list only the likely are asked about. Another number is another person: what
# is left of them when pairs were weighed came by a record that was merged. What somebody decided holds both ways, and
# until either side says something else of itself.
PROTECTED = """
    DELETE FROM import_candidate x WHERE NOT x.by_email AND NOT x.probable AND NOT EXISTS (
        SELECT FROM profiles_training t WHERE t.clinician_id = x.person AND t.organisation_id = %(organisation)s)
"""
NUMBERED = """
    DELETE FROM import_candidate x USING import_asked a, profiles_registration g
    WHERE a.row_id = x.row_id AND g.clinician_id = x.person
        AND g.regulator_id = a.regulator_id AND g.number_key <> a.number_key
"""
DECIDED = f"""
    DELETE FROM import_candidate x USING imports_notthesame d, profiles_clinician c
    WHERE c.id = x.person AND d.person_id = x.person AND d.fingerprint = x.print
        AND d.person_print IN ('', {PERSON_PRINT})
"""  # noqa: S608
DECIDED_OTHERWISE = f"""
    DELETE FROM import_candidate x USING imports_notthesame d, profiles_clinician c
    WHERE c.id = x.person AND d.person_print = x.print AND d.fingerprint = {PERSON_PRINT}
"""  # noqa: S608
BEST = """
    UPDATE import_who w SET person_id = f.person, why = CASE WHEN f.by_email THEN 'email' ELSE 'name' END
    FROM (SELECT DISTINCT ON (row_id) * FROM import_candidate ORDER BY row_id, points DESC, person) f
    WHERE f.row_id = w.row_id
"""
TABLE = """
    CREATE TEMPORARY TABLE import_candidate (row_id bigint, person bigint, points float8, by_email boolean,
        probable boolean, print text) ON COMMIT DROP
"""
# A likeness at which nobody who is less alike needs to be looked for, more than 250 to 1.
NO_DOUBT = 8.0
SETTLE = f"""
    DELETE FROM import_asked a USING import_candidate x
    WHERE x.row_id = a.row_id AND x.probable AND x.points >= {NO_DOUBT}
"""  # noqa: S608
DROP = """
    DROP TABLE IF EXISTS import_asked, import_address, import_pair, import_candidate, import_family, import_given,
        import_ours
"""


def find(cursor, params: dict, *, nobodys: str = "") -> None:
    """Fill import_candidate with everybody the rows of import_who without a person may be, but for those protected
    from this `organisation`, and those who were found to be somebody else. `nobodys`: SQL of the keys of rows that the
    last match, `age` transactions ago, found to be nobody's."""
    cursor.execute(DROP)
    cursor.execute(ASKED, params)
    asked = cursor.rowcount
    cursor.execute("ANALYZE import_asked")
    cursor.execute(ADDRESSES)
    cursor.execute("ANALYZE import_address")
    cursor.execute(PAIRS)
    cursor.execute(TABLE)
    cursor.execute("SELECT (SELECT count(*) FROM profiles_clinician), count(born) FROM import_asked")
    people, born = cursor.fetchone()
    params = {**params, "people": max(sameness.FEWEST, people)}
    first, rest = that_lead(cursor, params, has_born=born > 0)
    if nobodys and asked > FEW:
        asked = changed.leave_out(cursor, nobodys, (*first, *rest), params, enough=SOME + 1)
    if not asked:
        return
    is_long = asked > FEW
    _count_bearers(cursor, is_long=is_long)
    for ways in (first, rest) if is_long else ([*first, *rest],):
        _pair(cursor, ways, params, is_long=is_long)
        cursor.execute(WEIGH, params)
        cursor.execute("ANALYZE import_candidate")
        for statement in (PRINTS, FOLLOW, PROTECTED, NUMBERED, DECIDED, DECIDED_OTHERWISE):
            cursor.execute(statement, params)
        if is_long and ways == first:
            cursor.execute(SETTLE, params)
            cursor.execute("ANALYZE import_asked")


def _pair(cursor, ways: list[Way], params: dict, *, is_long: bool) -> None:
    """Everybody to whom one of these ways leads, in the place of the pairs before."""
    cursor.execute("TRUNCATE import_pair")
    if is_long and not all(way.is_walked for way in ways):
        _note_lists(cursor)
    for way in ways:
        if way.walk or (is_long and way.is_walked):
            plan, source = WALKED, way.walk or way.join
        else:
            plan, source = (HASHED, as_lists(way.join)) if is_long else (AS_ALWAYS, way.join)
        with _planned(cursor, plan):
            # Several processes fill a new table only.
            cursor.execute("DROP TABLE IF EXISTS import_way")
            cursor.execute(f"CREATE TEMPORARY TABLE import_way AS SELECT a.row_id, c.id FROM {source}", params)  # noqa: S608
        cursor.execute("INSERT INTO import_pair SELECT * FROM import_way")
    cursor.execute("DROP TABLE IF EXISTS import_way")
    cursor.execute("ANALYZE import_pair")


def _note_lists(cursor) -> None:
    lists = ", ".join(f"array_agg({column}::{kind}) AS {column}" for column, kind in LISTS.items())
    cursor.execute("DROP TABLE IF EXISTS import_asked_lists")
    cursor.execute(f"CREATE TEMPORARY TABLE import_asked_lists ON COMMIT DROP AS SELECT {lists} FROM import_asked")  # noqa: S608


def _count_bearers(cursor, *, is_long: bool) -> None:
    """How many people bear each name of the rows."""
    counting, plan = (BORNE_BY_ALL, SORTED) if is_long else (BORNE, WALKED)
    with _planned(cursor, plan):
        for one in ("family", "given"):
            cursor.execute(counting.format(one=one))
    cursor.execute("ANALYZE import_family")
    cursor.execute("ANALYZE import_given")
    cursor.execute(BEARERS)


@contextmanager
def _planned(cursor, plan: dict[str, str]) -> Iterator[None]:
    """While the register is read, joins are made in one way: the planner cannot know how many share a name."""
    cursor.execute(PLAN, plan)
    yield
    cursor.execute(PLAN, AS_ALWAYS)


def ranked(cursor) -> dict[int, list[tuple[int, str]]]:
    """For each row the people it may be, likeliest first, at most five, and what each was found by."""
    cursor.execute(
        "SELECT row_id, person, CASE WHEN by_email THEN 'email' ELSE 'name' END FROM import_candidate"
        " ORDER BY row_id, points DESC, person"
    )
    people: dict[int, list[tuple[int, str]]] = {}
    for row, person, why in cursor.fetchall():
        found = people.setdefault(row, [])
        if person not in (known for known, _why in found):
            found.append((person, why))
    return {row: found[:5] for row, found in people.items()}


def prints(people: list[int]) -> dict[int, str]:
    """The identity of each person as one hash."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT c.id, {PERSON_PRINT} FROM profiles_clinician c WHERE c.id = ANY(%s)", [people])  # noqa: S608
        return dict(cursor.fetchall())

"""Whom the register knows that a row without a known number may be: found by stored keys, weighed in the database.

Four ways lead to a pair: an address; a birth date with an initial; one name with the start of the other and the birth
year; both names, also in each other's place. Few rows walk the indexes, long lists are hashed. What a pair is worth is
decided by profiles.rules.sameness, whose figures are put into the statement.
"""

from math import log2

from django.db import connection

from profiles.rules import sameness

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
ASKED = f"""
    CREATE TEMPORARY TABLE import_asked ON COMMIT DROP AS
    SELECT w.row_id, b.id AS regulator_id, r.cleaned ->> 'number_key' AS number_key,
        coalesce(r.cleaned ->> 'family_key', '') COLLATE "C" AS family,
        coalesce(r.cleaned ->> 'given_key', '') COLLATE "C" AS given,
        (r.cleaned ->> 'birth_date')::date AS born,
        array_remove(ARRAY[r.cleaned ->> 'work_email', r.cleaned ->> 'personal_email'], NULL) AS emails,
        {ASKED_PRINT} AS print, 1 AS family_bearers, 1 AS given_bearers
    FROM import_who w JOIN imports_importrow r ON r.id = w.row_id
    LEFT JOIN profiles_regulator b ON b.code = r.cleaned ->> 'regulator'
    WHERE w.person_id IS NULL AND w.answer <> 'DIFFERENT'
"""  # noqa: S608
BEARERS = """
    UPDATE import_asked a SET family_bearers = f.bearers, given_bearers = g.bearers
    FROM (SELECT n.name, count(c.id) AS bearers FROM (SELECT DISTINCT family AS name FROM import_asked) n
          LEFT JOIN profiles_clinician c ON c.family_key = n.name GROUP BY n.name) f,
        (SELECT n.name, count(c.id) AS bearers FROM (SELECT DISTINCT given AS name FROM import_asked) n
          LEFT JOIN profiles_clinician c ON c.given_key = n.name GROUP BY n.name) g
    WHERE f.name = a.family AND g.name = a.given
"""
# The start of a name is a range, which the index of that name is entered by when few are asked about; its initial and
# the birth year stand beside it as equal values, so that a long list can be hashed instead.
START = """c.{start}_key >= left(a.{start}, 3) AND c.{start}_key < left(a.{start}, 3) || U&'\\FFFF'
    AND a.{start} <> '' AND left(c.{start}_key, 1) = left(a.{start}, 1)
    AND date_part('year', c.birth_date) = date_part('year', a.born)"""
HASHED = (
    "import_address a JOIN profiles_clinician c ON c.work_email = a.email",
    "import_address a JOIN profiles_clinician c ON c.personal_email = a.email",
    "import_address a JOIN accounts_user u ON u.email = a.email JOIN profiles_clinician c ON c.user_id = u.id",
    """import_asked a JOIN profiles_clinician c ON c.birth_date = a.born
        AND (left(c.family_key, 1) = left(a.family, 1) OR left(c.given_key, 1) = left(a.given, 1))""",
    f"import_asked a JOIN profiles_clinician c ON c.family_key = a.family AND {START.format(start='given')}",
    f"import_asked a JOIN profiles_clinician c ON c.given_key = a.given AND {START.format(start='family')}",
)
WALKED = (
    "import_asked a JOIN profiles_clinician c ON c.family_key = a.family AND c.given_key = a.given AND a.given <> ''",
    """import_asked a JOIN profiles_clinician c ON c.family_key = a.given AND c.given_key = a.family
        AND a.given <> '' AND a.given <> a.family""",
)
ADDRESSES = """
    CREATE TEMPORARY TABLE import_address ON COMMIT DROP AS
    SELECT row_id, unnest(emails) AS email FROM import_asked
"""
HASH_PAIRS, WALK_PAIRS = (
    " UNION ALL ".join(f"SELECT a.row_id, c.id AS person FROM {way}" for way in ways)  # noqa: S608
    for ways in (HASHED, WALKED)
)
HASH_PAIRS = f"CREATE TEMPORARY TABLE import_pair ON COMMIT DROP AS {HASH_PAIRS}"
WALK_PAIRS = f"INSERT INTO import_pair {WALK_PAIRS}"
# How many people share a birthday, or the start of a name and a year, is not in the planner's statistics. It takes them
# for next to nobody and reads an index for each row, which for a long list is ten times the work of one hash.
FEW = 2_000
PLAN = "SELECT set_config('enable_nestloop', %(walked)s, true)"
# In the memory that the default allows, hashes of a large register are written to disk and read back in parts.
MEMORY = "SET LOCAL work_mem = '64MB'"


def _name(field: str, ours: str, theirs: str) -> str:
    """SQL of the level at which two names agree: equal; close by slips, by an initial or by one of two words."""
    close = f"""levenshtein_less_equal({ours}, {theirs}, 2)
        <= CASE WHEN least(length({ours}), length({theirs})) <= {sameness.SHORT} THEN 1 ELSE 2 END
        OR split_part({ours}, ' ', 1) = split_part({theirs}, ' ', 1)
        OR (least(length({ours}), length({theirs})) = 1 AND left({ours}, 1) = left({theirs}, 1))
        OR (least(length({ours}), length({theirs})) >= 4
            AND (starts_with({ours}, {theirs}) OR starts_with({theirs}, {ours})
                OR right({ours}, length({theirs})) = {theirs} OR right({theirs}, length({ours})) = {ours}))"""
    return f"""CASE WHEN {ours} = '' OR {theirs} = '' THEN '' WHEN {ours} = {theirs} THEN 'equal'
        WHEN {close} THEN 'close' ELSE 'different' END AS {field}"""


def _levels(field: str) -> str:
    """SQL of what a field's level adds."""
    cases = " ".join(
        f"WHEN '{level}' THEN {sameness.weight(field, level):.4f}::float8" for level in sameness.LEVELS[field]
    )
    return f"CASE l.{field} {cases} ELSE 0 END"


def _agreeing(field: str) -> str:
    bearers = f"(ln(l.{field}_bearers + 1) - ln(n.people)) / ln(2.0)"
    equal = f"{log2(sameness.NAME_AGREES[field]):.4f} - {bearers}"
    return f"CASE WHEN l.{field} = 'equal' THEN {equal} ELSE {_levels(field)} END"


# Steps are materialised, or each name would be compared once for every place that asks how it compares.
# A different number at the same regulator is another person, whatever else agrees. Who is on the organisation's own
# list is asked about from a little likeness on; of anybody else only what is likely, or an address, is said at all.
CANDIDATES = f"""
    CREATE TEMPORARY TABLE import_candidate ON COMMIT DROP AS
    WITH n AS MATERIALIZED (SELECT greatest(%(fewest)s, count(*))::float8 AS people FROM profiles_clinician),
    levels AS MATERIALIZED (
        SELECT a.row_id, c.id AS person, a.family_bearers, a.given_bearers,
            a.given <> '' AND a.family <> a.given AND c.family_key = a.given AND c.given_key = a.family AS swapped,
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
        FROM (SELECT DISTINCT row_id, person FROM import_pair) p JOIN import_asked a USING (row_id)
        JOIN profiles_clinician c ON c.id = p.person
        LEFT JOIN accounts_user u ON u.id = c.user_id
        WHERE NOT EXISTS (SELECT FROM profiles_registration g WHERE g.clinician_id = c.id
            AND g.regulator_id = a.regulator_id AND g.number_key <> a.number_key)
    ), weighed AS MATERIALIZED (
        SELECT l.row_id, l.person, l.email = 'equal' AS by_email,
            l.born <> 'different' AND (l.swapped OR 'different' NOT IN (l.family, l.given)) AS is_alike,
            -ln(n.people) / ln(2.0) + {_levels("born")} + {_levels("email")} + CASE WHEN l.swapped THEN
                {log2(sameness.SWAPPED):.4f} - (ln(l.family_bearers + 1) + ln(l.given_bearers + 1)
                - 2 * ln(n.people)) / ln(2.0)
            ELSE {_agreeing("family")} + {_agreeing("given")} END AS points
        FROM levels l CROSS JOIN n
    )
    SELECT w.row_id, w.person, w.points, w.by_email,
        w.points >= {sameness.PROBABLE} AND w.is_alike AS probable, a.print
    FROM weighed w JOIN import_asked a USING (row_id) WHERE w.points >= {sameness.ASK} OR w.by_email
"""  # noqa: S608
# Whoever was found by a record that was merged since is the person of the kept one.
FOLLOW = """
    UPDATE import_candidate x SET person = m.kept_id
    FROM profiles_recordmerge m WHERE m.lost_id = x.person AND m.state = 'MERGED'
"""
# What somebody decided holds both ways, and until either side says something else of itself.
ALLOWED = f"""
    DELETE FROM import_candidate x USING profiles_clinician c
    WHERE c.id = x.person AND (
        (NOT x.by_email AND NOT x.probable AND NOT EXISTS (SELECT FROM profiles_training t
            WHERE t.clinician_id = c.id AND t.organisation_id = %(organisation)s))
        OR EXISTS (SELECT FROM import_asked a JOIN profiles_registration g ON g.regulator_id = a.regulator_id
            WHERE a.row_id = x.row_id AND g.clinician_id = c.id AND g.number_key <> a.number_key)
        OR EXISTS (SELECT FROM imports_notthesame d WHERE d.person_id = c.id AND d.fingerprint = x.print
            AND d.person_print IN ('', {PERSON_PRINT}))
        OR EXISTS (SELECT FROM imports_notthesame d WHERE d.person_print = x.print
            AND d.fingerprint = {PERSON_PRINT}))
"""  # noqa: S608
BEST = """
    UPDATE import_who w SET person_id = f.person, why = CASE WHEN f.by_email THEN 'email' ELSE 'name' END
    FROM (SELECT DISTINCT ON (row_id) * FROM import_candidate ORDER BY row_id, points DESC, person) f
    WHERE f.row_id = w.row_id
"""
DROP = "DROP TABLE IF EXISTS import_asked, import_address, import_pair, import_candidate"


def find(cursor) -> None:
    """Fill import_candidate with everybody the rows of import_who without a person may be."""
    cursor.execute(DROP)
    cursor.execute(MEMORY)
    cursor.execute(ASKED)
    is_long = cursor.rowcount > FEW
    cursor.execute("ANALYZE import_asked")
    cursor.execute(BEARERS)
    cursor.execute(ADDRESSES)
    cursor.execute("ANALYZE import_address")
    cursor.execute(PLAN, {"walked": "off" if is_long else "on"})
    cursor.execute(HASH_PAIRS)
    cursor.execute(PLAN, {"walked": "on"})
    cursor.execute(WALK_PAIRS)
    cursor.execute("ANALYZE import_pair")
    cursor.execute(CANDIDATES, {"fewest": sameness.FEWEST})
    cursor.execute("ANALYZE import_candidate")


def allow(cursor, organisation_id: int) -> None:
    """Take away who is protected from this organisation, and who was found to be somebody else."""
    cursor.execute(FOLLOW)
    cursor.execute(ALLOWED, {"organisation": organisation_id})


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

"""By which ways a row of a file leads to the people it may be: an address; a birth date with an initial and a likeness
of the other name; a name few bear; both names, also in each other's place.

Of people not on the organisation's own list only the likely are asked about, in the end. Where that has few people, a
way that cannot lead to anybody likely leads to these people only: a common name alone says next to nothing, and all
namesakes on the register are most of what there would be to weigh. Nobody is left out who would be asked about.
"""

from dataclasses import dataclass
from math import log2

from profiles.rules import sameness


def close(ours: str, theirs: str) -> str:
    """SQL of whether two names are alike but for slips, an initial or one of two words. A letter moved is one slip."""
    return f"""(levenshtein_less_equal({ours}, {theirs}, 2)
            <= CASE WHEN least(length({ours}), length({theirs})) <= {sameness.SHORT} THEN 1 ELSE 2 END
        OR (length({ours}) = length({theirs}) AND levenshtein_less_equal({ours}, {theirs}, 1, 1, 2, 2) <= 2)
        OR split_part({ours}, ' ', 1) = split_part({theirs}, ' ', 1)
        OR (least(length({ours}), length({theirs})) = 1 AND left({ours}, 1) = left({theirs}, 1))
        OR (least(length({ours}), length({theirs})) >= 4
            AND (starts_with({ours}, {theirs}) OR starts_with({theirs}, {ours})
                OR right({ours}, length({theirs})) = {theirs} OR right({theirs}, length({ours})) = {ours})))"""


@dataclass(frozen=True)
class Way:
    """`join` says from which values of the file to whom. Some begin at birth dates, which most lists do not have. By
    two names at once, or one that next to nobody bears, even a long list walks the index. Where the planner would walk
    it the other way round, `walk` says the same so that it cannot."""

    join: str
    needs_born: bool = False
    is_walked: bool = False
    walk: str = ""


PEOPLE = "profiles_clinician c"
_PERSON = f"import_asked a JOIN {PEOPLE} ON"
_BORN = f"{_PERSON} a.born IS NOT NULL AND c.birth_date = a.born"
_NAMES = (("family", "given"), ("given", "family"))


def _by_address(found: str, address: str) -> Way:
    """Most people have no address, so the planner takes one to be everybody's, and would begin with everybody."""
    walk = f"import_address a CROSS JOIN LATERAL (SELECT c.id FROM {found} WHERE {address} = a.email OFFSET 0) c"  # noqa: S608
    return Way(f"import_address a JOIN {found} ON {address} = a.email", is_walked=True, walk=walk)


BY_ADDRESS = (
    _by_address(PEOPLE, "c.work_email"),
    _by_address(PEOPLE, "c.personal_email"),
    _by_address(f"accounts_user u JOIN {PEOPLE} ON c.user_id = u.id", "u.email"),
)
ALL_EQUAL = Way(f"{_BORN} AND c.family_key = a.family AND c.given_key = a.given", needs_born=True)
BY_BIRTH_DATE = (
    *(
        Way(
            f"""{_BORN} AND left(c.{one}_key, 1) = left(a.{one}, 1) AND a.{one} <> ''
                AND (c.{one}_key = a.{one} OR {close(f"a.{other}", f"c.{other}_key")})""",
            needs_born=True,
        )
        for one, other in _NAMES
    ),
    Way(
        f"{_BORN} AND left(c.family_key, 1) = left(a.given, 1) AND left(c.given_key, 1) = left(a.family, 1)",
        needs_born=True,
    ),
)
# A name that some bear leads to those whose other name differs by a slip or two, and one that few bear to all of them.
SOME, FEWER = 500, 20
_ALIKE = {
    one: f"""c.{one}_key = a.{one} AND a.{one} <> '' AND a.{one}_bearers <= {SOME}
        AND (a.{one}_bearers <= {FEWER} OR levenshtein_less_equal(c.{other}_key, a.{other}, 2) <= 2)"""
    for one, other in _NAMES
}
_EQUAL = "c.family_key = a.family AND c.given_key = a.given AND a.given <> ''"
_NO_BIRTH_DATE = "(a.born IS NULL OR c.birth_date IS NULL)"
# Namesakes with quite another birth date are likely only where so few bear both names that hardly one is expected.
_NEARLY_BORN = """(date_part('year', c.birth_date) = date_part('year', a.born)
    OR right(c.birth_date::text, 5) = right(a.born::text, 5)
    OR a.family_bearers::float8 * a.given_bearers <= %(people)s)"""
SWAPPED = Way(
    f"{_PERSON} c.family_key = a.given AND c.given_key = a.family AND a.given <> '' AND a.given <> a.family",
    is_walked=True,
)
# A long list is searched in two steps: who has the address, or all names and the birth date; then, for rows where that
# left room for doubt, everybody who is alike. A short list, as on a page of questions, is searched in one.
FIRST = (*BY_ADDRESS, ALL_EQUAL)
REST = (
    *BY_BIRTH_DATE,
    *(Way(f"{_PERSON} {alike}") for alike in _ALIKE.values()),
    Way(f"{_PERSON} {_EQUAL} AND ({_NO_BIRTH_DATE} OR {_NEARLY_BORN})"),
    SWAPPED,
)

# --- Where the organisation has few people of its own

OURS = """SELECT clinician_id FROM profiles_training WHERE organisation_id = %(organisation)s
    UNION ALL SELECT lost_id FROM profiles_recordmerge WHERE state = 'MERGED'"""
# People of its own list, and records that were merged: who they are now may be on it.
OUR_PEOPLE = f"""
    CREATE TEMPORARY TABLE import_ours ON COMMIT DROP AS
    SELECT c.id, c.family_key, c.given_key, c.birth_date FROM {PEOPLE} WHERE c.id IN ({OURS})
"""  # noqa: S608 made of our own names only, as all statements here
MOST_OURS = 50_000
COUNT_OURS = f"SELECT count(*) FROM (SELECT FROM ({OURS}) ours LIMIT {MOST_OURS + 1}) counted"  # noqa: S608
_OUR_PERSON = "import_asked a JOIN import_ours c ON"
_BOTH_BORN = f"{_PERSON} a.born IS NOT NULL AND c.birth_date IS NOT NULL"
SLACK = 1.001  # sums are rounded where they are worked out


def _most(gained: float, points: float) -> float:
    """How many people may bear a name, or which share of all the product for two names, where the rest adds so much and
    the sum must not be less than `points`."""
    return 2 ** (gained - points) * SLACK


def _likely(one: str, other: str) -> list[Way]:
    """Without a birth date, who is called nearly so is likely only where next to nobody bears the equal name."""
    most = _most(log2(sameness.NAME_AGREES[one]) + sameness.weight(other, "close"), sameness.PROBABLE)
    named = f"{_NO_BIRTH_DATE} AND c.{one}_key = a.{one} AND a.{one} <> '' AND a.{one}_bearers + 1 <= {most:.4f}"
    return [Way(f"{_PERSON} {named}", is_walked=True)] if most >= 1 else []


_BORNE = "(a.family_bearers + 1)::float8 * (a.given_bearers + 1) <= %(people)s * {:.6f}"
_AGREEING = sum(log2(agrees) for agrees in sameness.NAME_AGREES.values())
_LIKELY, _POSSIBLE = (_BORNE.format(_most(_AGREEING, points)) for points in (sameness.PROBABLE, sameness.ASK))
TO_OURS = (
    *(Way(f"{_OUR_PERSON} {_NO_BIRTH_DATE} AND {alike}") for alike in _ALIKE.values()),
    Way(f"{_OUR_PERSON} {_NO_BIRTH_DATE} AND {_EQUAL} AND {_POSSIBLE}"),
)
WITH_FEW_OURS = (
    *BY_BIRTH_DATE,
    *(Way(f"{_BOTH_BORN} AND {alike}", needs_born=True) for alike in _ALIKE.values()),
    Way(f"{_BOTH_BORN} AND {_EQUAL} AND {_NEARLY_BORN}", needs_born=True),
    *(way for one, other in _NAMES for way in _likely(one, other)),
    Way(f"{_PERSON} {_NO_BIRTH_DATE} AND {_EQUAL} AND {_LIKELY}", is_walked=True),
    SWAPPED,
)


def that_lead(cursor, params: dict, *, has_born: bool) -> tuple[list[Way], list[Way]]:
    """The ways of both steps that can lead anywhere. The organisation's own people are copied, if they are few."""
    cursor.execute("DROP TABLE IF EXISTS import_ours")
    cursor.execute(COUNT_OURS, params)
    ours = cursor.fetchone()[0]
    if 0 < ours <= MOST_OURS:
        cursor.execute(OUR_PEOPLE, params)
        cursor.execute("ANALYZE import_ours")
    rest = REST if ours > MOST_OURS else (*WITH_FEW_OURS, *(TO_OURS if ours else ()))
    first, rest = ([way for way in ways if has_born or not way.needs_born] for ways in (FIRST, rest))
    return first, rest


def to_changed(way: Way) -> str:
    """The way to people who changed, whose table knows how many bear their names: those names are the row's."""
    join = way.join.replace(_OUR_PERSON, f"{_PERSON} c.id IN (SELECT id FROM import_ours) AND")  # noqa: S608
    join = join.replace(PEOPLE, "import_changed_person c")
    return join.replace("a.family_bearers", "c.family_bearers").replace("a.given_bearers", "c.given_bearers")


# No second process of PostgreSQL sees a temporary table. What is handed to each as a list of values, all can look for.
# A long value that is only read is handed on as its place in the temporary table, so an empty list is added to each.
LISTS = {
    "row_id": "bigint",
    "family": "text",
    "given": "text",
    "born": "date",
    "family_bearers": "bigint",
    "given_bearers": "bigint",
}


def as_lists(join: str) -> str:
    """The same from lists of values, so that several processes can go it at once."""
    lists = ", ".join(
        f"(SELECT array_cat({column}, ARRAY[]::{kind}[]) FROM import_asked_lists)"  # noqa: S608
        for column, kind in LISTS.items()
    )
    return join.replace("import_asked a", f"unnest({lists}) AS a ({', '.join(LISTS)})", 1)

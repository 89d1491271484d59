"""By which ways a row of a file leads to the people it may be: an address; a birth date with an initial and a likeness
of the other name; a name few bear; both names, also in each other's place.

Of people not on the organisation's own list only the likely are asked about, in the end. So a way that cannot lead to
anybody likely leads to the organisation's own people only: a common name alone says next to nothing, and all namesakes
on the register are most of what there would be to weigh. No pair is left out that would have been asked about.
"""

from collections.abc import Iterable
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
    two names at once, or one that next to nobody bears, even a long list walks the index."""

    join: str
    needs_born: bool = False
    is_to_ours: bool = False
    is_walked: bool = False


# People of the organisation's own list, and records that were merged: who they are now may be on it.
OURS = """SELECT clinician_id FROM profiles_training WHERE organisation_id = %(organisation)s
    UNION ALL SELECT lost_id FROM profiles_recordmerge WHERE state = 'MERGED'"""
PEOPLE = "profiles_clinician c"
_PERSON = f"import_asked a JOIN {PEOPLE} ON"
_OUR_PERSON = f"{_PERSON} c.id IN ({OURS})"
_BORN = f"{_PERSON} a.born IS NOT NULL AND c.birth_date = a.born"
_BOTH_BORN = f"{_PERSON} a.born IS NOT NULL AND c.birth_date IS NOT NULL"
_UNBORN = "(a.born IS NULL OR c.birth_date IS NULL)"
_NAMES = (("family", "given"), ("given", "family"))

BY_ADDRESS = (
    Way(f"import_address a JOIN {PEOPLE} ON c.work_email = a.email"),
    Way(f"import_address a JOIN {PEOPLE} ON c.personal_email = a.email"),
    Way(f"import_address a JOIN accounts_user u ON u.email = a.email JOIN {PEOPLE} ON c.user_id = u.id"),
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
# Sums are rounded where they are worked out.
SLACK = 1.001


def _most(gained: float, points: float) -> float:
    """How many people may bear a name, or two times the share of both, where the rest adds so much and the sum must not
    be less than `points`."""
    return 2 ** (gained - points) * SLACK


def _by_name(one: str, other: str) -> tuple[Way, ...]:
    alike = f"""c.{one}_key = a.{one} AND a.{one} <> '' AND a.{one}_bearers <= {SOME}
        AND (a.{one}_bearers <= {FEWER} OR levenshtein_less_equal(c.{other}_key, a.{other}, 2) <= 2)"""
    # Without a birth date, who is called nearly so is likely only where next to nobody bears the name that is equal.
    most = _most(log2(sameness.NAME_AGREES[one]) + sameness.weight(other, "close"), sameness.PROBABLE)
    likely = f"{_PERSON} {_UNBORN} AND c.{one}_key = a.{one} AND a.{one} <> '' AND a.{one}_bearers + 1 <= {most:.4f}"
    return (
        Way(f"{_BOTH_BORN} AND {alike}", needs_born=True),
        *([Way(likely, is_walked=True)] if most >= 1 else []),
        Way(f"{_OUR_PERSON} AND {_UNBORN} AND {alike}", is_to_ours=True),
    )


def _by_names() -> tuple[Way, ...]:
    equal = "c.family_key = a.family AND c.given_key = a.given AND a.given <> ''"
    borne = "(a.family_bearers + 1)::float8 * (a.given_bearers + 1) <= %(people)s * {:.6f}"
    agreeing = sum(log2(agrees) for agrees in sameness.NAME_AGREES.values())
    likely, possible = (borne.format(_most(agreeing, points)) for points in (sameness.PROBABLE, sameness.ASK))
    return (
        # Namesakes with quite another birth date only where so few bear both names that hardly one is expected.
        Way(
            f"""{_BOTH_BORN} AND {equal}
                AND (date_part('year', c.birth_date) = date_part('year', a.born)
                    OR right(c.birth_date::text, 5) = right(a.born::text, 5)
                    OR a.family_bearers::float8 * a.given_bearers <= %(people)s)""",
            needs_born=True,
        ),
        Way(f"{_PERSON} {_UNBORN} AND {equal} AND {likely}", is_walked=True),
        Way(f"{_OUR_PERSON} AND {_UNBORN} AND {equal} AND {possible}", is_to_ours=True),
        Way(
            f"{_PERSON} c.family_key = a.given AND c.given_key = a.family AND a.given <> '' AND a.given <> a.family",
            is_walked=True,
        ),
    )


BY_NAME = (*_by_name("family", "given"), *_by_name("given", "family"))
# A long list is searched in two steps: who has the address, or all names and the birth date; then, for rows where that
# left room for doubt, everybody who is alike. A short list, as on a page of questions, is searched in one.
FIRST, REST = (*BY_ADDRESS, ALL_EQUAL), (*BY_BIRTH_DATE, *BY_NAME, *_by_names())
# The organisation's own people, where they are not a large part of the register.
OUR_PEOPLE = f"""
    CREATE TEMPORARY TABLE import_ours ON COMMIT DROP AS
    SELECT c.id, c.family_key, c.given_key, c.birth_date FROM {PEOPLE} WHERE c.id IN ({OURS})
"""  # noqa: S608 made of our own names only, as all statements here
MOST_OURS = 50_000
COUNT_OURS = f"SELECT count(*) FROM (SELECT FROM ({OURS}) ours LIMIT {MOST_OURS + 1}) counted"  # noqa: S608


def note_ours(cursor, params: dict) -> int:
    """Copy the organisation's own people, unless they are too many. Returns how many; MOST_OURS + 1 where more."""
    cursor.execute("DROP TABLE IF EXISTS import_ours")
    cursor.execute(COUNT_OURS, params)
    ours = cursor.fetchone()[0]
    if 0 < ours <= MOST_OURS:
        cursor.execute(OUR_PEOPLE, params)
        cursor.execute("ANALYZE import_ours")
    return ours


def that_lead(ways: Iterable[Way], *, has_born: bool, ours: int) -> list[Way]:
    """Those of the ways that can lead anywhere."""
    return [way for way in ways if (has_born or not way.needs_born) and (ours or not way.is_to_ours)]


def to_people(way: Way, *, ours: int) -> str:
    """The way itself: to the copy of the organisation's own people, if there is one."""
    return way.join.replace(PEOPLE, "import_ours c") if way.is_to_ours and ours <= MOST_OURS else way.join


def to_changed(way: Way) -> str:
    """The way to people who changed, whose table knows how many bear their names: those names are the row's."""
    join = way.join.replace(PEOPLE, "import_changed_person c")
    return join.replace("a.family_bearers", "c.family_bearers").replace("a.given_bearers", "c.given_bearers")


# No second process of PostgreSQL sees a temporary table. What is handed to each as a list of values, all can look for.
# A long value that is only read is handed on as its place in the temporary table, so an empty list is added to each.
LISTS = {
    "import_asked": {
        "row_id": "bigint",
        "family": "text",
        "given": "text",
        "born": "date",
        "family_bearers": "bigint",
        "given_bearers": "bigint",
    },
    "import_address": {"row_id": "bigint", "email": "text"},
}


def as_lists(join: str) -> str:
    """The same from lists of values, so that several processes can go it at once."""
    table = join.split(" ", 1)[0]
    columns = LISTS[table]
    lists = ", ".join(
        f"(SELECT array_cat({column}, ARRAY[]::{kind}[]) FROM {table}_lists)"  # noqa: S608
        for column, kind in columns.items()
    )
    return join.replace(f"{table} a", f"unnest({lists}) AS a ({', '.join(columns)})", 1)

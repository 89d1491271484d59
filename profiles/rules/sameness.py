"""How likely it is that a row and a record are one person, when no number says so. Pure: levels, shares and counts.

The sum of Fellegi and Sunter: each field adds log2(m / u), where m is how often two records of one person stand at
that level, and u how often two records of different people do. Where names agree, u is the share of people who bear
that name, so that a rare name says more. A record without a value adds nothing. One in so many people on the register
is the person: the sum begins at that.
"""

from datetime import date
from enum import StrEnum
from math import log2

# m and u of each level. Our own estimates: m from the kinds of slip in the made-up truth of the benchmark `matching`
# (about 1 name in 20 changed, 1 birth date in 50 with a slip), u from how often such values agree among strangers.
LEVELS: dict[str, dict[str, tuple[float, float]]] = {
    "family": {"close": (0.06, 0.0015), "different": (0.05, 0.995)},
    "given": {"close": (0.08, 0.01), "different": (0.03, 0.98)},
    "born": {"equal": (0.97, 1 / 14_600), "close": (0.02, 0.0016), "different": (0.002, 0.998)},
    "email": {"equal": (0.6, 0.000_001), "different": (0.4, 0.999)},
}
NAME_AGREES = {"family": 0.89, "given": 0.89}  # m where names are equal; u is the share of people with that name
SWAPPED = 0.01  # m where first and last name stand in each other's place; u is the shares of both, or of a slip
FEWEST = (
    10_000  # A young register is weighed as if it held so many, so that no name is thought rare or common by chance
)
ASK, PROBABLE = -6.0, 3.0
SHORT = 5  # A name up to this length may differ by one letter, a longer one by two; a letter moved counts as one


class Verdict(StrEnum):
    """What becomes of a row and a record. Nothing is taken for the same without an answer but an equal number."""

    DIFFERENT = "DIFFERENT"
    ASK = "ASK"
    PROBABLE = "PROBABLE"
    SURE = "SURE"


def weight(field: str, level: str) -> float:
    """What a field at a level adds; 0 where either side says nothing."""
    if not level:
        return 0.0
    m, u = LEVELS[field][level]
    return log2(m / u)


def share(bearers: int, people: int) -> float:
    """The share of people who bear a name, counting the one in the file."""
    return (bearers + 1) / max(people, FEWEST)


def points(
    *, people: int, family: str, given: str, born: str, email: str, family_bearers: int, given_bearers: int
) -> float:
    """The sum for a pair. Levels are equal, close, different or empty. A name is swapped if it stands, as it is, in the
    place of the other, and turned if it does so with a slip."""
    shares = {"family": share(family_bearers, people), "given": share(given_bearers, people)}
    total = -log2(max(people, FEWEST)) + weight("born", born) + weight("email", email)
    levels = {"family": family, "given": given}
    if "swapped" in levels.values():
        own = (weight(field, "close") if levels[field] == "turned" else -log2(shares[field]) for field in levels)
        return total + log2(SWAPPED) + sum(own)
    for field, level in levels.items():
        total += log2(NAME_AGREES[field] / shares[field]) if level == "equal" else weight(field, level)
    return total


def verdict(
    *, number: str, family: str, given: str = "", born: str = "", email: str = "", total: float = 0.0
) -> Verdict:
    """What a pair is. `number` is equal, different (at the same regulator) or empty. Where a name differs, as those of
    twins and of people who married do, or the birth date, as that of a namesake does, it is asked, however much else
    agrees."""
    if number == "different":
        return Verdict.DIFFERENT
    if number == "equal":
        return Verdict.SURE if family == "equal" else Verdict.ASK
    if total >= PROBABLE and not {"different", "turned"} & {family, given, born}:
        return Verdict.PROBABLE
    return Verdict.ASK if total >= ASK or email == "equal" else Verdict.DIFFERENT


def born_level(one: date | None, other: date | None) -> str:
    """How two birth dates agree; a slip is one wrong digit, the year beside, or day and month in each other's place."""
    if one is None or other is None:
        return ""
    if one == other:
        return "equal"
    slips = sum(a != b for a, b in zip(f"{one:%Y%m%d}", f"{other:%Y%m%d}", strict=True))
    swapped = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    beside = (one.month, one.day) == (other.month, other.day) and abs(one.year - other.year) == 1
    return "close" if slips == 1 or swapped or beside else "different"

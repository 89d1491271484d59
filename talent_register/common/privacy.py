"""How every stored field is classified for privacy. Each app's `privacy.py` holds a FIELDS dictionary.

A house test compares FIELDS with the models, so that no column can be added without saying what it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module

from django.apps import apps

INCLUDED = "included"


class Erasure(StrEnum):
    """What becomes of a row when the person it is about leaves for good."""

    DELETED = "deleted"
    ANONYMISED = "anonymised"  # stays for statistics: personal columns are emptied, but those in `keeps`
    EVIDENCE = "evidence"  # stays as proof of what was done: the same, for another reason
    STAYS = "stays"  # says nothing about the person: at most who did something at work


class Clash(StrEnum):
    """What becomes of a row that the kept record has too, when two records of one person are merged."""

    STAYS = "stays"  # the kept record's row is in force; the other waits, hidden, for the day the merge is undone
    ENDS = "ends"  # the other row moves as well, ended on the day of the merge (see `ends`)


@dataclass(frozen=True)
class Fields:
    """One model's columns, named in four groups (space-separated), with purpose and retention.

    notice: the code of the purpose under which the privacy notice tells of these rows (profiles/data/purposes.csv).
        Tables with special-category data must say it: a house test asks.
    personal: says who somebody is or something about them.
    special: special-category data or near it; never leaves its table except as suppressed figures.
    operational: keys, states, times, references to other rows.
    public: facts that anyone may read.

    A model that can reach a person, by a foreign key or through others, also says what a download and an erasure
    make of it. Everything else follows from the keys: see `profiles.rights`.

    download: INCLUDED, or in words why the person's own copy leaves the rows out.
    erasure: what becomes of the rows when the person leaves for good.
    keeps: personal columns that may stay, because what is left says nothing about anybody.
    withheld: columns that no copy holds: secrets, and what would let others in.
    left_out: rows that no copy holds, as a filter: what would tell of somebody else.
    about: the paths from a row to the person it is about (`clinician`, `review__clinician`), where the keys alone
        would say something else. Left empty, every path to a clinician counts, else every path to a user who owns it.
    found_by: look-up → attribute of the person, for rows that name people without a foreign key.
    unlinks: the row stays, and its key to the person goes.
    by_hand: the erasure of these rows is written out in an action, because emptying columns is not enough.
    clash: where a person can have only one such row (a uniqueness rule names them), what a merge makes of a second.
    ends: the date column that ends a row, for Clash.ENDS.
    follows: a key to a row that a merge may keep aside (Clash.STAYS). This row then goes to the kept record's row,
        where that has none, so that what waits for the person still reaches them.
    weighs: columns with times. Where both records have a row that follows, the one with the later time is in force,
        and the other stays aside; the first column that tells them apart decides.
    fixed: keys to a person that a merge never moves, because the row speaks of that record, not of the person.
    """

    purpose: str
    retention: str
    personal: str = ""
    special: str = ""
    notice: str = ""
    operational: str = ""
    public: str = ""
    download: str = ""
    erasure: Erasure | None = None
    keeps: str = ""
    withheld: str = ""
    left_out: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    found_by: Mapping[str, str] = field(default_factory=dict)
    unlinks: bool = False
    by_hand: bool = False
    clash: Clash | None = None
    ends: str = ""
    follows: str = ""
    weighs: str = ""
    fixed: str = ""

    def names(self) -> list[str]:
        """All column names in the four groups, in order, repeats kept so that a test can find them."""
        return " ".join([self.personal, self.special, self.operational, self.public]).split()


RECORD = "as long as the record; anonymised when the person leaves"
STAFF = "while the account is open, then 6 years"
EVIDENCE = "6 years after the event"
STAGING = "30 days, then only counts and hashes"
REFERENCE = "kept; never about a person"


def special_columns(table: str) -> frozenset[str]:
    """The columns of a table whose values are special-category data: nobody reads them on a page about records."""
    for model in apps.get_models():
        if model._meta.db_table == table:
            known = getattr(import_module(f"{model._meta.app_config.name}.privacy"), "FIELDS", {})
            names = known[model.__name__].special.split() if model.__name__ in known else []
            return frozenset(model._meta.get_field(name).column for name in names)
    return frozenset()

"""How every stored field is classified for privacy. Each app's `privacy.py` holds a FIELDS dictionary.

A house test compares FIELDS with the models, so that no column can be added without saying what it is.
"""

from dataclasses import dataclass
from importlib import import_module

from django.apps import apps


@dataclass(frozen=True)
class Fields:
    """One model's columns, named in four groups (space-separated), with purpose and retention.

    personal: says who somebody is or something about them.
    special: special-category data or near it; never leaves its table except as suppressed figures.
    operational: keys, states, times, references to other rows.
    public: facts that anyone may read.
    """

    purpose: str
    retention: str
    personal: str = ""
    special: str = ""
    operational: str = ""
    public: str = ""

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

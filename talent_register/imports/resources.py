"""What a list type is: its columns on top of django-import-export's Resource and Field, and its effect on people.

The app that owns the people declares one in its own resources and is named in settings.IMPORT_LIST_TYPES.
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import zip_longest

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.resources import Resource

from talent_register.accounts.roles import ROLES
from talent_register.common.permissions import Permission
from talent_register.common.turns import take_turn
from talent_register.common.typed import LONGEST_NAME, is_written, mixes_scripts

from .checking import dates, names
from .checking.engine import LEAVE_OUT, Context, Row
from .checking.issues import OTHERS_ROW, WARNING, Issue, sentence
from .checking.lookups import Lookup
from .people import AsksPeople, TakenAlong, WritesToPeople
from .reading.headings import fold

EMAIL = re.compile(r"^[^@\s,;<>\"()]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$")
TICKS = frozenset("✓✔☑")


class Column(Field):
    """One column of ours. `variant` tells columns apart that fill the same value, as numbers of several regulators."""

    kind = "text"
    # Whether typographic apostrophes stay as they are, where others become plain.
    keeps_quotes = False

    def __init__(
        self,
        name: str,
        label: Promise | str,
        *,
        synonyms: Iterable[str] = (),
        variant: str = "",
        heading: str = "",
        example: str = "",
        help_text: Promise | str = "",
        is_required: bool = False,
        is_in_template: bool = True,
        max_length: int = 150,
        lookup: str = "",
    ):
        super().__init__(attribute=name, column_name=heading or name)
        self.name, self.variant, self.label = name, variant, label
        self.key = f"{name}@{variant}" if variant else name
        self.heading = heading or name
        self.synonyms = tuple(synonyms)
        self.example, self.help_text = example, help_text
        self.is_required, self.is_in_template = is_required, is_in_template
        self.max_length, self.lookup = max_length, lookup

    def names(self) -> set[str]:
        """Folded headings that mean this column."""
        own = () if self.variant else (self.name,)
        return {fold(word) for word in (self.heading, *own, *self.synonyms)} - {""}

    def clean(self, text: str, cell: object, context: Context) -> tuple[object, Issue | None]:
        """The value to keep, and what is wrong with it."""
        if len(text) > self.max_length:
            return None, Issue("too_long", details={"limit": self.max_length, "length": len(text)})
        return text, None


class NameColumn(Column):
    """A name of a person as it is written, whatever it is made of: titles go, letters of every script stay.

    Pictures are refused, and what belongs into another column.
    """

    kind = "name"
    keeps_quotes = True

    def __init__(self, name: str, label: Promise | str, *, max_length: int = LONGEST_NAME, **kwargs):
        super().__init__(name, label, max_length=max_length, **kwargs)

    def clean(self, text, cell, context):
        bare = names.without_titles(text, context.repairs)
        if repaired := names.encoded_once(bare):
            return repaired, Issue("double_encoded", WARNING, {"value": text[:60], "proposed": repaired[:60]})
        if not is_written(bare) or names.FIGURES.fullmatch(bare) or EMAIL.match(bare.lower()):
            return None, Issue("not_text", details={"value": text[:60]})
        name, issue = super().clean(bare, cell, context)
        if not issue and not name.isascii() and mixes_scripts(name):
            issue = Issue("mixed_scripts", WARNING, {"value": text[:60]})
        if not issue and names.DAMAGED.search(name):
            issue = Issue("damaged_letter", WARNING, {"value": text[:60]})
        return name, issue


class EmailColumn(Column):
    kind = "email"

    def clean(self, text, cell, context):
        address = text.lower().rstrip(".").removeprefix("mailto:")
        if not EMAIL.match(address) or len(address) > 254:
            return None, Issue("email_format", details={"value": text[:60]})
        return address, None


class DateColumn(Column):
    kind = "date"

    def clean(self, text, cell, context):
        order = context.orders.get(self.key) or dates.DMY
        day, issue = dates.parse(text, order, is_1904=context.is_1904)
        if not day:
            details = {"value": text[:60]}
            if issue.code == "day_missing" and (first := dates.first_of_month(text)):
                details |= {"proposed": first, "words": date_format(date.fromisoformat(first), "j F Y")}
            return None, Issue(issue.code, details=details)
        if dates.has_short_year(text):
            words = date_format(date.fromisoformat(day), "j F Y")
            return day, Issue("two_digit_year", WARNING, {"value": text[:60], "proposed": words})
        return day, None


LEAST_SHARE = Decimal("0.005")  # less would be kept as nothing


class ShareColumn(Column):
    """A share of full time, from 0 to 1."""

    kind = "share"

    def clean(self, text, cell, context):
        try:
            share = Decimal(text.rstrip("% ").replace(",", "."))
        except InvalidOperation:
            return None, Issue("not_a_share", details={"value": text[:60]})
        if not share.is_finite() or not LEAST_SHARE <= share <= 100:
            return None, Issue("not_a_share", details={"value": text[:60]})
        if share > 1 and (text.endswith("%") or share == int(share)):
            share /= 100
        if not LEAST_SHARE <= share <= 1:
            return None, Issue("not_a_share", details={"value": text[:60]})
        return f"{share:.2f}", None


class ChoiceColumn(Column):
    """A value out of a list. What is nearly one is suggested; what somebody matched before is remembered."""

    kind = "choice"
    unknown = "unknown_value"

    def clean(self, text, cell, context):
        decided = context.value_map.get(self.key, {})
        if text in decided:
            return self._decided(decided[text])
        text = "yes" if text in TICKS else text
        lookup: Lookup = context.lookup_of(self)
        if code := lookup.find(text):
            return code, None
        code, label, sure = lookup.near(text)
        if sure:
            context.suggested.setdefault(self.key, {})[text] = code
            return code, None
        details = {"value": text[:60], **({"suggestion": label, "suggested": code} if code else {})}
        return None, Issue(self.unknown, details=details)

    def _decided(self, code):
        if code == LEAVE_OUT:
            return None, Issue("left_out_by_choice")
        return code or None, None


class EmployerColumn(ChoiceColumn):
    unknown = "unknown_employer"


class OwnerColumn(Column):
    """Whose list a row is from, where a system writes that beside each row. It is looked at, and not kept."""

    kind = "owner"

    def clean(self, text, cell, context):
        is_others = text.casefold() in context.others
        return None, Issue(OTHERS_ROW, details={"value": text[:60]}) if is_others else None


class ListType(AsksPeople, TakenAlong, WritesToPeople, Resource):
    """One kind of list. Subclasses declare `columns` and say how rows meet people."""

    code = ""
    name: Promise | str = ""
    permission = Permission.TRAINEE_VIEW  # whoever hands in such a list holds this in its organisation, too
    declaration: Promise | str = _("My organisation has told these people we will share this information")
    nouns: tuple = (_("person"), _("people"))  # what one row is, for one and for several
    makes_people = False
    needs: Promise | str = _(
        "The columns marked as required, and whom each row is about. Never include ethnicity, religion, health or "
        "other sensitive details: we do not read them."
    )
    columns: tuple[Column, ...] = ()
    sentences: dict = {}
    causes: dict = {}  # what is wrong in a word or two, by the codes of its own sentences
    can_replace = True
    can_be_undone = True

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.loaded: dict[str, Lookup] = {}

    def get_fields(self, **kwargs):
        return list(self.columns)

    @classmethod
    def has_column(cls, key: str) -> bool:
        return any(column.key == key for column in cls.columns)

    @classmethod
    def column(cls, key: str) -> Column:
        return next(column for column in cls.columns if column.key == key)

    @classmethod
    @cache
    def known_headings(cls) -> dict[str, str]:
        """Folded heading → column key."""
        return {name: column.key for column in reversed(cls.columns) for name in column.names()}

    def noun(self, count: int) -> str:
        return str(self.nouns[count != 1])

    def sentence(self, code: str, details: dict) -> str:
        """What is wrong and how to mend it, for a person."""
        return sentence(code, details, self.sentences)

    def lookups(self, needed: set[str]) -> dict[str, Lookup]:
        """The allowed values, by look-up name, of the look-ups that a file needs."""
        raise NotImplementedError

    def others(self, run) -> frozenset[str]:
        """Folded codes of other organisations whose rows have no place in this one's list."""
        return frozenset()

    def check_row(self, row: Row, context: Context) -> None:
        """Check what takes more than one cell of a row."""

    def note_duplicates(self, run) -> None:
        """Find staged rows that say the same of one person, or the same person twice. In the database."""

    def shown(self, cleaned: dict) -> dict[str, str]:
        """Values by their labels, as people read them."""
        words: dict[str, str] = {}
        for column in self.columns:
            value = cleaned.get(column.key)
            if value not in (None, "") and not column.variant:
                words[str(column.label)] = self._in_words(column, str(value))
        return words

    def _in_words(self, column: Column, value: str) -> str:
        if column.kind == "date":
            return date_format(date.fromisoformat(value), "j F Y")
        return self._lookup(column.lookup).label(value) if column.lookup else value

    def _lookup(self, name: str) -> Lookup:
        """A look-up, read once for as long as this object lives."""
        if name not in self.loaded:
            self.loaded |= self.lookups({name})
        return self.loaded[name]

    def name_of(self, cleaned: dict) -> str:
        """Whom a row is about."""
        raise NotImplementedError

    def possible(self, run, rows) -> dict[int, list[tuple[int, str]]]:
        """By the rows' keys, everybody that a question may be about, likeliest first: (person, found by what)."""
        return {}

    def prints(self, people: list[int]) -> dict[int, str]:
        """A hash of who each person is, that changes when the person's identity does."""
        return {}

    def known(self, run, person_id: int) -> dict[str, str] | None:
        """What the register holds of a person, only where this organisation supplied it; else None."""
        raise NotImplementedError

    def written(self, column: Column, value: object) -> str:
        """A stored value as a list writes it: days as 2026-08-06, codes of short lists by their words."""
        if value in (None, "") or not column.lookup:
            return "" if value is None else str(value)
        lookup = self._lookup(column.lookup)
        return lookup.label(str(value)) if lookup.is_short else str(value)

    def template_headings(self) -> list[str]:
        return [column.heading for column in self.columns if column.is_in_template]

    def example_row(self) -> list[str]:
        """A filled row that says it should go: it is skipped when it comes back."""
        cells = [column.example for column in self.columns if column.is_in_template]
        return [str(_("Delete this row")), *cells[1:]]

    def allowed_values(self) -> list[tuple[str, list[str], list[list[str]]]]:
        """A sheet with the values that short lists allow."""
        choices = [c for c in self.columns if c.is_in_template and c.lookup and self._lookup(c.lookup).is_short]
        options = [[option.label for option in self._lookup(column.lookup).options] for column in choices]
        rows = [list(row) for row in zip_longest(*options, fillvalue="")]
        return [(str(_("Allowed values")), [column.heading for column in choices], rows)]

    def said_once(self) -> list[Column]:
        """Columns that may be given once for many pasted registration numbers; none for most kinds of lists."""
        return []

    def lacking(self, mapping: dict[str, int]) -> list[Column]:
        """Required columns that no column of theirs was matched to."""
        return [column for column in self.columns if column.is_required and column.key not in mapping]

    def hold(self, run) -> None:
        """Let one import of this kind write at a time; the lock ends with the transaction."""
        take_turn("imports", self.code)

    def match(self, run) -> int:
        """Find the person of each staged row and what would change, in the database. Returns how many rows differ from
        before: if any do when it takes effect, it is looked at again."""
        raise NotImplementedError

    def match_again(self, run, _nobodys: str) -> int:
        """The same for rows some of which (SQL of their keys) were nobody's before, where that saves a search."""
        return self.match(run)

    def apply(self, run, *, by, at, progress) -> dict:
        """Bring the ready rows into effect inside the caller's transaction; return counts."""
        raise NotImplementedError

    def undo(self, run, *, by, at) -> dict:
        """Take back what the run did and nobody has changed since; return counts."""
        raise NotImplementedError

    def undo_preview(self, run) -> dict:
        """What `undo` would do, in counts: removed, restored, kept, told; and `stay`, the first rows of those kept."""
        raise NotImplementedError


def missing(row: Row, column: Column) -> None:
    """Note that a required cell is empty."""
    row.add(column, Issue("required_missing", details={"label": str(column.label).lower()}))


def warn(code: str, **details) -> Issue:
    return Issue(code, WARNING, details)


def list_types() -> dict[str, type[ListType]]:
    """Every list type by its code."""
    return {kind.code: kind for path in settings.IMPORT_LIST_TYPES for kind in import_string(path)}


def list_types_of(kind: str) -> dict[str, type[ListType]]:
    """The list types that some role of a kind of organisation may hand in."""
    held = {word for role in ROLES.values() if role.may_be_held_in(kind) for word in role.permissions}
    return {code: listed for code, listed in list_types().items() if listed.permission in held}


def list_type_of(code: str) -> ListType:
    return list_types()[code]()

"""What every page of a section has in common."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from talent_register.common.forms import MonthField, RadiosField


class Step(forms.Form):
    """One page about one row. `saves` names the columns it covers."""

    code: ClassVar[str]
    heading: ClassVar[Any]
    lead: ClassVar[Any] = ""
    only_field: ClassVar[str] = ""
    saves: ClassVar[tuple[str, ...]]

    def __init__(self, *args, row, user=None, **kwargs):
        self.row, self.user = row, user
        super().__init__(*args, initial=self.initial_of(row), **kwargs)
        self.prepare()

    @classmethod
    def says_something(cls, row) -> bool:
        return any(present(row, cls.saves).values())

    def prepare(self) -> None:
        """Choices that depend on the day or on tables."""

    def initial_of(self, row) -> dict:
        return present(row, self.saves)

    def values(self) -> dict:
        """What the page says, as the row keeps it."""
        return {name: self.cleaned_data[name] for name in self.saves}

    @property
    def single(self):
        return self[self.only_field] if self.only_field else None


def present(row, names: tuple[str, ...]) -> dict:
    """The present values of these columns; nothing where a row has not got its own yet."""
    return {name: getattr(row, name, None) for name in names}


YES, NO = "yes", "no"


def yes_no(label, missing, *, yes=None, no=None, **kwargs) -> RadiosField:
    return RadiosField(
        label=label,
        choices=[(YES, yes or _("Yes")), (NO, no or _("No"))],
        error_messages={"required": missing},
        **kwargs,
    )


def started_field(label, thing) -> MonthField:
    return MonthField(
        label=label, thing=thing, required=False, help_text=_("For example, 9 2021. About right is fine.")
    )


class Period(Step):
    """From a month until a month, or until now."""

    code = "dates"
    saves = ("started_on", "ended_on")
    started_words: ClassVar[Any] = ""
    still_words: ClassVar[Any] = ""
    still_yes: ClassVar[Any] = ""
    missing: ClassVar[Any] = ""

    def prepare(self):
        self.fields["started_on"] = started_field(self.started_words, _("The start"))
        self.fields["still"] = yes_no(
            self.still_words, self.missing, yes=self.still_yes, no=_("No"), reveals={NO: "ended_on"}
        )
        self.fields["ended_on"] = started_field(_("When did it end?"), _("The end"))
        self.order_fields(["started_on", "still", "ended_on"])

    def initial_of(self, row):
        known = row.started_on or row.ended_on
        return {**super().initial_of(row), "still": (NO if row.ended_on else YES) if known else None}

    def clean(self):
        cleaned = super().clean()
        began, ended = cleaned.get("started_on"), cleaned.get("ended_on")
        if cleaned.get("still") == YES:
            cleaned["ended_on"] = None
            self.errors.pop("ended_on", None)
        elif "still" in cleaned and "ended_on" not in self.errors:
            if not ended:
                self.add_error("ended_on", _("Enter the month and year in which it ended"))
            elif began and ended < began:
                self.add_error("ended_on", _("The end must be the same as or after the start"))
        return cleaned

    def values(self):
        return {name: self.cleaned_data.get(name) for name in self.saves}

"""What auditors ask of the record. Whatever cannot be read narrows nothing."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from talent_register.common.forms import DateField

from .words import SENTENCES


class RecordFilter(forms.Form):
    """Who, whom and when: what events and views have in common."""

    who = forms.CharField(label=_("Who did it"), required=False, max_length=200, help_text=_("A name, or a part of it"))
    person = forms.CharField(label=_("Person reference"), required=False, max_length=20)
    day = DateField(label=_("Day"), required=False, help_text=_("For example, 6 8 2026"))

    def narrow(self, rows: QuerySet) -> QuerySet:
        self.is_valid()
        for name, value in self.chosen().items():
            rows = getattr(self, f"by_{name}")(rows, value)
        return rows

    def chosen(self) -> dict:
        """The filters that were filled in and could be read."""
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}

    def by_who(self, rows, value):
        return rows.filter(Q(actor=value) if ":" in value else Q(actor_name__icontains=value))

    def by_person(self, rows, value):
        return rows.of_person(value.strip().upper())

    def by_day(self, rows, value):
        return rows.filter(at__date=value)


class EventFilter(RecordFilter):
    """Which events."""

    type = forms.ChoiceField(label=_("What was done"), required=False)
    thing = forms.CharField(label=_("Reference of a thing"), required=False, max_length=80)
    request = forms.CharField(label=_("Request number"), required=False, max_length=64)
    field_order = ("type", "who", "person", "thing", "request", "day")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = sorted(SENTENCES.items(), key=lambda entry: str(entry[1]))
        self.fields["type"].choices = [("", _("Everything")), *known]

    def by_type(self, rows, value):
        return rows.filter(type=value)

    def by_thing(self, rows, value):
        return rows.filter(object_ref=value)

    def by_request(self, rows, value):
        return rows.filter(request_id=value)


class ViewFilter(RecordFilter):
    """Which acts of looking."""


class ReasonForm(forms.Form):
    """Why somebody must read what a record said. Kept with the event."""

    reason = forms.CharField(
        label=_("Why you need to read what it said"),
        help_text=_("For example, a complaint by the person, with its number. Your reason is kept."),
        min_length=10,
        max_length=500,
        error_messages={
            "required": _("Enter why you need to read what it said"),
            "min_length": _("Enter a reason of at least 10 characters, such as the number of a complaint"),
        },
    )

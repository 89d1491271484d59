"""The filters of the people list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.models import NextStep, Profession, Stage
from talent_register.accounts import access as reach
from talent_register.common.forms import CheckboxesField
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Region
from tracking.choices import Joined, ProfessionFamily, ReviewState
from tracking.search import SORTS, Counted, Criteria
from tracking.search.facets import facets, facets_of_others

ANY = [("", _("Any"))]
NOT_ON_THE_LIST = {"invalid_choice": _("Select from the options on this page")}
# Where somebody stands, what they want, what happened, and what is asked least often.
ORDER = (
    *("q", "region", "family", "profession", "specialty", "stage", "next", "readiness", "goal", "reviewer", "cohort"),
    *("programme", "review", "consent", "employer", "pattern", "joined"),
)


class PeopleForm(forms.Form):
    """All of it lives in the address; nothing here is a protected characteristic."""

    q = forms.CharField(
        label=_("Name, registration number, specialty or employer"),
        required=False,
        max_length=100,
        strip=True,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"max_length": _("Search must be %(limit_value)d characters or fewer")},
    )
    region = forms.ChoiceField(label=_("Region"), required=False, error_messages=NOT_ON_THE_LIST)
    family = forms.ChoiceField(label=_("Profession group"), required=False, error_messages=NOT_ON_THE_LIST)
    profession = forms.ChoiceField(label=_("Profession"), required=False, error_messages=NOT_ON_THE_LIST)
    stage = CheckboxesField(label=_("Stage in leadership"), required=False, choices=Stage.choices)
    next = CheckboxesField(label=_("What they would like to do next"), required=False, choices=NextStep.choices)
    review = CheckboxesField(label=_("Yearly review"), required=False, choices=ReviewState.choices)
    joined = CheckboxesField(label=_("Joined the register"), required=False, choices=Joined.choices)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        professions = list(Profession.objects.filter(disabled_on__isnull=True))
        self.fields["family"].choices = ANY + _families(professions)
        self.fields["profession"].choices = ANY + [(p.code, p.name) for p in professions]
        if regions := _regions(user):
            self.fields["region"].choices = ANY + regions
        else:
            del self.fields["region"]
        self._add_others(user)

    def _add_others(self, user) -> None:
        """Filters of other nouns, for those who have a choice."""
        for facet in facets_of_others():
            options = facet.options(user)
            if facet.as_select:
                self.fields[facet.name] = forms.ChoiceField(
                    label=facet.label, required=False, choices=ANY + options, error_messages=NOT_ON_THE_LIST
                )
            elif options:
                self.fields[facet.name] = CheckboxesField(label=facet.label, required=False, choices=options)
        self.order_fields(ORDER)

    def criteria(self, sort: str = "") -> Criteria:
        """What was asked for. An order that does not exist is no order."""
        asked = self.cleaned_data
        chosen = {facet.name: _tuple(asked.get(facet.name)) for facet in facets()}
        return Criteria(
            text=asked["q"],
            chosen={name: values for name, values in chosen.items() if values},
            sort=sort if sort.removeprefix("-") in SORTS else "",
        )

    def show(self, counted: Counted) -> None:
        """Write beside each choice how many people it would show. The words of chips stay as they are."""
        for name, numbers in counted.choices.items():
            if field := self.fields.get(name):
                field.widget.choices = [
                    (value, f"{label} ({numbers.get(str(value), 0):,})" if value else label)
                    for value, label in field.choices
                ]


def _tuple(value) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(value)
    return (value,) if value else ()


def _families(professions) -> list[tuple[str, str]]:
    words = dict(ProfessionFamily.choices)
    return [(family, words.get(family, family)) for family in dict.fromkeys(p.family for p in professions)]


def _regions(user) -> list[tuple[str, str]]:
    """A choice only for those who reach more than one region."""
    regions = Region.objects.filter(kind__in=[Region.Kind.NHS_REGION, Region.Kind.NATION])
    if not reach.reaches_nation(user, Permission.PEOPLE_SEARCH):
        regions = regions.filter(pk__in=reach.regions_where(user, Permission.PEOPLE_SEARCH))
    found = list(regions.values_list("code", "name"))
    return found if len(found) > 1 else []

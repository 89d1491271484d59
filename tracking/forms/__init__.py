"""What staff type: filters of the people list, a purpose, a cohort, a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.models import NextStep, Profession, Stage
from talent_register.accounts import access as reach
from talent_register.common.forms import CheckboxesField, RadiosField
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Region
from tracking.choices import ProfessionFamily, Purpose, ReviewState
from tracking.models import Cohort, YearlyReview
from tracking.search import NO_COHORT, SORTS, Criteria

ANY = [("", _("Any"))]
NOT_ON_THE_LIST = {"invalid_choice": _("Select from the options on this page")}


class PeopleForm(forms.Form):
    """Filters of the people list. All of it lives in the address; nothing here is a protected characteristic."""

    q = forms.CharField(
        label=_("Name, registration number, specialty or employer"),
        required=False,
        max_length=100,
        strip=True,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"max_length": _("Search must be %(limit_value)d characters or fewer")},
    )
    family = forms.ChoiceField(label=_("Profession group"), required=False, error_messages=NOT_ON_THE_LIST)
    profession = forms.ChoiceField(label=_("Profession"), required=False, error_messages=NOT_ON_THE_LIST)
    region = forms.ChoiceField(label=_("Region"), required=False, error_messages=NOT_ON_THE_LIST)
    stage = CheckboxesField(label=_("Stage in leadership"), required=False, choices=Stage.choices)
    next = CheckboxesField(label=_("What they would like to do next"), required=False, choices=NextStep.choices)
    review = CheckboxesField(label=_("Yearly review"), required=False, choices=ReviewState.choices)
    cohort = forms.ChoiceField(label=_("Cohort"), required=False, error_messages=NOT_ON_THE_LIST)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        professions = list(Profession.objects.filter(disabled_on__isnull=True))
        self.fields["family"].choices = ANY + _families(professions)
        self.fields["profession"].choices = ANY + [(p.code, p.name) for p in professions]
        self.fields["cohort"].choices = [*ANY, (NO_COHORT, _("In no cohort")), *_cohorts(user)]
        if regions := _regions(user):
            self.fields["region"].choices = ANY + regions
        else:
            del self.fields["region"]

    def criteria(self, sort: str = "") -> Criteria:
        """What was asked for. An order that does not exist is no order."""
        asked = self.cleaned_data
        return Criteria(
            text=asked["q"],
            family=asked["family"],
            profession=asked["profession"],
            region=asked.get("region", ""),
            stages=tuple(asked["stage"]),
            next_steps=tuple(asked["next"]),
            reviews=tuple(asked["review"]),
            cohort=asked["cohort"],
            sort=sort if sort.removeprefix("-") in SORTS else "",
        )


def _families(professions) -> list[tuple[str, str]]:
    words = dict(ProfessionFamily.choices)
    return [(family, words.get(family, family)) for family in dict.fromkeys(p.family for p in professions)]


def _cohorts(user) -> list[tuple[str, str]]:
    return list(Cohort.objects.visible_to(user).open().values_list("slug", "name"))


def _regions(user) -> list[tuple[str, str]]:
    """A choice only for those who reach more than one region."""
    regions = Region.objects.filter(kind__in=[Region.Kind.NHS_REGION, Region.Kind.NATION])
    if not reach.reaches_nation(user, Permission.PEOPLE_SEARCH):
        regions = regions.filter(pk__in=reach.regions_where(user, Permission.PEOPLE_SEARCH))
    found = list(regions.values_list("code", "name"))
    return found if len(found) > 1 else []


class PurposeForm(forms.Form):
    purpose = RadiosField(
        label=_("Why are you looking?"),
        help_text=_("We keep this with every record you open. The person can read it."),
        choices=Purpose.choices,
        error_messages={"required": _("Select why you are looking")},
    )


class CohortForm(forms.Form):
    """A new cohort. Whose it is, is asked only of people who act for several organisations."""

    name = forms.CharField(
        label=_("Name of the cohort"),
        help_text=_("For example Aspiring medical directors 2027. The people in it cannot see the name."),
        max_length=80,
        error_messages={
            "required": _("Enter a name for the cohort"),
            "max_length": _("Name of the cohort must be %(limit_value)d characters or fewer"),
        },
    )
    purpose = forms.CharField(
        label=_("What it is for"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("What it is for must be %(limit_value)d characters or fewer")},
    )
    owner = forms.ChoiceField(
        label=_("Whose cohort is it?"), error_messages={"required": _("Select whose cohort it is"), **NOT_ON_THE_LIST}
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisations = {str(organisation.pk): organisation for organisation in organisations}
        if len(self.organisations) == 1:
            del self.fields["owner"]
        else:
            self.fields["owner"].choices = [("", ""), *((pk, str(one)) for pk, one in self.organisations.items())]

    def chosen_owner(self):
        chosen = self.cleaned_data.get("owner") or next(iter(self.organisations))
        return self.organisations[chosen]


class ChooseCohortForm(forms.Form):
    """`into`, because `cohort` is a filter that may travel in the same address."""

    into = forms.ChoiceField(
        label=_("Which cohort?"), error_messages={"required": _("Select a cohort"), **NOT_ON_THE_LIST}
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [("", _("Choose a cohort")), *_cohorts(user)]

    @property
    def is_empty(self) -> bool:
        """Whether there is no cohort to choose yet."""
        return len(self.fields["into"].choices) == 1


class ReasonForm(forms.Form):
    """Why somebody enters or leaves a cohort: kept with the record."""

    why = forms.CharField(
        label=_("Why?"),
        max_length=300,
        error_messages={
            "required": _("Enter the reason"),
            "max_length": _("Reason must be %(limit_value)d characters or fewer"),
        },
    )

    def __init__(self, *args, is_required=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].required = is_required
        if not is_required:
            self.fields["why"].label = _("Why? (optional)")


class ReviewForm(forms.Form):
    """The two buttons of the yearly review."""

    outcome = forms.ChoiceField(
        choices=YearlyReview.Outcome.choices,
        error_messages={
            "required": _("Choose one of the 2 buttons at the end of the page"),
            "invalid_choice": _("Choose one of the 2 buttons at the end of the page"),
        },
    )

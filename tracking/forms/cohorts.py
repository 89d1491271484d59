"""What staff type about cohorts."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from talent_register.common.forms import RadiosField
from tracking.search.of_rows import open_cohorts

from .owners import OfATeam
from .people import NOT_ON_THE_LIST


class CohortForm(OfATeam, forms.Form):
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

    def __init__(self, *args, organisations, found=None, **kwargs):
        """`found`: how many people the filters find that led here; None where single people were ticked."""
        super().__init__(*args, **kwargs)
        if found is not None:
            self.fields["stays"] = _how_it_stays(found)
        self.offer_owners(organisations)


FIXED, FOLLOWS = "FIXED", "FOLLOWS"


def _how_it_stays(found):
    these = ngettext("This %(n)d person, as today", "These %(n)d people, as today", found) % {"n": found}
    return RadiosField(
        label=_("Who is in it?"),
        choices=[(FIXED, these), (FOLLOWS, _("Whoever fits these filters, checked each night"))],
        hints={FOLLOWS: _("People come and go by themselves. Every move is dated, and shown to your team.")},
        error_messages={"required": _("Select who is in it")},
    )


class ChooseCohortForm(forms.Form):
    """`into`, because `cohort` is a filter that may travel in the same address."""

    into = forms.ChoiceField(
        label=_("Which cohort?"), error_messages={"required": _("Select a cohort"), **NOT_ON_THE_LIST}
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [("", _("Choose a cohort")), *open_cohorts(user)]

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

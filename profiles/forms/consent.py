"""Who may see a profile: four questions, nothing chosen beforehand, yes and no of equal weight."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from profiles.models import Audience
from talent_register.common.forms import RadiosField

from .asking import Question

YES_NO = (("yes", _("Yes")), ("no", _("No")))
MISSING = {
    Audience.REGION: _("Select yes or no for regional programme teams"),
    Audience.NATION: _("Select yes or no for national programme teams"),
    Audience.COLLEGE: _("Select yes or no for your college or training body"),
    Audience.RECRUITERS: _("Select yes or no for people hiring for leadership posts"),
}


class ConsentForm(Question):
    """`wordings` maps audience → the wording in force, whose words are the hint. `only`: who is asked about."""

    heading = _("Who can see your profile?")
    lead = _("You choose. You can change this at any time. If you choose No you can still use every tool here.")

    def __init__(self, *args, wordings: dict, only: Collection[str] = Audience.values, **kwargs):
        super().__init__(*args, **kwargs)
        for audience in (audience for audience in Audience if audience.value in only):
            wording = wordings.get(audience.value)
            self.fields[audience.value] = RadiosField(
                label=audience.label,
                choices=YES_NO,
                help_text=wording.words if wording else "",
                error_messages={"required": MISSING[audience]},
            )
            self.fields[audience.value].dress = {"classes": "nhsuk-radios--inline"}

    def initial_of(self, kept):
        return {audience: "yes" if is_given else "no" for audience, is_given in kept.items()}

    def answer(self):
        return {audience: choice == "yes" for audience, choice in self.cleaned_data.items()}

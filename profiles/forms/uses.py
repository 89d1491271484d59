"""A no to one use of a profile, by somebody who said yes to the audience."""

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.models import Audience, ConsentUse
from talent_register.common.forms import RadiosField

from .consent import YES_NO

ANSWER = _("Select yes or no for %(audience)s")


class UsesForm(forms.Form):
    """One question for each audience; what is in force is shown as chosen. `answer` gives {audience: yes}."""

    def __init__(self, *args, uses: Iterable[ConsentUse], kept: Mapping[str, bool], **kwargs):
        kwargs["initial"] = {audience: "yes" if is_given else "no" for audience, is_given in kept.items()}
        super().__init__(*args, **kwargs)
        for use in uses:
            audience = Audience(use.audience)
            self.fields[use.audience] = RadiosField(
                label=audience.label,
                choices=YES_NO,
                help_text=use.text,
                error_messages={"required": ANSWER % {"audience": audience.label}},
            )
            self.fields[use.audience].dress = {"classes": "nhsuk-radios--inline"}

    def answer(self) -> dict[str, bool]:
        return {audience: choice == "yes" for audience, choice in self.cleaned_data.items()}

"""Naming those who are asked, what they answer, and who may read the results."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pathways.choices import RaterGroup
from pathways.models import Competency, Level
from pathways.rules.feedback import NO_CHANCE
from talent_register.common.forms import CheckboxesField, RadiosField

ONE_A_LINE = gettext_lazy("One email address a line.")
HINTS = {
    RaterGroup.MANAGER: gettext_lazy("They are told before they answer that they are not anonymous."),
    RaterGroup.PEERS: gettext_lazy("People who work beside you."),
    RaterGroup.LED: gettext_lazy("People in your team."),
    RaterGroup.OTHERS: gettext_lazy("Such as people in other organisations. Do not ask patients here."),
}
READERS = {"staff": gettext_lazy("Programme teams who may see me"), "readers": gettext_lazy("Readers of my plan")}


class RatersForm(forms.Form):
    """One box for each group."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, label in RaterGroup.choices:
            self.fields[code] = forms.CharField(
                label=_("%(group)s (optional)") % {"group": label},
                help_text=f"{HINTS[code]} {ONE_A_LINE}",
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
            )

    def clean(self):
        """Each line of each box is an address; the first wrong one of a box is named with its line."""
        for code in RaterGroup.values:
            for number, address in enumerate(self.cleaned_data.get(code, "").splitlines(), 1):
                try:
                    if address.strip():
                        validate_email(address.strip())
                except ValidationError:
                    words = _("Line %(n)d is “%(typed)s”. Enter an email address like name@example.nhs.uk")
                    self.add_error(code, words % {"n": number, "typed": address.strip()[:60]})
                    break
        return self.cleaned_data

    def named(self) -> list[tuple[str, str]]:
        return [
            (code, address.strip())
            for code in RaterGroup.values
            for address in self.cleaned_data[code].splitlines()
            if address.strip()
        ]


class ReplyForm(forms.Form):
    """All skills on one page, then words of one's own."""

    def __init__(self, *args, competencies: list[Competency], levels: list[Level], **kwargs):
        super().__init__(*args, **kwargs)
        worded = [level for level in levels if level.rank]
        self.codes = {f"skill-{competency.code}": competency.code for competency in competencies}
        for (name, _code), competency in zip(self.codes.items(), competencies, strict=True):
            self.fields[name] = RadiosField(
                label=competency.title,
                help_text=competency.summary,
                choices=[
                    *((level.code, level.name) for level in worded),
                    (NO_CHANCE, _("I have had no chance to see this")),
                ],
                hints={level.code: competency.wordings.get(level.code) or level.description for level in worded},
                dividers={NO_CHANCE: _("or")},
                error_messages={
                    "required": _("Select what you have seen of “%(skill)s”, or that you had no chance to see it")
                    % {"skill": competency.title}
                },
            )
        self.fields["comment"] = forms.CharField(
            label=_("What do they do well, and what could they do more of? (optional)"),
            help_text=_("They read your words as you write them. Do not name patients or colleagues."),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 5}),
            error_messages={"max_length": _("Use %(limit_value)d characters or fewer. You used %(show_value)d")},
        )

    def answers(self) -> dict[str, str]:
        """Code of a skill → code of a level, or NO_CHANCE."""
        return {code: self.cleaned_data[name] for name, code in self.codes.items()}


class ReleaseForm(forms.Form):
    readers = CheckboxesField(
        label=gettext_lazy("Who may read the results?"),
        help_text=gettext_lazy("Tick nobody to keep them to yourself. You can change this at any time."),
        choices=list(READERS.items()),
        required=False,
    )

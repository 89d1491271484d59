"""One skill a page, and examples of skills."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pathways.models import Answer, Competency, Level
from talent_register.common.forms import CheckboxesField, DateField, RadiosField

TOO_LONG = _("Use %(limit_value)d characters or fewer. You used %(show_value)d")


class SkillForm(forms.Form):
    """Worded levels, then the two answers that are no level."""

    def __init__(self, *args, competency: Competency, levels: list[Level], **kwargs):
        super().__init__(*args, **kwargs)
        self.by_code = {level.code: level for level in levels if level.rank}
        self.fields["answer"] = RadiosField(
            label=competency.title,
            help_text=competency.summary,
            choices=[*((code, level.name) for code, level in self.by_code.items()), *Answer.Unknown.choices],
            hints={code: competency.wordings.get(code) or level.description for code, level in self.by_code.items()},
            dividers={Answer.Unknown.UNSURE: _("or")},
            error_messages={"required": _("Select the words that fit you best, or that you are not sure")},
        )

    @property
    def level(self) -> Level | None:
        return self.by_code.get(self.cleaned_data["answer"])

    @property
    def unknown(self) -> str:
        return "" if self.level else self.cleaned_data["answer"]


class EvidenceForm(forms.Form):
    title = forms.CharField(
        label=_("What did you do?"),
        max_length=150,
        help_text=_("A few words, such as “Clinic redesign 2025”. Do not name patients or colleagues."),
        error_messages={"required": _("Enter what you did"), "max_length": TOO_LONG},
    )
    competencies = CheckboxesField(
        label=_("Which skills does it show?"),
        help_text=_("You tell it once. We show it with related skills of other frameworks too."),
        error_messages={"required": _("Select at least one skill")},
    )
    text = forms.CharField(
        label=_("More about it (optional)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": TOO_LONG},
    )
    happened_on = DateField(label=_("When? (optional)"), thing=_("The date"), required=False)
    link = forms.URLField(
        label=_("A link that shows it (optional)"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Enter a link like https://www.example.nhs.uk/project")},
    )

    def __init__(self, *args, competencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_key = {str(one.pk): one for one in competencies}
        self.fields["competencies"].choices = [(key, one.title) for key, one in self.by_key.items()]

    def values(self) -> dict:
        chosen = [self.by_key[key] for key in self.cleaned_data["competencies"]]
        return {**self.cleaned_data, "competencies": chosen}

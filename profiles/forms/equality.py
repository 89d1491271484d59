"""One equality question: the answers of the person's nation, and prefer not to say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.models.equality import NOT_STATED, EqualityCategory, EqualityQuestion
from talent_register.common.forms import RadiosField

HINTS = {
    EqualityQuestion.DISABILITY: _("One that has lasted, or will last, 12 months or more."),
    EqualityQuestion.CARING: _("For example a child, a parent, or somebody who is ill or disabled."),
}


class EqualityForm(forms.Form):
    """`question` is a column of the answers. Nothing is chosen that the person has not chosen before."""

    def __init__(self, *args, question: EqualityQuestion, nation: str, **kwargs):
        super().__init__(*args, **kwargs)
        offered = list(EqualityCategory.objects.offered(question.value, nation))
        self.fields["answer"] = RadiosField(
            label=question.label,
            help_text=HINTS.get(question, ""),
            choices=_grouped(offered),
            dividers={NOT_STATED: _("or")},
            error_messages={"required": _("Select an answer, or “Prefer not to say”")},
        )


def _grouped(offered: list[EqualityCategory]) -> list:
    """Choices under their headings, in their order; those without a heading stand alone."""
    choices: list = []
    for category in offered:
        choice = (category.code, category.label)
        if not category.group:
            choices.append(choice)
        elif choices and choices[-1][0] == category.group:
            choices[-1][1].append(choice)
        else:
            choices.append((category.group, [choice]))
    return choices

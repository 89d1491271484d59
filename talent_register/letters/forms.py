"""What staff ask of the list of letters, and the reason they give for changing one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .choices import State
from .examples import examples, in_words
from .models import LetterQuerySet

ANY = ("", _("All"))


class LetterFilter(forms.Form):
    """Which letters. Whatever cannot be read narrows nothing."""

    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    person = forms.CharField(label=_("Person reference"), required=False, max_length=20)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [ANY, *State.choices]
        self.fields["kind"].choices = [ANY, *((kind, in_words(kind)) for kind in examples())]

    def narrow(self, letters: LetterQuerySet) -> LetterQuerySet:
        self.is_valid()
        wanted = {"state": "state", "kind": "kind", "person_ref": "person"}
        return letters.filter(**{column: value for column, name in wanted.items() if (value := self.chosen(name))})

    def chosen(self, name: str) -> str:
        return getattr(self, "cleaned_data", {}).get(name, "").strip()


class ReasonForm(forms.Form):
    """Why a letter is sent again or cancelled."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Other staff and auditors will read it. Do not include personal details."),
        error_messages={
            "required": _("Enter why"),
            "max_length": _("The reason must be 300 characters or fewer"),
        },
    )

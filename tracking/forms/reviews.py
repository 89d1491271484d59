"""What the yearly review asks."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pathways.models import PlanAction
from talent_register.common.forms import RadiosField
from tracking.models import YearlyReview
from tracking.rules.reviews import Answered

WHICH_BUTTON = gettext_lazy("Choose one of the 2 buttons at the end of the page")


class ReviewForm(forms.Form):
    """The two buttons of the yearly review, and what becomes of each open action of the plan."""

    outcome = forms.ChoiceField(
        choices=YearlyReview.Outcome.choices,
        error_messages={"required": WHICH_BUTTON, "invalid_choice": WHICH_BUTTON},
    )

    def __init__(self, *args, actions: Iterable[PlanAction] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.open = {f"action-{action.uuid}": action for action in actions}
        for name, action in self.open.items():
            self.fields[name] = RadiosField(
                label=action.words,
                required=False,
                choices=[
                    ("KEEP", _("I keep it")),
                    (PlanAction.State.DONE, _("I have done it")),
                    (PlanAction.State.DROPPED, _("I drop it")),
                ],
                reveals={PlanAction.State.DROPPED: f"why-{action.uuid}"},
            )
            self.fields[f"why-{action.uuid}"] = forms.CharField(
                label=_("Why do you drop it?"),
                required=False,
                max_length=500,
                error_messages={"max_length": _("Use %(limit_value)d characters or fewer. You used %(show_value)d")},
            )

    @property
    def questions(self) -> list[forms.BoundField]:
        """One for each open action; the reason shows below its choice."""
        return [self[name] for name in self.open]

    def clean(self):
        for name, action in self.open.items():
            why = f"why-{action.uuid}"
            dropped = self.cleaned_data.get(name) == PlanAction.State.DROPPED
            if dropped and why in self.cleaned_data and not self.cleaned_data[why].strip():
                self.add_error(why, _("Enter why you drop “%(action)s”") % {"action": action.words})
        return self.cleaned_data

    def answered(self) -> list[Answered]:
        """Actions that end with this review. What has no answer, or is kept, is carried into the next year."""
        return [
            Answered(action.pk, self.cleaned_data[name], self.cleaned_data[f"why-{action.uuid}"])
            for name, action in self.open.items()
            if self.cleaned_data[name] not in ("", "KEEP")
        ]

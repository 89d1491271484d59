"""What people type about nominations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from talent_register.common.forms import CheckboxesField, DateField, RadiosField
from tracking.actions.nominations import Case
from tracking.models import NominationDecision, NominationKind

from .discussions import NOT_ON_THE_LIST, long_text
from .owners import OfATeam

KIND_HINTS = {
    NominationKind.ADVANCEMENT: _("Ready, or nearly, for more responsibility"),
    NominationKind.MOVE: _("Another place or field at the same level"),
    NominationKind.DEVELOPMENT: _("A programme, a coach, a project"),
}


class WindowForm(OfATeam, forms.Form):
    name = forms.CharField(
        label=_("Name of the window"),
        help_text=_("For example Regional nominations, spring 2027. The nominated read it."),
        max_length=100,
        error_messages={
            "required": _("Enter a name for the window"),
            "max_length": _("Name of the window must be %(limit_value)d characters or fewer"),
        },
    )
    about = long_text(
        _("What can people be nominated for?"),
        rows=4,
        error_messages={"required": _("Enter what people can be nominated for")},
    )
    opens_on = DateField(
        label=_("First day"), thing=_("First day"), error_messages={"required": _("Enter the first day")}
    )
    closes_on = DateField(
        label=_("Last day"), thing=_("Last day"), error_messages={"required": _("Enter the last day")}
    )
    owner = forms.ChoiceField(
        label=_("Who decides?"), error_messages={"required": _("Select who decides"), **NOT_ON_THE_LIST}
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_owners(organisations)


class NominationForm(forms.Form):
    """For what, why, and who can confirm it."""

    kinds = CheckboxesField(
        label=_("What do you nominate them for?"),
        help_text=_("Each is decided by itself."),
        choices=NominationKind.choices,
        hints=KIND_HINTS,
        error_messages={"required": _("Select at least 1 thing you nominate them for")},
    )
    words = long_text(
        _("Why?"),
        rows=5,
        help_text=_("What you have seen. They read it at once."),
        error_messages={"required": _("Enter why")},
    )
    referee_name = forms.CharField(
        label=_("Name of a referee"),
        help_text=_("Somebody else who knows their work, and agrees to be asked."),
        max_length=200,
        error_messages={
            "required": _("Enter the name of a referee"),
            "max_length": _("Name of a referee must be %(limit_value)d characters or fewer"),
        },
    )
    referee_email = forms.EmailField(
        label=_("Their work email address"), error_messages={"required": _("Enter the referee’s email address")}
    )

    def case(self) -> Case:
        return Case(**{name: self.cleaned_data[name] for name in Case.__dataclass_fields__})


class ProposalForm(forms.Form):
    """One decision, which a second person confirms."""

    kind = RadiosField(label=_("For what?"), choices=[], error_messages={"required": _("Select for what")})
    outcome = RadiosField(
        label=_("What do you propose?"),
        choices=NominationDecision.Outcome.choices,
        error_messages={"required": _("Select what you propose")},
    )
    reason = long_text(_("Reason"), help_text=_("They read it."), error_messages={"required": _("Enter the reason")})

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, NominationKind(kind).label) for kind in kinds]


class ReplyForm(forms.Form):
    """What the nominated person says."""

    words = long_text(_("What would you like to say? (optional)"), required=False)
    is_declined = forms.BooleanField(
        label=_("I do not want to be nominated in this window"),
        help_text=_("Nothing is decided then. You can change your mind until it closes."),
        required=False,
    )

    def clean(self):
        data = super().clean()
        if not data.get("words", "").strip() and not data.get("is_declined"):
            self.add_error("words", _("Enter what you would like to say, or decline"))
        return data

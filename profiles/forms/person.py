"""Questions about who somebody is: name, profession, registration."""

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles import choices, rules
from profiles.models import Profession
from talent_register.common.forms import NameField, RadiosField
from talent_register.common.typed import LONGEST_NAME

from .asking import Question


def text_field(label, missing, longest=150, field=forms.CharField, **kwargs):
    """A line of text whose two mistakes say what to do."""
    return field(
        label=label,
        max_length=longest,
        error_messages={
            "required": missing,
            "max_length": _("%(label)s must be %(longest)d characters or fewer") % {"label": label, "longest": longest},
        },
        **kwargs,
    )


class NameForm(Question):
    """Some people have one name: it is the last name."""

    heading = _("What is your name?")
    given_names = text_field(
        _("First names"),
        "",
        required=False,
        field=NameField,
        longest=LONGEST_NAME,
        help_text=_("Leave this empty if you have one name"),
        widget=forms.TextInput(attrs={"autocomplete": "given-name", "spellcheck": "false"}),
    )
    family_name = text_field(
        _("Last name"),
        _("Enter your last name"),
        field=NameField,
        longest=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "family-name", "spellcheck": "false"}),
    )


class ProfessionForm(Question):
    """One radio per group; a group of several professions reveals which."""

    heading = _("What is your profession?")
    only_field = "group"

    def __init__(self, *args, **kwargs):
        self.families: dict[str, list[Profession]] = {}
        for profession in Profession.objects.in_use().select_related("regulator"):
            self.families.setdefault(profession.family, []).append(profession)
        super().__init__(*args, **kwargs)
        groups = [(code, label) for code, label, _families in choices.GROUPS]
        self.fields["group"] = RadiosField(
            label=self.heading,
            choices=[
                *groups,
                (choices.STUDENT, _("Student or trainee")),
                (choices.NOT_REGISTERED, _("Not registered")),
            ],
            hints={choices.STUDENT: _("You are studying for your first registration")},
            dividers={choices.STUDENT: _("or")},
            reveals={code: f"which_{code}" for code, _label in [*groups, (choices.STUDENT, "")] if self._several(code)},
            help_text=_(
                "Choose the profession you are registered in. If you have 2, choose the one you use most. "
                "You can add the other later."
            ),
            error_messages={"required": _("Select your profession")},
        )
        for code in self.fields["group"].reveals:
            self.fields[f"which_{code}"] = forms.ChoiceField(
                label=_("What will you be?") if code == choices.STUDENT else _("Which one?"),
                required=False,
                choices=[("", "---------"), *((p.code, p.name) for p in self.professions(code))],
                error_messages={"invalid_choice": _("Select one of the professions in the list")},
            )

    def professions(self, group: str) -> list[Profession]:
        families = {code: families for code, _label, families in choices.GROUPS}
        wanted = families.get(group, tuple(self.families) if group == choices.STUDENT else ())
        return [profession for family in wanted for profession in self.families.get(family, [])]

    def _several(self, group: str) -> bool:
        return len(self.professions(group)) > 1

    def initial_of(self, kept):
        standing, code = kept["standing"], kept.get("code", "")
        if standing == rules.STUDENT:
            return {"group": choices.STUDENT, f"which_{choices.STUDENT}": code}
        if standing == rules.NOT_REGISTERED:
            return {"group": choices.NOT_REGISTERED}
        group = next((g for g, _label, _f in choices.GROUPS if code in {p.code for p in self.professions(g)}), "")
        return {"group": group, f"which_{group}": code}

    def clean(self):
        cleaned = super().clean()
        group = cleaned.get("group", "")
        field = f"which_{group}"
        if field in self.fields and field not in self.errors and not cleaned.get(field) and group != choices.STUDENT:
            self.add_error(field, _("Select which one"))
        return cleaned

    def answer(self):
        group = self.cleaned_data["group"]
        if group == choices.NOT_REGISTERED:
            return {"standing": rules.NOT_REGISTERED, "code": ""}
        standing = rules.STUDENT if group == choices.STUDENT else rules.REGISTERED
        code = self.cleaned_data.get(f"which_{group}", "")
        if not code and standing == rules.REGISTERED:
            code = self.professions(group)[0].code
        return {"standing": standing, "code": code}


class NumberForm(Question):
    """The label, hint and pattern are the regulator's of the declared profession."""

    only_field = "number"
    number = forms.CharField(
        required=False,
        max_length=60,
        error_messages={"max_length": _("Registration number must be 30 characters or fewer")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        code = self.answers.get("profession", {}).get("code", "")
        self.profession = Profession.objects.select_related("regulator").filter(code=code).first()
        self.regulator = self.profession.regulator if self.profession else None
        self.label = self.regulator.number_label if self.regulator else _("registration number")
        self.heading = _("What is your %(label)s?") % {"label": self.label}
        self.fields["number"].label = self.heading
        self.fields["number"].help_text = self._hint()
        attrs = {"class": "nhsuk-input--width-10", "spellcheck": "false", "autocomplete": "off"}
        if self.regulator and self.regulator.number_example.isdigit():
            attrs["inputmode"] = "numeric"
        self.fields["number"].widget.attrs.update(attrs)

    def _hint(self):
        return _(
            "%(shape)s. Find it on the %(regulator)s website or your certificate. We use it so that your college "
            "and programme teams do not create a second record for you."
        ) % {
            "shape": self.regulator.number_hint if self.regulator else _("As shown on the register"),
            "regulator": self.regulator.short_name if self.regulator else _("regulator’s"),
        }

    def clean_number(self):
        typed, self.warning = self.cleaned_data["number"].strip(), ""
        if self.is_put_off:
            return ""
        if not typed:
            raise forms.ValidationError(_("Enter your %(label)s") % {"label": self.label})
        try:
            warning = rules.check_number(
                self.regulator.code if self.regulator else "",
                typed,
                prefix=self.profession.number_prefix if self.profession else "",
            )
        except rules.CannotUseNumber as reason:
            raise forms.ValidationError(str(reason)) from None
        self.warning = str(warning)
        return typed[:30]

    @property
    def is_put_off(self) -> bool:
        """Whether the button "I do not have this now" was pressed."""
        return "later" in self.data

    def answer(self):
        if self.is_put_off:
            return {"later": True}
        return {"number": self.cleaned_data["number"], "warning": self.warning}


class ReasonForm(Question):
    heading = _("Why are you not registered?")
    only_field = "reason"
    reason = RadiosField(
        label=heading,
        choices=choices.REASONS,
        help_text=_("You can use every tool here. Some roles need registration; we say so where they do."),
        error_messages={"required": _("Select why you are not registered")},
    )

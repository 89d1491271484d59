"""What people answer about a licence, and what they log."""

from decimal import Decimal

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from pathways.choices import Facet, Patients, WillNeed
from pathways.models import LicenceProgress, OutOfProgrammeKind, PracticeSetting
from profiles.models import Profession
from talent_register.common.forms import CheckboxesField, DateField, RadiosField, dressed
from talent_register.common.trust import months_after

FACET_HINTS = {
    Facet.CPD: _("A course, reading, a conference, coaching"),
    Facet.WITH_OTHERS: _("At least one other professional took part"),
    Facet.FEEDBACK: _("From staff, a board, patients or those your role serves"),
}
ZERO = Decimal(0)


class LicenceQuestionsForm(forms.Form):
    """3 questions, kept in the address so that the answer can be shared and printed."""

    profession = forms.ChoiceField(
        label=_("What is your profession?"),
        widget=forms.Select(attrs={"data-autocomplete": ""}),
        error_messages={
            "required": _("Select your profession"),
            "invalid_choice": _("Select a profession from the list"),
        },
    )
    needs = RadiosField(
        label=_("Will the job need your registration?"),
        choices=WillNeed.choices,
        hints={
            WillNeed.YES: _("The advert or contract says so, or the law does"),
            WillNeed.UNSURE: _("Ask the employer. You can still see what follows"),
        },
        error_messages={"required": _("Select whether the job will need your registration")},
    )
    patients = RadiosField(
        label=_("Will you have contact with patients?"),
        choices=Patients.choices,
        error_messages={"required": _("Select whether you will have contact with patients")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = Profession.objects.in_use()
        self.fields["profession"].choices = [("", _("Choose")), *((p.code, p.name) for p in known)]


class OutOfProgrammeForm(forms.Form):
    """Time out of training: what kind, how long, and when training would end."""

    kind = RadiosField(label=_("What kind of time out?"), error_messages={"required": _("Select the kind of time out")})
    months = forms.IntegerField(
        label=_("How many months?"),
        min_value=1,
        max_value=60,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-3", "inputmode": "numeric"}),
    )
    months_counted = forms.IntegerField(
        label=_("How many of them will your college or deanery count? (optional)"),
        required=False,
        min_value=0,
        max_value=60,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-3", "inputmode": "numeric"}),
    )
    completion = DateField(label=_("When would your training end now? (optional)"), required=False, thing=_("The day"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = list(OutOfProgrammeKind.objects.current())
        self.fields["kind"].choices = [(kind.code, kind.name) for kind in kinds]
        self.fields["kind"].hints = {kind.code: capfirst(str(kind.typical_use)) for kind in kinds}

    def clean(self):
        said = super().clean()
        counted, months = said.get("months_counted"), said.get("months")
        if counted is not None and months is not None and counted > months:
            self.add_error("months_counted", _("No more months can count than you are out: %d or fewer") % months)
        return said


class StandingForm(forms.Form):
    """What the person knows about one registration."""

    profession = RadiosField(
        label=_("What are you registered as?"),
        help_text=_("This register holds several professions. Some rules and dates depend on which is yours"),
        error_messages={"required": _("Select what you are registered as")},
    )
    renewed_on = DateField(
        label=_("When did you last renew or revalidate? (optional)"),
        required=False,
        help_text=_("It is on your regulator’s website, in your account"),
        thing=_("Last renewal"),
    )
    told_due_on = DateField(
        label=_("Has your regulator given you the next day? (optional)"),
        required=False,
        help_text=_("If they have, we use their day and not ours"),
        thing=_("Next day"),
    )
    parts = CheckboxesField(
        label=_("Do you renew as both? (optional)"),
        required=False,
        choices=[("nurse", _("Nurse")), ("midwife", _("Midwife"))],
    )
    keeping = RadiosField(label=_("How do you hold it now?"), choices=LicenceProgress.Keeping.choices)
    last_practised_on = DateField(
        label=_("When did you last practise? (optional)"),
        required=False,
        help_text=_("Only if you do not practise now. We use it to work out the way back"),
        thing=_("Last practised"),
    )

    def __init__(self, *args, registration, professions, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.professions = today, {one.code: one for one in professions}
        if professions:
            self.fields["profession"].choices = [(one.code, one.name) for one in professions]
        else:
            del self.fields["profession"]
        if registration.regulator.code != "nmc":
            del self.fields["parts"]
        if not registration.regulator.separates_licence:
            choices = LicenceProgress.Keeping.choices
            self.fields["keeping"].choices = [c for c in choices if c[0] != LicenceProgress.Keeping.WITHOUT]

    def clean_profession(self):
        return self.professions[self.cleaned_data["profession"]]

    def clean(self):
        said = super().clean()
        renewed, told = said.get("renewed_on"), said.get("told_due_on")
        if renewed and renewed > self.today:
            self.add_error("renewed_on", _("Last renewal must be today or in the past"))
        if renewed and told and told <= renewed:
            self.add_error("told_due_on", _("Next day must be later than your last renewal"))
        practised = said.get("last_practised_on")
        if practised and practised > self.today:
            self.add_error("last_practised_on", _("Last practised must be today or in the past"))
        return said


def _hours(label, **kwargs):
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_digits=6,
        decimal_places=1,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-5", "inputmode": "decimal"}),
        **kwargs,
    )


class EvidenceForm(forms.Form):
    """One thing that was done, once, for every regulator that asks for it."""

    on = DateField(label=_("When?"), thing=_("The day"))
    title = forms.CharField(
        label=_("What did you do?"),
        max_length=150,
        help_text=_("For example: chaired the medication safety group. Name no patients and no colleagues"),
    )
    practice_hours = _hours(
        _("Hours of practice (optional)"),
        max_value=4000,
        help_text=_("Time in which you used what you know from your profession. You can log a whole month at once"),
    )
    cpd_hours = _hours(_("Hours of learning (optional)"), max_value=500)
    points = _hours(_("Points (optional)"), max_value=100)
    facets = CheckboxesField(
        label=_("What was it? (optional)"),
        required=False,
        choices=Facet.choices,
        hints=FACET_HINTS,
        help_text=_("Tick all that fit. One thing can count more than once"),
    )
    part = RadiosField(
        label=_("You practised as"), required=False, choices=[("nurse", _("Nurse")), ("midwife", _("Midwife"))]
    )
    setting = forms.ChoiceField(label=_("Where you worked (optional)"), required=False)
    scope = forms.ChoiceField(label=_("What kind of work (optional)"), required=False)
    notes = dressed(
        forms.CharField(
            label=_("What you learned, or how you used your profession (optional)"),
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
    )

    def __init__(self, *args, regulators, facets, has_points, has_parts, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        kept = {*facets, *(kwargs.get("initial") or {}).get("facets", [])}
        self.fields["facets"].choices = [choice for choice in Facet.choices if choice[0] in kept]
        if not (has_points or self.initial.get("points")):
            del self.fields["points"]
        if not has_parts:
            del self.fields["part"]
        if "nmc" in regulators:
            self._offer_settings()
        else:
            del self.fields["setting"], self.fields["scope"]

    def _offer_settings(self):
        named = list(PracticeSetting.objects.all())
        for name, kind in (("setting", PracticeSetting.Kind.SETTING), ("scope", PracticeSetting.Kind.SCOPE)):
            own = self.initial.get(name)
            offered = [one for one in named if one.kind == kind and (not one.has_ended or one.code == own)]
            choices = [(setting.code, setting.name) for setting in offered]
            self.fields[name].choices = [("", _("Not chosen")), *choices]

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("The day must be today or in the past"))
        if on < months_after(self.today, -120):
            raise forms.ValidationError(_("The day must be in the last 10 years"))
        return on

    def clean(self):
        said = super().clean()
        for name in ("practice_hours", "cpd_hours", "points"):
            if name in self.fields and name not in self.errors:
                said[name] = said.get(name) or ZERO
        if not self.errors and not any(said.get(n) for n in ("practice_hours", "cpd_hours", "points", "facets")):
            raise forms.ValidationError(_("Enter hours, or tick what it was. Otherwise it counts towards nothing"))
        return said

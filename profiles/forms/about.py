"""Who somebody is, asked again after they joined: the questions of registering, as one corrects them later."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from profiles import rules
from profiles.models import Clinician
from talent_register.common.forms import DateField, NameField
from talent_register.common.typed import LONGEST_NAME

from .asking import Question
from .person import NameForm, ProfessionForm, text_field
from .work import RegionForm


class OwnNameForm(NameForm):
    lead = _(
        "Give the names that stand on your professional register. If your last name changes, we look up your "
        "registration number again."
    )
    preferred_name = text_field(
        _("Name you go by (optional)"),
        "",
        required=False,
        field=NameField,
        longest=LONGEST_NAME,
        help_text=_("We use it in place of your first names, on pages and in letters"),
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "spellcheck": "false"}),
    )


class OwnRegionForm(RegionForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].help_text = _(
            "If you let regional teams see your profile, the team of the new region sees it from now on. The team of "
            "the old region no longer does."
        )


class BirthDateForm(Question):
    heading = _("What is your date of birth?")
    only_field = "birth_date"
    birth_date = DateField(
        label=heading,
        thing=_("Date of birth"),
        required=False,
        help_text=_(
            "For example, 31 3 1980. We use it to tell you from people with your name. Leave it empty if you do not "
            "want us to keep it."
        ),
    )

    def clean_birth_date(self):
        day = self.cleaned_data["birth_date"]
        if day and not rules.is_likely_birth_year(day.year, timezone.localdate().year):
            raise forms.ValidationError(
                _("Date of birth would make you younger than 17 or older than 100. Check the year")
            )
        return day


FORMS: dict[str, type[Question]] = {
    "name": OwnNameForm,
    "profession": ProfessionForm,
    "region": OwnRegionForm,
    "birth-date": BirthDateForm,
}


def form_for(question: str, data, *, clinician: Clinician, user) -> Question:
    """The form of a question, filled with what the record says."""
    return FORMS[question](data, answers={}, kept=_KEPT[question](clinician), user=user)


def _name(clinician: Clinician) -> dict:
    return {name: getattr(clinician, name) for name in ("given_names", "family_name", "preferred_name")}


def _profession(clinician: Clinician) -> dict:
    code = clinician.profession.code if clinician.profession else ""
    if clinician.career_stage == rules.STUDENT:
        return {"standing": rules.STUDENT, "code": code}
    return {"standing": rules.REGISTERED if code else rules.NOT_REGISTERED, "code": code}


def _region(clinician: Clinician) -> dict:
    return {"nation": clinician.nation, "region": clinician.region.code if clinician.region else ""}


def _birth_date(clinician: Clinician) -> dict:
    return {"birth_date": clinician.birth_date}


_KEPT = {"name": _name, "profession": _profession, "region": _region, "birth-date": _birth_date}

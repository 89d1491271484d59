"""Each page of the profile asks one thing, or says in docs/pages-and-forms.md why its fields make one answer."""

import re
from pathlib import Path

from django.utils import timezone

from profiles.actions import consents
from profiles.actions.sections import present
from profiles.forms import about, letters, questions, registrations, rights
from profiles.forms.parts import PARTS
from profiles.models import Regulator
from tests.factories.reference import load_all_reference

PAGE = Path(__file__).resolve().parents[2] / "docs/pages-and-forms.md"
BESIDE = {"note", "what"}  # boxes for anything else


def asked(form) -> set[str]:
    """The fields that stand open on the page: not what a choice uncovers, nor a box for anything else."""
    choices = [getattr(field, "reveals", {}) for field in form.fields.values()]
    uncovered = {name for reveals in choices for names in reveals.values() for name in names}
    return set(form.fields) - uncovered - BESIDE


def other_pages(user) -> dict:
    """Registering, who somebody is, their numbers on registers, their letters and their data."""
    wordings = consents.wordings_in_force(timezone.now())
    register = {"answers": {}, "user": user, "wordings": wordings}
    return {
        **{f"register/{code}": questions.form_for(code, None, **register) for code in questions.FORMS},
        **{f"about/{code}": about.form_for(code, None, clinician=user.clinician, user=user) for code in about.FORMS},
        "registrations/standing": registrations.StandingForm(),
        "registrations/regulator": registrations.RegulatorForm(),
        "registrations/number": registrations.NumberForm(regulator=Regulator.objects.get(code="gmc")),
        "registrations/joined": registrations.JoinedForm(),
        "registrations/licence": registrations.LicenceForm(),
        "letters/choose": letters.OwnLettersForm(answers={}, user=user),
        "letters/pause": letters.LetterPauseForm(),
        "data/ask": rights.AskForm(),
    }


def test_pages_that_ask_several_things_say_why(db, clinician):
    load_all_reference()
    several = set()
    for part in PARTS.values():
        row = part.new(clinician=clinician.clinician) if part.model else present(clinician.clinician, part.code)
        several |= {f"{part.code}/{step.code}" for step in part.steps if len(asked(step(row=row))) > 1}
    several |= {page for page, form in other_pages(clinician).items() if len(asked(form)) > 1}
    text = PAGE.read_text().split("## One question a page")[1].split("\n## ")[0]
    assert set(re.findall(r"`([a-z-]+/[a-z-]+)`", text)) == several

"""Each page of the profile asks one thing, or says in docs/pages-and-forms.md why its fields make one answer."""

import re
from pathlib import Path

from profiles.actions.sections import present
from profiles.forms.parts import PARTS
from tests.factories.reference import load_all_reference

PAGE = Path(__file__).resolve().parents[2] / "docs/pages-and-forms.md"
BESIDE = {"note", "what"}  # boxes for anything else


def asked(step, row) -> set[str]:
    """The fields that stand open on the page: not what a choice uncovers, nor a box for anything else."""
    form = step(row=row)
    choices = [getattr(field, "reveals", {}) for field in form.fields.values()]
    uncovered = {name for reveals in choices for names in reveals.values() for name in names}
    return set(form.fields) - uncovered - BESIDE


def test_pages_that_ask_several_things_say_why(db, clinician):
    load_all_reference()
    several = set()
    for part in PARTS.values():
        row = part.new(clinician=clinician.clinician) if part.model else present(clinician.clinician, part.code)
        several |= {f"{part.code}/{step.code}" for step in part.steps if len(asked(step, row)) > 1}
    text = PAGE.read_text().split("## One question a page")[1].split("\n## ")[0]
    assert set(re.findall(r"`([a-z-]+/[a-z-]+)`", text)) == several

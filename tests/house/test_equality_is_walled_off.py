"""Equality answers are spoken of in few places, and no way leads to them from a person."""

import re
from pathlib import Path

from profiles.models import Clinician
from profiles.models.equality import EqualityAnswers

ROOT = Path(__file__).resolve().parents[2]
# Where the answers may be named: their own files, and the reports that publish hidden and rounded figures.
MAY_SPEAK = re.compile(
    r"profiles/(models|actions|forms|presenters|views)/equality\.py|profiles/models/__init__\.py"
    r"|profiles/(privacy|reference)\.py|tracking/reports/\w+\.py|tracking/demo/\w+\.py"
)


def test_few_files_speak_of_the_answers():
    for storey in ("talent_register", "profiles", "pathways", "tracking"):
        for path in (ROOT / storey).rglob("*.py"):
            where = str(path.relative_to(ROOT))
            if "migrations" not in where and not MAY_SPEAK.fullmatch(where):
                assert "EqualityAnswers" not in path.read_text(), f"{where} may not read equality answers."


def test_only_the_report_on_fairness_asks_for_answers():
    asking = [
        str(path.relative_to(ROOT))
        for storey in ("talent_register", "profiles", "pathways", "tracking")
        for path in (ROOT / storey).rglob("*.py")
        if ".for_reports(" in path.read_text()
    ]
    assert asking == ["tracking/reports/fairness.py"]


def test_no_query_gets_from_a_person_to_their_answers():
    assert not [relation for relation in Clinician._meta.related_objects if _can_be_named(relation)]


def _can_be_named(relation):
    return relation.related_model is EqualityAnswers and not relation.hidden

"""Every list of facts that the register began with is still held by a file, with sources and trust."""

from collections import Counter
from pathlib import Path

from django.conf import settings

from pathways.reference.files import rows
from talent_register.common.reference import read_rows

# The lists of facts that the register began with: the file that holds each, and how many rows of it were in the list.
# Sexes, religions and the like were reworded since, so that fewer or more answers are asked.
HELD = {
    "competencies": ("pathways/competencies", 134),
    "competency crosswalk": ("pathways/crosswalk", 35),
    "competency frameworks": ("pathways/frameworks", 11),
    "competency levels": ("pathways/levels", 20),
    "equality and ethnic categories": ("profiles/equality_categories", 63),
    "guidance for leaders on licences": ("pathways/guidance_notes", 12),
    "licence requirements": ("pathways/licence_rules", 47),
    "outcomes of yearly reviews": ("pathways/training_outcomes", 19),
    "pathways": ("pathways/steps", 59),
    "pay awards": ("pathways/pay_awards", 7),
    "pay points": ("pathways/pay_points", 71),
    "practice settings": ("pathways/practice_settings", 32),
    "professions": ("profiles/professions", 45),
    "programmes": ("pathways/programmes", 33),
    "regions": ("talent_register/organisations/regions", 24),
    "registration statuses": ("profiles/registration_statuses", 34),
    "regulators": ("profiles/regulators", 13),
    "renewal windows": ("pathways/renewal_windows", 15),
    "roles": ("pathways/roles", 39),
    "specialties": ("profiles/specialties", 93),
    "time out of programme": ("pathways/out_of_programme", 6),
    "training grades": ("profiles/training_grades", 42),
}
# Lists that no page needs, as codes and rules of others.
HELD_AS_CODES = {
    "COLUMN": 35,
    "DESIGNATED_BODY": 14,
    "NUMBER": 11,
    "ODS_ROLE": 16,
    "READINESS": 20,
    "RETENTION": 12,
    "REVIEW_ASK": 12,
    "REVIEW_REASON": 32,
    "SMALL_NUMBERS": 7,
    "STAFF_GROUP": 9,
}


def file_of(path: str) -> Path:
    storey, _slash, name = path.rpartition("/")
    return settings.BASE_DIR / storey / "data" / f"{name}.csv"


def test_every_list_that_the_register_began_with_is_held():
    """Rows may be added, reworded and ended. None is lost without a word here."""
    held = {name: len(read_rows(file_of(path))) for name, (path, _n) in HELD.items()}
    assert {name: n for name, n in held.items() if n < HELD[name][1]} == {}
    assert Counter(row["kind"] for row in rows("outside_codes")) == HELD_AS_CODES


def test_no_code_of_others_leads_to_a_page_that_nobody_has():
    assert [row["code"] for row in rows("outside_codes") if ".md" in "".join(row.values())] == []

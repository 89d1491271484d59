"""What travels up as text must arrive: dotted names in settings, task names of the schedule."""

import pytest
from celery import current_app
from django.conf import settings
from django.utils.module_loading import import_string

NAMED = [
    *("DOCUMENTS", "IMPORT_LIST_TYPES", "LAG_PROBES", "LETTER_EXAMPLES", "LETTER_RECHECKS", "LETTER_WISHES"),
    *("LETTER_HOLDS", "BANK_HOLIDAYS", "REFERENCE_LOADERS", "WORDINGS", "ROUTES_TAKEN", "TIME_OUT_COUNTS"),
    *("STAFF_ATTENTION", "STAFF_COMING", "PERSON_PARTS", "PERSON_CARDS", "PERSON_TAGS", "PERSON_EVENTS"),
    "COHORT_PARTS",
]
NAMED += ["AFTER_ERASURE", "RETENTION_SWEEPS", "PROFILE_SECTIONS"]


def test_every_aside_of_a_section_arrives():
    assert all(import_string(path) for paths in settings.SECTION_ASIDES.values() for path in paths)


@pytest.mark.parametrize("name", NAMED)
def test_every_dotted_name_arrives(name):
    named = getattr(settings, name)
    named = [named] if isinstance(named, str) else named
    dotted = named.values() if isinstance(named, dict) else named
    assert all(import_string(path) for path in dotted)


def test_every_scheduled_task_exists():
    current_app.autodiscover_tasks(force=True)
    planned = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert planned - set(current_app.tasks) == set()

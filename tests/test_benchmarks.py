"""Every benchmark still fills its tables, whatever columns were added since: a few rows each, nothing is measured."""

import json
import random

import pytest
from django.utils import timezone

from pathways import reference
from pathways.facts import facts_of
from profiles.models import Clinician, Interest, Registration, Training
from tests.benchmarks import _people, cohorts, gaps, imports, matching, reminders
from tests.factories.organisations import OrganisationFactory
from tests.factories.reference import load_reference
from tracking.models import CohortMember

pytestmark = pytest.mark.slow

PEOPLE = 40


@pytest.fixture
def few_names(monkeypatch):
    """Names enough for a few people."""
    monkeypatch.setattr(_people, "RARE", 60)


@pytest.mark.django_db(transaction=True)
def test_what_benchmarks_measure_can_still_be_made(few_names):
    lead = _people.fill(PEOPLE)
    assert lead.memberships.get().role == "national_lead"
    assert Clinician.objects.filter(state="REGISTERED").count() == Registration.objects.count() == PEOPLE
    cohorts.fill_cohorts(1)
    assert (CohortMember.objects.count(), Interest.objects.count()) == (PEOPLE, PEOPLE * cohorts.EVENTS)
    reminders.give_addresses()
    assert not Clinician.objects.filter(work_email="").exists()


@pytest.mark.django_db(transaction=True)
def test_lists_of_benchmarks_can_still_be_matched_and_imported(few_names):
    load_reference()
    college = OrganisationFactory(kind="COLLEGE")
    known, _asked = matching._made_up(random.Random(1), PEOPLE, 10)
    matching.fill(known, college, is_empty=True)
    assert Clinician.objects.count() == Registration.objects.count() == Training.objects.count() == PEOPLE
    rows = imports.people(3, 1_000_000)
    *_seconds, run = imports.through(rows, college)
    assert run.counts["new"] == 3
    assert min(imports.peers_seconds(imports.people(2, 2_000_000), college)) > 0
    assert imports.raw_copy(run) > 0
    assert imports.through_pages(imports.people(3, 3_000_000), college)["rows"] == 3


@pytest.mark.django_db(transaction=True)
def test_the_gap_view_is_measured_with_a_full_record(few_names, monkeypatch, capsys):
    _people.fill(PEOPLE)
    reference.load()
    monkeypatch.setattr(gaps, "fill", lambda people: None)
    monkeypatch.setattr(gaps, "ROUNDS", 2)
    monkeypatch.setattr("sys.argv", ["gaps", str(PEOPLE)])
    gaps.main()
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (said[0]["people"], said[0]["needs"] > 5) == (PEOPLE, True)
    assert (said[1]["goal"], said[1]["at_most"]) == ("milliseconds of the gap view", 100)
    person = Clinician.objects.order_by("-pk").first()
    facts = facts_of(person, timezone.localdate())
    told = (facts.registrations, facts.posts, facts.programmes, facts.qualifications, facts.skills, facts.evidence)
    assert all(told), "the record is full"

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.models import Interest
from tests.factories.meetings import MeetingFactory
from tests.factories.profiles import ClinicianFactory
from tests.factories.talent import DiscussionFactory
from tests.factories.tracking import CohortFactory, CohortMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(regional_team):
    """12 who led a team and lead a service now, 3 who began nothing, one who withdrew."""
    cohort = CohortFactory(owner=regional_team, slug="future")
    overdue = timezone.localdate() - timedelta(days=3)
    for number in range(15):
        person = ClinicianFactory(stage="SERVICE" if number < 12 else "NOT_STARTED", review_due_on=overdue)
        for stage, day in (("TEAM", date(2025, 5, 1)), (person.stage, date(2026, 3, 1))):
            if number < 12 or stage != "TEAM":
                Interest.objects.create(
                    clinician=person, stage=stage, next_step="GROW", from_date=day, at=timezone.now(), how="review"
                )
        CohortMemberFactory(cohort=cohort, clinician=person)
    CohortMemberFactory(cohort=cohort, clinician__shares_with_region=False, clinician__stage="SYSTEM")
    return cohort


def rows(client, cohort, table):
    answer = client.get(reverse("cohort-figures-file", args=[cohort.slug, table]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return {label: figures for label, *figures in list(csv.reader(io.StringIO(text)))[1:]}


def test_small_numbers_are_hidden_and_others_rounded(log_in, regional_lead, cohort):
    page = log_in(regional_lead).get(reverse("cohort-figures", args=[cohort.slug])).content.decode()
    assert "15 people in this cohort" in page
    assert "Hidden (1 to 7)" in page
    assert "People who say another stage than when they joined: 10." in page
    assert "Overdue: 15." in page


def test_each_table_is_a_file(log_in, regional_lead, cohort):
    client = log_in(regional_lead)
    stages = rows(client, cohort, "stages")
    assert stages["I lead a service or department"] == ["10"]
    assert stages["Not started"] == ["[c]"]
    assert stages["I lead across a region or nation"] == ["0"]
    assert rows(client, cohort, "moves")["I lead a team or project"] == ["10", "0"]
    assert rows(client, cohort, "places") == {"South West": ["15"]}
    assert client.get(reverse("cohort-figures-file", args=[cohort.slug, "secrets"])).status_code == 404


def test_how_ready_they_are_and_were_before_the_team_last_met(log_in, regional_lead, regional_team, cohort):
    """By what the reader may read: another team's discussions count for nobody here."""
    client, people = log_in(regional_lead), [one.clinician for one in cohort.members.order_by("pk")]
    for person in people[:10]:
        DiscussionFactory(clinician=person, owner=regional_team, readiness="SOON", held_on=date(2026, 2, 1))
        DiscussionFactory(clinician=person, owner=regional_team, readiness="NOW", held_on=date(2026, 6, 1))
    for person in people[10:]:
        DiscussionFactory(clinician=person, readiness="NOW")
    assert rows(client, cohort, "readiness")["Ready now"] == ["10"]
    over = {"state": "FINISHED", "started_at": timezone.now(), "ended_at": timezone.now()}
    MeetingFactory(owner=regional_team, on=date(2026, 5, 4), **over)
    found = rows(client, cohort, "readiness")
    assert found["Ready now"] == ["0", "10"]
    assert found["Ready soon"] == ["10", "0"]
    assert found["Not yet discussed"] == ["[c]", "[c]"]
    page = client.get(reverse("cohort-figures", args=[cohort.slug])).content.decode()
    assert "Ready now: 10." in page
    assert "Before the meeting of 4 May 2026" in page


def test_an_empty_cohort_has_no_empty_charts(log_in, regional_lead, regional_team):
    cohort = CohortFactory(owner=regional_team)
    page = log_in(regional_lead).get(reverse("cohort-figures", args=[cohort.slug])).content.decode()
    assert "0 people in this cohort" in page
    assert "<svg width" not in page


def test_figures_take_the_same_queries_however_many_people(log_in, regional_lead, cohort, count_queries):
    client, address = log_in(regional_lead), reverse("cohort-figures", args=[cohort.slug])
    client.get(address)
    few = count_queries(client, address)
    for _n in range(5):
        CohortMemberFactory(cohort=cohort)
    assert count_queries(client, address) == few

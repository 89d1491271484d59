import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from talent_register.audit.models import View
from tests.factories.pathways import OpportunityFactory
from tests.factories.profiles import ClinicianFactory
from tests.factories.talent import DiscussionFactory
from tests.factories.tracking import CohortFactory, CohortMemberFactory

pytestmark = pytest.mark.django_db
HOME = "/staff/"


def text(page):
    return page.content.decode()


@pytest.fixture
def busy(regional_team):
    """People, reviews and cohorts in every state."""
    today = timezone.localdate()
    cohort = CohortFactory(owner=regional_team, name="Future leaders", slug="future")
    for days in (-400, -1, 0, 28, 29, 200):
        one = ClinicianFactory(review_due_on=today + timedelta(days=days), next_step="STEP_UP" if days > 0 else "GROW")
    DiscussionFactory(clinician=one, owner=regional_team, readiness="NOW")
    CohortMemberFactory(cohort=cohort)
    CohortMemberFactory(cohort=cohort, clinician__shares_with_region=False)
    CohortMemberFactory(cohort__name="Another team's")
    CohortFactory(owner=regional_team, name="Empty one", slug="empty")


def test_every_figure_is_the_length_of_its_list(log_in, regional_lead, busy):
    client = log_in(regional_lead)
    page = client.get(HOME)
    figures = {count["href"]: count["number"] for count in page.context["home"].counts}
    assert figures == {
        "/people/": 8,
        "/people/?readiness=NOW": 1,
        "/people/?next=STEP_UP": 3,
        "/people/?cohort=none": 7,
    }
    for href, number in figures.items():
        assert client.get(href).context["page"].paginator.count == number


def test_attention_comes_first_and_each_item_leads_there(log_in, regional_lead, busy):
    client = log_in(regional_lead)
    page = client.get(HOME)
    words = [item.words for item in page.context["home"].attention]
    assert "2 yearly reviews are overdue" in words
    assert "Future leaders: 1 person no longer shares their profile with you" in words
    assert "Empty one: no one in it yet" in words
    assert client.get("/people/?review=OVERDUE").context["page"].paginator.count == 2
    body = text(page)
    assert re.search(r"<h1>\s*Needs your attention", body)
    assert body.index("2 yearly reviews are overdue") < body.index("app-count-card")


def test_nobody_is_named_and_nobody_noted(log_in, regional_lead, busy):
    ClinicianFactory(family_name="Nameless")
    assert "Nameless" not in text(log_in(regional_lead).get(HOME))
    assert not View.objects.exists()


def test_an_empty_region_says_what_will_be_here(log_in, regional_lead):
    page = text(log_in(regional_lead).get(HOME))
    assert "Nothing needs your attention." in page
    assert "Nobody has yet." in page
    assert "There is none yet." in page


def test_figures_take_constant_queries(log_in, regional_lead, busy, count_queries):
    client = log_in(regional_lead)
    client.get(HOME)
    few = count_queries(client, HOME)
    for _n in range(5):
        CohortMemberFactory(cohort__owner=regional_lead.memberships.get().organisation)
    assert count_queries(client, HOME) == few


@pytest.mark.parametrize("name", ["staff-home", "reminder-list"])
def test_clinicians_have_no_staff_pages(log_in, clinician, name):
    assert log_in(clinician).get(reverse(name)).status_code == 403


def test_what_the_team_runs_is_told_before_it_closes_and_reports_are_near(log_in, regional_lead, regional_team):
    today = timezone.localdate()
    for title, days, owner in (
        ("Shadow a board", 20, regional_team),
        ("Later", 40, regional_team),
        ("Theirs", 20, None),
    ):
        OpportunityFactory(
            title=title,
            closes_on=today + timedelta(days=days),
            **({"organisation": owner} if owner else {}),
        )
    page = text(log_in(regional_lead).get(HOME))
    assert "applications close for Shadow a board" in page
    assert "applications close for Later" not in page
    assert "applications close for Theirs" not in page
    assert reverse("report-board") in page

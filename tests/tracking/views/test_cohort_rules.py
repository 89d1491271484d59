"""Cohorts that follow filters: made, brought into line each night, shown, held and made fixed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from profiles.models import Clinician
from talent_register.audit.models import Event
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.organisations import RegionFactory
from tests.factories.profiles import ClinicianFactory
from tracking import following
from tracking.models import Cohort, CohortMember
from tracking.rules import cohorts as rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(south_west):
    return [ClinicianFactory(region=south_west, next_step="STEP_UP") for _n in range(3)]


@pytest.fixture
def cohort(people, regional_lead, log_in):
    """Made on the pages: whoever would like a bigger role."""
    client = log_in(regional_lead)
    address = f"{reverse('cohort-create')}?everyone=1&next=STEP_UP"
    assert "Whoever fits these filters" in client.get(address).content.decode()
    assert "Select who is in it" in client.post(address, {"name": "Step up"}).content.decode()
    page = client.post(address, {"name": "Step up", "stays": "FOLLOWS"}, follow=True).content.decode()
    assert "Step up is ready with 3 people" in page
    return Cohort.objects.get()


def now_in(cohort):
    return set(cohort.members.now().values_list("clinician", flat=True))


def test_the_night_brings_and_takes_and_says_so(cohort, people, south_west, regional_lead, log_in):
    new = ClinicianFactory(region=south_west, next_step="STEP_UP", family_name="Newly")
    Clinician.objects.filter(pk=people[0].pk).update(next_step="GROW")
    Clinician.objects.filter(pk=people[1].pk).update(shares_with_region=False)
    assert following.follow_all(timezone.now()) == 3
    assert now_in(cohort) == {people[2].pk, new.pk}
    assert following.follow_all(timezone.now()) == 0
    assert Event.objects.filter(type="tracking.cohort_rule_followed").latest("id").details == {"added": 1, "removed": 2}

    client = log_in(regional_lead)
    page = client.get(reverse("cohort-changes", args=[cohort.slug])).content.decode()
    assert "Newly" in page
    assert "No longer fits the rule" in page
    assert people[1].family_name not in page, "who withdrew is not named"
    assert "Step up: 3 came and 1 left" in client.get(reverse("staff-home")).content.decode()


def test_what_was_done_by_hand_stands(cohort, people, south_west, regional_lead, log_in):
    client = log_in(regional_lead)
    client.post(reverse("cohort-member-remove", args=[cohort.slug, people[0].reference]), {"why": "Has retired"})
    guest = ClinicianFactory(region=south_west, next_step="GROW")
    CohortMember.objects.create(cohort=cohort, clinician=guest, from_date=timezone.localdate(), added_by=regional_lead)
    following.follow_all(timezone.now())
    assert now_in(cohort) == {people[1].pk, people[2].pk, guest.pk}


def test_a_rule_never_reaches_further_than_its_owner(cohort, people, regional_lead, regional_team, log_in):
    london = RegionFactory(code="london", name="London")
    elsewhere = ClinicianFactory(next_step="STEP_UP", region=london, shares_with_nation=False)
    following.follow_all(timezone.now())
    assert elsewhere.pk not in now_in(cohort)
    regional_lead.memberships.update(to_date=timezone.localdate())
    Clinician.objects.filter(pk=people[0].pk).update(next_step="GROW")
    following.follow_all(timezone.now())
    assert len(now_in(cohort)) == 3, "a held rule moves nobody"
    cohort.refresh_from_db()
    assert (cohort.rule_problem, cohort.rule_problem_on) == ("NO_REACH", timezone.localdate())

    colleague = MembershipFactory(
        user=UserFactory(second_factor=True), organisation=regional_team, role="regional_lead"
    ).user
    client = log_in(colleague)
    assert "It is held" in client.get(reverse("cohort", args=[cohort.slug])).content.decode()
    day = date_format(timezone.localdate(), "j F Y")
    said = f"Step up: its rule moves nobody since {day}. Nobody has its reach any more"
    assert said in client.get(reverse("staff-home")).content.decode()
    client.post(reverse("cohort-rule-take-over", args=[cohort.slug]))
    assert len(now_in(cohort)) == 2
    assert "its rule moves nobody" not in client.get(reverse("staff-home")).content.decode()


def test_a_fixed_list_keeps_its_people(cohort, people, regional_lead, log_in):
    log_in(regional_lead).post(reverse("cohort-rule-end", args=[cohort.slug]))
    Clinician.objects.filter(pk=people[0].pk).update(next_step="GROW")
    following.follow_all(timezone.now() + timedelta(days=1))
    assert len(now_in(cohort)) == 3


def test_fixed_people_are_checked_as_ever(people, regional_lead, log_in):
    address = f"{reverse('cohort-create')}?everyone=1&next=STEP_UP"
    made = log_in(regional_lead).post(address, {"name": "Fixed", "stays": "FIXED"})
    assert reverse("cohort-member-add", args=["fixed"]) in made.url
    assert Cohort.objects.get().rule == ""


def test_a_rule_that_finds_nobody_any_more_empties_its_cohort(cohort):
    Clinician.objects.update(next_step="GROW")
    assert following.follow_all(timezone.now()) == 3
    assert now_in(cohort) == set()


def test_a_rule_that_finds_nobody_yet_is_kept(regional_lead, log_in):
    address = f"{reverse('cohort-create')}?everyone=1&next=STEP_UP"
    page = log_in(regional_lead).post(address, {"name": "Step up", "stays": "FOLLOWS"}, follow=True)
    assert "Step up is ready with 0 people" in page.content.decode()


@pytest.fixture
def at_most(monkeypatch):
    return lambda people: monkeypatch.setattr("tracking.rules.cohorts.MOST_BY_RULE", people)


def test_a_rule_that_finds_too_many_makes_no_cohort(people, regional_lead, log_in, at_most):
    at_most(2)
    address = f"{reverse('cohort-create')}?everyone=1&next=STEP_UP"
    page = log_in(regional_lead).post(address, {"name": "Step up", "stays": "FOLLOWS"})
    assert page.status_code == 200
    assert "A rule can find at most 2 people, and this one finds 3" in page.content.decode()
    assert not Cohort.objects.exists()


def test_a_rule_may_find_more_than_can_be_added_at_once(people, regional_lead, log_in, monkeypatch):
    monkeypatch.setattr("tracking.rules.cohorts.MOST_AT_ONCE", 2)
    address = f"{reverse('cohort-create')}?everyone=1&next=STEP_UP"
    log_in(regional_lead).post(address, {"name": "Step up", "stays": "FOLLOWS"})
    assert len(now_in(Cohort.objects.get())) == 3
    assert rules.MOST_BY_RULE >= 50_000


def test_a_rule_that_grows_too_large_says_so_until_it_finds_fewer(cohort, people, regional_lead, log_in, at_most):
    client = log_in(regional_lead)
    at_most(2)
    first, next_day = timezone.now(), timezone.now() + timedelta(days=1)
    Clinician.objects.filter(pk=people[0].pk).update(family_name="Anew")
    assert following.follow_all(first) == following.follow_all(next_day) == 0
    assert len(now_in(cohort)) == 3
    page = client.get(reverse("cohort", args=[cohort.slug])).content.decode()
    day = date_format(timezone.localdate(first), "j F Y")
    assert f"Nobody has come or gone since {day}: the rule finds 3 people, and at most" in page
    assert "It is checked each night" not in page
    home = client.get(reverse("staff-home")).content.decode()
    assert f"Step up: its rule moves nobody since {day}. It finds too many people" in home
    assert Event.objects.filter(type="tracking.cohort_rule_stopped").count() == 1
    page = client.post(reverse("cohort-rule-take-over", args=[cohort.slug]), follow=True).content.decode()
    assert "follows your reach now" not in page

    at_most(3)
    following.follow_all(next_day)
    assert "It is checked each night" in client.get(reverse("cohort", args=[cohort.slug])).content.decode()
    cohort.refresh_from_db()
    assert (cohort.rule_problem, cohort.rule_problem_on, cohort.rule_found) == ("", None, None)


def test_a_rule_takes_as_many_statements_for_many_people(cohort, south_west):
    with CaptureQueriesContext(connection) as few:
        following.follow_all(timezone.now())
    for _n in range(20):
        ClinicianFactory(region=south_west, next_step="STEP_UP")
    with CaptureQueriesContext(connection) as many:
        assert following.follow_all(timezone.now()) == 20
    assert len(many) <= len(few) + 1, "one more records that people came"

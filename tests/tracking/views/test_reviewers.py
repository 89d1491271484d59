"""Who is to hold the next talent discussion: chosen for many at once, until it is held."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from talent_register.accounts.actions import handing_over
from talent_register.accounts.roles import ROLES
from talent_register.audit.models import Event, View
from tests.factories.accounts import MembershipFactory
from tests.factories.organisations import RegionFactory
from tests.factories.profiles import ClinicianFactory
from tests.factories.talent import GridFactory, ReviewerFactory
from tracking.actions import discussions
from tracking.actions import reviewers as actions
from tracking.models import Reviewer, TalentDiscussion
from tracking.rules import reviewers as rules
from tracking.rules.reviewers import CannotAssign

pytestmark = pytest.mark.django_db
ADDRESS = "/people/reviewer/"


@pytest.fixture
def client(log_in, regional_lead, regional_team):
    return log_in(regional_lead)


@pytest.fixture
def bo(regional_team):
    """A colleague of the regional lead."""
    return MembershipFactory(
        organisation=regional_team, role="regional_lead", user__name="Bo Colleague", user__second_factor=True
    ).user


@pytest.fixture
def ada(south_west):
    return ClinicianFactory(given_names="Ada", family_name="Reed", region=south_west)


def text(page):
    return page.content.decode()


def sent(team, to, *people, **more):
    return {"person": [one.reference for one in people], "to": f"{team.code}/{to.uuid if to else 'nobody'}", **more}


def held_by(person):
    return list(Reviewer.objects.open().filter(clinician=person).values_list("user__name", flat=True))


def record(person, team, user, kind="CONVERSATION"):
    day = timezone.localdate()
    draft = discussions.Draft(
        held_on=day, readiness="SOON", evidence="Chaired the board for two years", kind=kind,
        review_on=day + timedelta(days=90), show_by=day,
    )  # fmt: skip
    discussions.record(clinician=person, grid=GridFactory(), owner=team, draft=draft, by=user, at=timezone.now())


def test_nobody_ticked_goes_back_with_a_sentence(client):
    assert "Select at least 1 person, then choose their reviewer" in text(client.get(f"{ADDRESS}?q=x", follow=True))


def test_the_reviewer_finds_exactly_these_people_until_the_discussion_is_held(
    client, log_in, ada, bo, regional_team, regional_lead, south_west
):
    ClinicianFactory(family_name="Untouched", region=south_west)
    assert "Bo Colleague" in text(client.get(f"{ADDRESS}?person={ada.reference}"))
    page = text(client.post(ADDRESS, sent(regional_team, bo, ada)))
    assert "Bo Colleague gets 1 person" in page
    assert not Reviewer.objects.exists()
    page = client.post(ADDRESS, sent(regional_team, bo, ada, expected="1"), follow=True)
    assert "Bo Colleague is to hold the next talent discussion with 1 person" in text(page)
    assert page.redirect_chain[0][0] == f"/people/?reviewer={bo.uuid}"
    assert View.objects.filter(page="choosing a reviewer", people=[ada.reference]).exists()
    assert Event.objects.get(type="tracking.reviewer_assigned").details == {"people": 1, "moved": 0}
    theirs = log_in(bo)
    assert "You are to hold a talent discussion with 1 person" in text(theirs.get(reverse("staff-home")))
    page = text(theirs.get("/people/?reviewer=me&show=reviewer"))
    assert "Ada Reed" in page
    assert "Untouched" not in page
    assert "Ada Reed" not in text(theirs.get("/people/?reviewer=none"))
    assert "Bo Colleague, since" in text(theirs.get(reverse("person", args=[ada.reference])))
    assert "Bo Colleague from South West plans to talk with you next" in text(
        log_in(ada.user).get(reverse("own-updates"))
    )
    record(ada, regional_team, regional_lead, TalentDiscussion.Kind.PLACEMENT)
    assert held_by(ada) == ["Bo Colleague"]
    record(ada, regional_team, regional_lead)
    assert held_by(ada) == []
    assert Reviewer.objects.get().end == "HELD"
    assert "You are to hold" not in text(theirs.get(reverse("staff-home")))
    assert "Bo Colleague no longer has" in text(theirs.get(reverse("person-history", args=[ada.reference])))


def test_who_is_left_out_and_why(client, ada, bo, regional_team, south_west):
    away = ClinicianFactory(family_name="Away", region=south_west, shares_with_region=False)
    bos = ClinicianFactory(family_name="Bosown", region=south_west, user=bo)
    has = ReviewerFactory(clinician__family_name="Hasone", clinician__region=south_west, team=regional_team, user=bo)
    moves = ReviewerFactory(clinician__region=south_west, team=regional_team).clinician
    people = (ada, away, bos, has.clinician, moves)
    page = text(client.post(ADDRESS, sent(regional_team, bo, *people)))
    for words in (
        "Bo Colleague gets 2 people",
        "1 of them comes from another reviewer of your team",
        "1 person does not share their profile with Bo Colleague, or it is their own",
        "1 person has Bo Colleague as reviewer already",
        "1 person: they do not share their profile with you now",
        "Bosown",
        "Hasone",
    ):
        assert words in page
    assert "Away" not in page
    client.post(ADDRESS, sent(regional_team, bo, *people, expected="2"))
    assert [held_by(one) for one in people] == [["Bo Colleague"], [], [], ["Bo Colleague"], ["Bo Colleague"]]
    assert Reviewer.objects.get(clinician=moves, ended_at__isnull=False).end == "OTHER"


def test_pressed_twice_it_counts_once_and_a_changed_list_is_checked_again(client, ada, bo, regional_team):
    assert "The list has changed" in text(client.post(ADDRESS, sent(regional_team, bo, ada, expected="2")))
    for _n in range(2):
        assert client.post(ADDRESS, sent(regional_team, bo, ada, expected="1")).status_code == 302
    assert Reviewer.objects.count() == Event.objects.filter(type="tracking.reviewer_assigned").count() == 1


def test_taken_back_nobody_is_to_talk_with_them(client, ada, bo, regional_team):
    ReviewerFactory(clinician=ada, team=regional_team, user=bo)
    assert "Check who has no reviewer any more" in text(client.post(ADDRESS, sent(regional_team, None, ada)))
    client.post(ADDRESS, sent(regional_team, None, ada, expected="1"))
    assert Reviewer.objects.get().end == "TAKEN_BACK"
    assert "Ada Reed" in text(client.get("/people/?reviewer=none"))


def test_another_team_neither_sees_nor_ends_it(log_in, ada, bo, regional_team, national_lead, national_team):
    ReviewerFactory(clinician=ada, team=regional_team, user=bo)
    client = log_in(national_lead)
    client.post(ADDRESS, sent(national_team, national_lead, ada, expected="1"))
    assert sorted(held_by(ada)) == ["Bo Colleague", "Nadia Lead"]
    assert "Ada Reed" in text(client.get("/people/?reviewer=me"))
    theirs = log_in(bo)
    assert "Nadia Lead" not in text(theirs.get(reverse("person", args=[ada.reference])))
    assert "Nadia Lead" not in text(theirs.get("/people/?show=reviewer"))
    record(ada, national_team, national_lead)
    assert held_by(ada) == ["Bo Colleague"]


def test_only_a_colleague_of_today_can_be_chosen(client, ada, stranger, regional_team, regional_lead):
    page = text(client.post(ADDRESS, sent(regional_team, stranger, ada, expected="1")))
    assert "Select from the options on this page" in page
    with pytest.raises(CannotAssign, match="cannot hold talent discussions"):
        actions.assign(
            people=type(ada).objects.all(), to=stranger, team=regional_team, by=regional_lead, at=timezone.now()
        )


def test_too_many_are_refused_with_the_number():
    rules.check_people(rules.MOST_ASSIGNED)
    with pytest.raises(CannotAssign, match="200 people at a time"):
        rules.check_people(rules.MOST_ASSIGNED + 1)


def test_a_leaver_hands_over_whom_the_colleague_may_talk_with(ada, bo, regional_team, regional_lead):
    far = ClinicianFactory(region=RegionFactory(code="london", name="London"))
    for person in (ada, far, ClinicianFactory(user=regional_lead)):
        ReviewerFactory(clinician=person, team=regional_team, user=bo)
    told = handing_over.belongings(user=bo, organisation=regional_team)
    assert [(str(words), number) for words, number in told] == [("Talent discussions to hold", 3)]
    handing_over.end(
        membership=bo.memberships.get(),
        to=regional_lead,
        ender_roles=[ROLES["national_lead"]],
        by=regional_lead,
        at=timezone.now(),
    )
    assert list(Reviewer.objects.open().values_list("clinician", "user")) == [(ada.pk, regional_lead.pk)]
    assert set(Reviewer.objects.filter(user=bo).values_list("end", flat=True)) == {"LEFT"}

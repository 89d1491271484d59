"""Audience by use: what a yes covers, a no to one use, and that neither is got round by a page, a letter or a list."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from profiles.actions import consents, merges
from profiles.models import Audience, Clinician, Consent, ConsentUse, DataPurpose, RetentionRule, Use
from talent_register.audit.models import Event
from talent_register.common.permissions import Permission
from talent_register.letters.models import Letter
from talent_register.letters.rechecks import reason_to_cancel
from tests.factories.letters import LetterFactory
from tests.factories.meetings import ItemFactory
from tests.factories.nominations import NominationFactory
from tests.factories.profiles import ClinicianFactory
from tests.factories.tracking import SlateEntryFactory, SlateFactory
from tracking import selection
from tracking.actions import slates
from tracking.models import AgendaItem, Nomination, SupportEvent

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = datetime(2026, 8, 6, 12, tzinfo=UTC)
SUPPORT = [Permission.PEOPLE_SEARCH, Permission.PERSON_VIEW, Permission.PEOPLE_EXPORT, Permission.COHORT_VIEW]
POSTS = [Permission.SLATE_EDIT, Permission.PIPELINE_VIEW]
PAIRS = [("region", "regional_lead"), ("nation", "national_lead")]


@pytest.fixture
def person(south_west):
    return ClinicianFactory(region=south_west)


def sees(user, person, permission, use=None):
    return Clinician.objects.visible_to(user, permission, use=use).filter(pk=person.pk).exists()


def refuse(person, audience):
    choices = {audience.upper(): False}
    consents.decide_uses(clinician=person, use=Use.POSTS, choices=choices, by=person.user, at=NOW, how="test")


@pytest.mark.parametrize(("audience", "lead"), PAIRS)
def test_a_no_to_posts_leaves_support_as_it_was(reference, person, audience, lead, request):
    user = request.getfixturevalue(lead)
    assert all(sees(user, person, permission) for permission in (*SUPPORT, *POSTS))
    refuse(person, audience)
    assert all(sees(user, person, permission) for permission in SUPPORT)
    assert not any(sees(user, person, permission) for permission in POSTS)
    assert sees(user, person, Permission.DISCUSSION_VIEW)
    assert not sees(user, person, Permission.DISCUSSION_VIEW, use=Use.POSTS)


@pytest.mark.parametrize(("audience", "lead"), PAIRS)
def test_a_no_to_one_audience_is_none_to_the_other(reference, person, audience, lead, request):
    refuse(person, "nation" if audience == "region" else "region")
    assert sees(request.getfixturevalue(lead), person, Permission.SLATE_EDIT)


@pytest.mark.parametrize(("audience", "lead"), PAIRS)
def test_a_yes_to_a_use_gives_nothing_without_the_yes_to_the_audience(reference, person, audience, lead, request):
    consents.decide(clinician=person, choices={audience.upper(): False}, by=person.user, at=NOW, how="test")
    choices = {audience.upper(): True}
    consents.decide_uses(clinician=person, use=Use.POSTS, choices=choices, by=person.user, at=NOW, how="test")
    user = request.getfixturevalue(lead)
    assert not any(sees(user, person, permission) for permission in (*SUPPORT, *POSTS))


def test_a_later_yes_to_the_audience_does_not_lift_the_no_to_a_use(reference, person, regional_lead):
    refuse(person, "region")
    for is_given in (False, True):
        consents.decide(clinician=person, choices={"REGION": is_given}, by=person.user, at=NOW, how="test")
    person.refresh_from_db()
    assert sees(regional_lead, person, Permission.PERSON_VIEW)
    assert not sees(regional_lead, person, Permission.SLATE_EDIT)


def test_meetings_and_nominations_keep_to_it(reference, person, regional_lead, regional_team):
    item = ItemFactory(clinician=person, meeting__owner=regional_team)
    nomination = NominationFactory(clinician=person, nominator=regional_lead)
    assert list(AgendaItem.objects.visible_to(regional_lead)) == [item]
    assert list(Nomination.objects.visible_to(regional_lead)) == [nomination]
    refuse(person, "region")
    assert not AgendaItem.objects.visible_to(regional_lead).exists()
    assert not Nomination.objects.visible_to(regional_lead).exists()
    chosen = selection.read(regional_lead, QueryDict(f"person={person.reference}"), NOW.date())
    left = selection.for_posts(regional_lead, chosen)
    assert (chosen.people.count(), chosen.missing) == (1, 0)
    assert (left.people.count(), left.missing) == (0, 0)
    assert [one.pk for one in left.refused] == [person.pk], "who adds people to a meeting reads who is left out"


# --- Being asked about a post


def approach(person, team, by):
    entry = SlateEntryFactory(slate=SlateFactory(owner=team), clinician=person)
    return slates.write(slate=entry.slate, entries=[entry], message="Would you?", by=by, at=NOW)


def test_who_said_no_to_people_who_hire_is_asked_by_nobody(person, regional_team, regional_lead):
    person.shares_with_recruiters = False
    person.save()
    sent = approach(person, regional_team, regional_lead)
    assert (sent.written, sent.paused) == (0, 1)
    assert not Letter.objects.filter(kind="tracking/approach").exists()


@pytest.mark.parametrize(
    ("change", "goes"),
    [
        ({}, True),
        ({"shares_with_recruiters": False}, False),
        ({"no_posts_with_region": True}, False),
        ({"shares_with_region": False}, False),
        ({"no_posts_with_nation": True}, True),
    ],
)
def test_a_question_in_the_queue_stops_with_the_consent(person, regional_team, regional_lead, change, goes):
    assert approach(person, regional_team, regional_lead).written == 1
    letter = Letter.objects.get(kind="tracking/approach")
    Clinician.objects.filter(pk=person.pk).update(**change)
    assert (reason_to_cancel(letter) == "") == goes


@pytest.mark.parametrize(
    ("team", "change", "goes"),
    [
        ("regional_team", {"shares_with_nation": False, "no_posts_with_region": True}, True),
        ("regional_team", {"shares_with_region": False}, False),
        ("national_team", {"shares_with_region": False, "no_posts_with_nation": True}, True),
        ("national_team", {"shares_with_nation": False}, False),
    ],
)
def test_a_message_of_support_in_the_queue_stops_with_the_consent(person, team, change, goes, request):
    owner = request.getfixturevalue(team)
    event = SupportEvent.objects.create(
        clinician=person, kind="MESSAGE", on=NOW.date(), words="Hello", owner=owner, at=NOW
    )
    written = {"kind": "tracking/support", "purpose": "MESSAGES", "related": str(event.uuid)}
    letter = LetterFactory(person_ref=person.reference, to_email=person.email, **written)
    Clinician.objects.filter(pk=person.pk).update(**change)
    assert (reason_to_cancel(letter) == "") == goes


# --- The person's own pages


def test_the_page_asks_about_each_team_that_has_a_yes_and_writes_a_receipt(reference, person, log_in):
    client, page = log_in(person.user), reverse("own-consent-uses")
    read = client.get(page).content.decode()
    assert read.count(" checked") == 2, "what is in force is shown: the words of the yes named this use"
    assert "Select yes or no for National programme teams" in client.post(page, {"REGION": "no"}).content.decode()

    receipt = client.post(page, {"REGION": "no", "NATION": "yes"}, follow=True).content.decode()
    person.refresh_from_db()
    assert (person.no_posts_with_region, person.no_posts_with_nation) == (True, False)
    assert "Regional programme teams, Planning who could fill leadership posts: No" in receipt
    assert Consent.objects.get(audience="REGION").use == "POSTS"
    details = Event.objects.get(type="profiles.consent_decided").details
    assert details["choices"] == {"REGION POSTS": False, "NATION POSTS": True}
    assert consents.in_force(person) == {}, "the answer to the whole question stays what it was"


def test_without_a_yes_there_is_nothing_to_refuse(reference, log_in):
    nobody = ClinicianFactory(shares_with_region=False, shares_with_nation=False)
    assert log_in(nobody.user).get(reverse("own-consent-uses")).url == reverse("own-consent")
    only = ClinicianFactory(shares_with_nation=False)
    read = log_in(only.user).get(reverse("own-consent-uses")).content.decode()
    assert "Regional programme teams" in read
    assert "National programme teams" not in read


def test_a_merge_keeps_what_was_refused(reference, person):
    refuse(person, "region")
    kept = ClinicianFactory()
    merges.merge(kept=kept, lost=person, take=(), reason="x", by=None, at=NOW)
    kept.refresh_from_db()
    assert kept.no_posts_with_region


def test_every_audience_has_its_uses_and_the_notice_names_basis_and_words(reference, client):
    uses = ConsentUse.objects.all()
    assert {use.audience for use in uses} == set(Audience.values)
    assert {(use.audience, use.use) for use in uses if use.is_apart} == set(consents.REFUSED)
    notice = client.get(reverse("privacy")).content.decode()
    assert all(use.text in notice and use.basis in notice for use in uses)


def test_the_notice_marks_what_nobody_confirmed(client, reference):
    """Each purpose, the uses together and the times together, each apart where only some were; and it grows old."""
    shown = [DataPurpose.objects.all(), ConsentUse.objects.all(), RetentionRule.objects.in_force()]

    def marks(words):
        return client.get(reverse("privacy")).content.decode().lower().count(words)

    for rows in shown:
        rows.update(is_verified=False)
    assert marks("not yet checked") == DataPurpose.objects.count() + 2
    today = timezone.localdate()
    for rows in shown:
        rows.update(is_verified=True, checked_on=today)
    assert marks("not yet checked") == 0
    one = RetentionRule.objects.in_force().first()
    RetentionRule.objects.filter(pk=one.pk).update(is_verified=False)
    assert (marks("not all of this is checked"), marks("(not yet checked)")) == (1, 1)
    for rows in shown:
        rows.update(is_verified=True, checked_on=today - timedelta(days=400))
    assert marks("too long ago") == DataPurpose.objects.count() + 2

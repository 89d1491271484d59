"""Merging two records while things run: consent that differs, pauses, letters, reminders, slates, two accounts."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles import emails
from profiles.actions import consents, merges, pauses
from profiles.models import Clinician, Consent, ConsentWording, Pause
from talent_register.letters.models import Letter
from tests.factories.letters import LetterFactory
from tests.factories.profiles import ClinicianFactory, StubFactory, TrainingFactory
from tests.factories.tracking import ContactRequestFactory, SlateEntryFactory, SlateFactory
from tracking.actions import slates
from tracking.models import ContactRequest, Reminder

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def merge(kept, lost):
    return merges.merge(kept=kept, lost=lost, take=(), reason="Same number", by=None, at=timezone.now())


@pytest.fixture
def pair(clinician, college):
    """A registered person, and a second record of theirs that a college supplied."""
    lost = StubFactory(family_name="Supplied", work_email="second@nhs.example", erase_on=date(2030, 1, 1))
    TrainingFactory(clinician=lost, organisation=college, import_reference="IMP-1")
    return clinician.clinician, lost


@pytest.fixture
def said(db):
    """Functions that let somebody say yes or no to regional teams, so many days ago, on every page that asks."""
    wording = ConsentWording.objects.create(audience="REGION", version=1, text="x", from_date=date(2026, 1, 1))

    def say(person, is_given, days, use=""):
        at = timezone.now() - timedelta(days=days)
        Consent.objects.create(
            clinician=person, audience="REGION", wording=wording, is_given=is_given, at=at, how="consent page", use=use
        )
        column = "no_posts_with_region" if use else "shares_with_region"
        Clinician.objects.filter(pk=person.pk).update(**{column: is_given != bool(use)})

    return say


@pytest.mark.parametrize(("kept_says", "lost_says"), [(True, False), (False, True)])
@pytest.mark.parametrize("kept_is_newer", [True, False])
def test_a_no_on_either_record_holds_until_the_person_says_otherwise(said, kept_says, lost_says, kept_is_newer):
    kept, lost = ClinicianFactory(), ClinicianFactory()
    said(kept, kept_says, days=2 if kept_is_newer else 9)
    said(lost, lost_says, days=9 if kept_is_newer else 2)
    made = merge(kept, lost)
    kept.refresh_from_db()
    assert (kept.shares_with_region, consents.in_force(kept)) == (False, {"REGION": False})
    assert "We kept each no" in Letter.objects.get(kind="profiles/merged", person_ref=kept.reference).body
    merges.unmerge(merge=made, by=None, at=timezone.now())
    for person, was in ((kept, kept_says), (lost, lost_says)):
        person.refresh_from_db()
        assert (person.shares_with_region, consents.in_force(person)) == (was, {"REGION": was})


def test_what_the_person_says_after_a_merge_holds(said):
    kept, lost = ClinicianFactory(), ClinicianFactory()
    said(kept, False, days=9)
    said(lost, True, days=2)
    made = merge(kept, lost)
    consents.decide(clinician=kept, choices={"REGION": True}, by=kept.user, at=timezone.now(), how="consent page")
    merges.unmerge(merge=made, by=None, at=timezone.now())
    kept.refresh_from_db()
    assert (kept.shares_with_region, consents.in_force(kept)) == (True, {"REGION": True})


def test_a_no_to_one_use_on_either_record_holds(said):
    kept, lost = ClinicianFactory(), ClinicianFactory()
    said(kept, False, days=9, use="POSTS")
    said(lost, True, days=2, use="POSTS")
    merge(kept, lost)
    kept.refresh_from_db()
    assert kept.no_posts_with_region is True


def test_a_yes_that_nothing_speaks_against_stays(said, pair):
    kept, lost = pair
    said(kept, True, days=2)
    merge(kept, lost)
    kept.refresh_from_db()
    assert kept.shares_with_region is True
    assert "We kept each no" not in Letter.objects.get(kind="profiles/merged").body


@pytest.mark.parametrize("paused_one", [0, 1])
def test_who_paused_either_record_stays_hidden_until_they_come_back(paused_one):
    pair = [ClinicianFactory(), ClinicianFactory()]
    pauses.pause(clinician=pair[paused_one], months=3, reason="", by=None, at=timezone.now())
    for one in pair:
        one.refresh_from_db()
    until = pair[paused_one].paused_until
    kept, lost = pair
    made = merge(kept, lost)
    kept.refresh_from_db()
    assert (kept.state, kept.paused_until) == ("PAUSED", until)
    merges.unmerge(merge=made, by=None, at=timezone.now())
    states = list(Clinician.objects.filter(pk__in=[kept.pk, lost.pk]).order_by("pk").values_list("state", flat=True))
    assert states == (["PAUSED", "REGISTERED"] if paused_one == 0 else ["REGISTERED", "PAUSED"])


def test_who_comes_back_after_a_merge_can_pause_again():
    kept, lost = ClinicianFactory(), ClinicianFactory()
    for one, months in ((kept, 2), (lost, 5)):
        pauses.pause(clinician=one, months=months, reason="", by=None, at=timezone.now())
        one.refresh_from_db()
    merge(kept, lost)
    assert Clinician.objects.get(pk=kept.pk).paused_until == lost.paused_until, "the longer of the two"
    pauses.resume(clinician=kept, by=kept.user, at=timezone.now())
    assert not Pause.objects.filter(clinician=kept, ended_on=None).exists()
    pauses.pause(clinician=kept, months=1, reason="", by=kept.user, at=timezone.now())


def test_letters_that_waited_for_the_other_record_wait_again_when_it_is_back():
    kept, lost = ClinicianFactory(), ClinicianFactory()
    waiting = LetterFactory(person_ref=lost.reference, to_email=lost.email)
    earlier = LetterFactory(person_ref=lost.reference, state="CANCELLED", outcome="x", finished_at=timezone.now())
    made = merge(kept, lost)
    assert Letter.objects.get(pk=waiting.pk).state == "CANCELLED"
    merges.unmerge(merge=made, by=None, at=timezone.now())
    assert Letter.objects.get(pk=waiting.pk).state == "PENDING"
    assert Letter.objects.get(pk=earlier.pk).state == "CANCELLED"


def test_what_a_team_wrote_to_the_other_record_follows_the_person(regional_lead):
    """The question moves with its place on the slate, and so does its letter; undoing the merge brings both back."""
    entry, kept = SlateEntryFactory(), ClinicianFactory()
    Clinician.objects.update(shares_with_recruiters=True)
    slates.write(slate=entry.slate, entries=[entry], message="", by=regional_lead, at=timezone.now())
    letter = Letter.objects.get(kind="tracking/approach")
    made = merge(kept, entry.clinician)
    letter.refresh_from_db()
    assert (letter.state, letter.person_ref, letter.to_email) == ("PENDING", kept.reference, kept.user.email)
    merges.unmerge(merge=made, by=None, at=timezone.now())
    letter.refresh_from_db()
    back = (entry.clinician.reference, entry.clinician.user.email)
    assert (letter.state, letter.person_ref, letter.to_email) == ("PENDING", *back)


def test_the_letter_to_a_list_s_second_record_opens_the_one_that_stays(pair, client):
    _person, lost = pair
    kept = StubFactory(work_email="", erase_on=date(2030, 1, 1))
    emails.claim_letters([lost], run_reference="IMP-1")
    letter = Letter.objects.get(kind="profiles/claim")
    merge(kept, lost)
    assert emails.still_wanted(letter) == ""
    token = re.search(r"/invitations/([\w-]+)/", letter.body)[1]
    assert client.get(reverse("claim", args=[token])).status_code == 200
    assert Clinician.objects.get(pk=kept.pk).work_email == letter.to_email


@pytest.mark.parametrize("is_known", [True, False])
def test_what_a_list_changed_is_told_once_to_whom_had_two_records(is_known):
    kept, lost = ClinicianFactory(), ClinicianFactory()
    tell = {"organisation": "College", "run": "IMP-1", "not_before": timezone.now()}
    emails.changed([kept, lost] if is_known else [lost], **tell)
    made = merge(kept, lost)
    waiting = Letter.objects.filter(kind=emails.CHANGED, state="PENDING")
    assert [(letter.person_ref, letter.to_email) for letter in waiting] == [(kept.reference, kept.user.email)]
    merges.unmerge(merge=made, by=None, at=timezone.now())
    theirs = waiting.get(person_ref=lost.reference)
    assert (theirs.to_email, waiting.all().count()) == (lost.user.email, 1 + is_known)


def test_both_accounts_lead_to_their_person(log_in):
    kept, lost = ClinicianFactory(), ClinicianFactory()
    made = merge(kept, lost)
    assert log_in(kept.user).get(reverse("own-profile")).status_code == 200
    assert log_in(lost.user).get(reverse("own-merged")).status_code == 200
    told = set(Letter.objects.filter(kind="profiles/merged").values_list("to_email", flat=True))
    assert told == {kept.user.email, lost.user.email}
    merges.unmerge(merge=made, by=None, at=timezone.now())
    assert log_in(lost.user).get(reverse("own-profile")).status_code == 200


def test_a_reminder_that_both_had_is_one_and_both_again_afterwards():
    kept, lost = ClinicianFactory(), ClinicianFactory()
    for one in (kept, lost):
        Reminder.objects.create(
            clinician=one,
            kind="REVIEW_BEFORE",
            due_on=date(2026, 8, 6),
            send_on=date(2026, 7, 9),
            created_at=timezone.now(),
            letter_key=f"tracking/review:{one.reference}",
        )
    made = merge(kept, lost)
    assert Reminder.objects.filter(clinician=kept).count() == 1
    merges.unmerge(merge=made, by=None, at=timezone.now())
    assert [Reminder.objects.filter(clinician=one).count() for one in (kept, lost)] == [1, 1]


def test_a_place_on_one_slate_each_becomes_one_and_two_again():
    kept, lost = ClinicianFactory(), ClinicianFactory()
    slate, other = SlateFactory(), SlateFactory()
    for one in (kept, lost):
        SlateEntryFactory(slate=slate, clinician=one)
    SlateEntryFactory(slate=other, clinician=lost)
    made = merge(kept, lost)
    assert set(kept.slate_places.values_list("slate", flat=True)) == {slate.pk, other.pk}
    merges.unmerge(merge=made, by=None, at=timezone.now())
    assert list(kept.slate_places.values_list("slate", flat=True)) == [slate.pk]
    assert set(lost.slate_places.values_list("slate", flat=True)) == {slate.pk, other.pk}


@pytest.fixture
def on_one_slate():
    """Two records of one person on one slate."""
    slate = SlateFactory()
    return [SlateEntryFactory(slate=slate, clinician=ClinicianFactory()) for _record in range(2)]


def test_a_question_to_the_other_record_reaches_its_person_and_goes_back(on_one_slate):
    ours, theirs = on_one_slate
    asked = ContactRequestFactory(entry=theirs)
    made = merge(ours.clinician, theirs.clinician)
    assert ContactRequest.objects.own(ours.clinician.user).get() == asked
    merges.unmerge(merge=made, by=None, at=timezone.now())
    assert ContactRequest.objects.own(theirs.clinician.user).get() == asked


def test_a_record_that_was_asked_keeps_its_own_question(on_one_slate):
    ours, theirs = on_one_slate
    asked = [ContactRequestFactory(entry=entry) for entry in (ours, theirs)]
    made = merge(ours.clinician, theirs.clinician)
    assert ContactRequest.objects.own(ours.clinician.user).get() == asked[0]
    merges.unmerge(merge=made, by=None, at=timezone.now())
    assert ContactRequest.objects.own(theirs.clinician.user).get() == asked[1]


def test_the_letter_of_the_second_question_opens_the_one_that_is_in_force(on_one_slate, log_in):
    ours, theirs = on_one_slate
    asked, second = (ContactRequestFactory(entry=entry) for entry in (ours, theirs))
    merge(ours.clinician, theirs.clinician)
    client = log_in(ours.clinician.user)
    assert client.get(reverse("approach", args=[second.uuid])).url == reverse("approach", args=[asked.uuid])
    assert log_in(theirs.clinician.user).get(reverse("approach", args=[asked.uuid])).status_code == 404


ANSWERED = {"state": "ACCEPTED", "answered_at": timezone.now() - timedelta(days=9)}
LATER = {"state": "DECLINED", "answered_at": timezone.now() - timedelta(days=2)}
SETTLED = {**ANSWERED, "outcome": "TALKING", "outcome_at": timezone.now() - timedelta(days=5)}


@pytest.mark.parametrize(
    ("ours_says", "theirs_says", "theirs_is_in_force"),
    [
        ({}, {}, False),
        ({}, ANSWERED, True),
        (ANSWERED, {}, False),
        (ANSWERED, LATER, True),
        (LATER, ANSWERED, False),
        (SETTLED, LATER, False),
        (LATER, SETTLED, True),
    ],
)
def test_of_two_questions_the_one_answered_last_is_in_force(on_one_slate, ours_says, theirs_says, theirs_is_in_force):
    """What came of an answer weighs more. Undoing the merge gives each its own."""
    ours, theirs = on_one_slate
    mine = ContactRequestFactory(entry=ours, **ours_says)
    other = ContactRequestFactory(entry=theirs, **theirs_says)
    made = merge(ours.clinician, theirs.clinician)
    assert ContactRequest.objects.own(ours.clinician.user).get() == (other if theirs_is_in_force else mine)
    merges.unmerge(merge=made, by=None, at=timezone.now())
    assert [ContactRequest.objects.get(pk=one.pk).entry for one in (mine, other)] == [ours, theirs]


def test_what_the_person_answers_meanwhile_goes_back_with_its_question(on_one_slate):
    ours, theirs = on_one_slate
    mine = ContactRequestFactory(entry=ours)
    other = ContactRequestFactory(entry=theirs, **ANSWERED)
    made = merge(ours.clinician, theirs.clinician)
    slates.settle(request=ContactRequest.objects.get(pk=other.pk), outcome="APPLIED", by=None, at=timezone.now())
    merges.unmerge(merge=made, by=None, at=timezone.now())
    other.refresh_from_db()
    assert (other.entry, other.outcome, ContactRequest.objects.get(pk=mine.pk).entry) == (theirs, "APPLIED", ours)


def test_quiet_that_was_asked_for_on_either_record_is_kept(on_one_slate, regional_lead):
    ours, theirs = on_one_slate
    until = timezone.localdate() + timedelta(days=60)
    ContactRequestFactory(entry=ours)
    quiet = {"state": "PAUSED", "paused_until": until, "answered_at": timezone.now()}
    ContactRequestFactory(entry=theirs, **quiet)
    merge(ours.clinician, theirs.clinician)
    later = SlateEntryFactory(clinician=ours.clinician)
    sent = slates.write(slate=later.slate, entries=[later], message="", by=regional_lead, at=timezone.now())
    assert (sent.written, sent.paused) == (0, 1)

from datetime import UTC, date, datetime

import pytest

from talent_register.audit.models import Event
from talent_register.letters.models import Letter
from tests.factories.profiles import ClinicianFactory
from tests.factories.tracking import ContactRequestFactory, RoleFactory, SlateEntryFactory
from tracking.actions import slates
from tracking.models import ContactRequest, Slate, SlateEntry
from tracking.rules.slates import CannotChangeSlate

AT = datetime(2026, 8, 6, 12, tzinfo=UTC)
State = ContactRequest.State
pytestmark = pytest.mark.django_db


def write(entry, by):
    return slates.write(slate=entry.slate, entries=[entry], message="Would you?", by=by, at=AT)


def test_create_keeps_the_reasons_of_the_day(regional_lead, regional_team):
    person = ClinicianFactory()
    slate = slates.create(
        name="Spring",
        role=RoleFactory(),
        region=None,
        about="A post",
        owner=regional_team,
        people={person: ["BAND_NOW 2026-05-03"]},
        by=regional_lead,
        at=AT,
    )
    assert slate.entries.get().reasons == ["BAND_NOW 2026-05-03"]
    event = Event.objects.get(type="tracking.slate_created")
    assert (event.object_ref, event.details) == (str(slate.uuid), {"people": 1})


def test_nobody_makes_no_slate(regional_lead, regional_team):
    with pytest.raises(CannotChangeSlate, match="at least 1 person"):
        slates.create(
            name="x",
            role=RoleFactory(),
            region=None,
            about="x",
            owner=regional_team,
            people={},
            by=regional_lead,
            at=AT,
        )
    assert not Slate.objects.exists()


def test_the_letter_gives_no_address_away(regional_lead):
    entry = SlateEntryFactory()
    assert write(entry, regional_lead).written == 1
    letter = Letter.objects.get(kind="tracking/approach")
    assert letter.to_email == entry.clinician.email
    for secret in (regional_lead.email, regional_lead.name, entry.clinician.email, "Would you?", entry.slate.about):
        assert secret not in letter.subject + letter.body
    assert f"/me/approaches/{entry.request.uuid}/" in letter.body
    assert Event.objects.get(type="tracking.person_approached").person_ref == entry.clinician.reference


def test_nobody_is_asked_twice(regional_lead):
    entry = SlateEntryFactory()
    write(entry, regional_lead)
    with pytest.raises(CannotChangeSlate, match="not been written to"):
        write(entry, regional_lead)
    assert Letter.objects.count() == 1


def test_who_switched_messages_off_reads_it_on_the_register_only(regional_lead):
    entry = SlateEntryFactory(clinician__letters_off=["MESSAGES"])
    write(entry, regional_lead)
    assert ContactRequest.objects.exists()
    assert not Letter.objects.exists()


def test_who_asked_for_quiet_is_left_alone_and_that_is_said(regional_lead):
    person = ClinicianFactory()
    ContactRequestFactory(entry__clinician=person, state=State.PAUSED, answered_at=AT, paused_until=date(2026, 12, 1))
    sent = write(SlateEntryFactory(clinician=person), regional_lead)
    assert (sent.written, sent.paused) == (0, 1)
    late = datetime(2026, 12, 2, tzinfo=UTC)
    entry = SlateEntryFactory(clinician=person)
    assert slates.write(slate=entry.slate, entries=[entry], message="", by=regional_lead, at=late).written == 1


def test_an_answer_is_told_without_saying_whose(regional_lead):
    request = ContactRequestFactory(sent_by=regional_lead)
    person = request.entry.clinician
    slates.answer(request=request, state=State.ACCEPTED, by=person.user, at=AT)
    letter = Letter.objects.get(kind="tracking/approach_answered")
    assert letter.to_email == regional_lead.email
    assert person.family_name not in letter.body
    event = Event.objects.get(type="tracking.approach_answered")
    assert (event.person_ref, event.details) == (person.reference, {"state": "ACCEPTED"})
    with pytest.raises(CannotChangeSlate, match="answered already"):
        slates.answer(request=request, state=State.DECLINED, by=person.user, at=AT)


@pytest.mark.parametrize(
    ("state", "reason", "until", "kept"),
    [
        (State.DECLINED, "PLACE", date(2026, 9, 1), ("PLACE", None)),
        (State.PAUSED, "PLACE", date(2026, 9, 1), ("", date(2026, 9, 1))),
        (State.ACCEPTED, "PLACE", None, ("", None)),
    ],
)
def test_only_what_belongs_to_an_answer_is_kept(state, reason, until, kept):
    request = ContactRequestFactory()
    slates.answer(request=request, state=state, reason=reason, until=until, by=None, at=AT)
    request.refresh_from_db()
    assert (request.reason, request.paused_until) == kept


def test_outcomes_come_after_a_yes(regional_lead):
    request = ContactRequestFactory()
    with pytest.raises(CannotChangeSlate, match="would like to talk"):
        slates.settle(request=request, outcome="APPOINTED", by=regional_lead, at=AT)
    slates.answer(request=request, state=State.ACCEPTED, by=None, at=AT)
    slates.settle(request=request, outcome="APPOINTED", by=regional_lead, at=AT)
    assert Event.objects.get(type="tracking.approach_settled").details == {"outcome": "APPOINTED"}


def test_remove_only_who_was_not_asked(regional_lead):
    asked = ContactRequestFactory().entry
    with pytest.raises(CannotChangeSlate, match="stays on the slate"):
        slates.remove(entry=asked, by=regional_lead)
    slates.remove(entry=SlateEntryFactory(), by=regional_lead)
    assert SlateEntry.objects.get() == asked
    assert Event.objects.filter(type="tracking.slate_person_removed").exists()


def test_a_closed_slate_asks_nobody(regional_lead):
    entry = SlateEntryFactory()
    slates.close(slate=entry.slate, by=regional_lead, at=AT)
    with pytest.raises(CannotChangeSlate, match="closed"):
        write(entry, regional_lead)
    assert Event.objects.filter(type="tracking.slate_closed").exists()


def test_add_leaves_who_is_there_and_notes_why(regional_lead):
    there = ContactRequestFactory(sent_by=regional_lead).entry
    fresh = ClinicianFactory()
    more = {"slate": there.slate, "by": regional_lead, "at": AT}
    people = {there.clinician: ["BAND_NOW"], fresh: ["BAND_SOON"]}
    with pytest.raises(CannotChangeSlate, match="why you add them now"):
        slates.add(people=people, note="", **more)
    assert slates.add(people=people, note="One said no", **more) == 1
    assert SlateEntry.objects.get(clinician=fresh).note == "One said no"
    event = Event.objects.get(type="tracking.slate_person_added")
    assert (event.person_ref, event.reason) == (fresh.reference, "One said no")
    with pytest.raises(CannotChangeSlate, match="at least 1 person"):
        slates.add(people=people, note="One said no", **more)

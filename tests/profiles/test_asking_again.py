"""Who does not answer, or does not begin, is asked again on the days that are promised, and each time once."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles import asking_letters, emails, rules, tasks
from profiles.actions import merges
from profiles.models import ClaimRequest, ClaimToken, Clinician, RegistrationDraft, SectionMark
from talent_register.imports.models import ImportRun
from talent_register.letters.models import Letter
from talent_register.letters.rechecks import reason_to_cancel
from tests.factories.letters import LetterFactory
from tests.factories.profiles import ClinicianFactory, StubFactory, TrainingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TOLD = datetime(2026, 3, 2, 9, tzinfo=UTC)
LIST = "IMP-2026-00417"


def run_on(day, time_machine):
    time_machine.move_to(datetime(2026, 3, 2, 7, 15, tzinfo=UTC) + timedelta(days=day))
    tasks.ask_again()


def asked(kind=asking_letters.CLAIM_AGAIN):
    return Letter.objects.filter(kind=kind)


@pytest.fixture
def run(college):
    return ImportRun.objects.create(
        reference=LIST,
        organisation=college,
        list_type="trainees",
        as_at=TOLD,
        state="IMPORTED",
        letters="SEND",
        uploaded_at=TOLD,
    )


@pytest.fixture
def stub(run, college, time_machine):
    """Somebody of a list whose first letter left on the 2nd of March."""
    time_machine.move_to(TOLD)
    person = StubFactory(erase_on=date(2026, 5, 31))
    TrainingFactory(clinician=person, organisation=college, import_reference=LIST)
    emails.claim_letters([person], run_reference=LIST)
    Letter.objects.update(state="SENT", handed_at=TOLD, finished_at=TOLD)
    return person


@pytest.mark.parametrize("askings", [rules.UNANSWERED, rules.UNFINISHED])
def test_no_two_letters_within_a_week_even_after_an_outage(askings):
    first, second = askings
    assert second.after - (first.after + first.days - 1) > 7


def test_a_stub_is_asked_after_14_and_28_days_and_never_again(stub, time_machine):
    for day in range(60):
        run_on(day, time_machine)
        run_on(day, time_machine)
        expected = (day >= 14) + (day >= 28)
        assert asked().count() == expected, day
    second, last = asked().order_by("pk")
    assert (second.purpose, second.to_email) == ("REVIEW", stub.work_email)
    assert "We will not ask you again" not in second.body
    assert "We will not ask you again" in last.body
    assert "If you do nothing we will delete it on 31 May 2026" in last.body


def test_each_of_its_letters_opens_the_record(stub, time_machine, client):
    run_on(14, time_machine)
    bodies = Letter.objects.filter(person_ref=stub.reference).values_list("body", flat=True)
    tokens = [re.search(r"/invitations/([\w-]+)/", body)[1] for body in bodies]
    assert len({*tokens}) == ClaimToken.objects.count() == 2
    for token in tokens:
        page = client.get(reverse("claim", args=[token]))
        assert (page.status_code, stub.family_name in page.text) == (200, True)


def merge(kept, lost):
    return merges.merge(kept=kept, lost=lost, take=(), reason="Same number", by=None, at=TOLD)


def test_a_letter_that_left_to_another_record_of_theirs_counts(stub, time_machine):
    kept = StubFactory(erase_on=date(2026, 5, 31), work_email="")
    merge(kept, stub)
    for day in (13, 14, 15, 28, 29):
        run_on(day, time_machine)
        assert asked().filter(person_ref=kept.reference).count() == (day >= 14) + (day >= 28), day
    assert asked().count() == 2
    assert {letter.to_email for letter in asked()} == {stub.work_email}


def test_of_letters_to_two_records_the_last_counts(stub, college, time_machine):
    kept = StubFactory(erase_on=date(2026, 5, 31))
    TrainingFactory(clinician=kept, organisation=college, import_reference=LIST)
    emails.claim_letters([kept], run_reference=LIST)
    later = TOLD + timedelta(days=9)
    Letter.objects.filter(person_ref=kept.reference).update(state="SENT", handed_at=later, finished_at=later)
    merge(kept, stub)
    for day in (14, 15, 22, 23):
        run_on(day, time_machine)
        assert asked().count() == (day >= 23), day


@pytest.mark.parametrize("address", ["", "kept@nhs.example"])
def test_a_letter_that_waits_while_two_records_become_one_goes_from_the_kept_one(stub, address, time_machine):
    kept = StubFactory(erase_on=date(2026, 5, 31), work_email=address)
    run_on(14, time_machine)
    merge(kept, stub)
    waiting = asked().get()
    to = address or stub.work_email
    assert (waiting.state, waiting.person_ref, waiting.to_email) == ("PENDING", kept.reference, to)
    assert reason_to_cancel(waiting) == ""
    for day in (14, 15, 20):
        run_on(day, time_machine)
        assert asked().count() == 1, day
    run_on(28, time_machine)
    assert [letter.person_ref for letter in asked().order_by("pk")] == [kept.reference] * 2


@pytest.mark.parametrize(
    ("kept_on", "lost_on"), [(date(2026, 4, 9), date(2026, 5, 31)), (date(2026, 5, 31), date(2026, 4, 9))]
)
def test_nobody_is_erased_before_the_day_that_either_record_s_letter_told(college, kept_on, lost_on):
    kept, lost = (StubFactory(erase_on=day) for day in (kept_on, lost_on))
    made = merge(kept, lost)
    kept.refresh_from_db()
    assert kept.erase_on == date(2026, 5, 31)
    merges.unmerge(merge=made, by=None, at=TOLD)
    assert [Clinician.objects.get(pk=one.pk).erase_on for one in (kept, lost)] == [kept_on, lost_on]


@pytest.mark.parametrize(
    ("lost", "day"),
    [
        (lambda: ClinicianFactory(), None),
        (lambda: ClinicianFactory(erase_on=date(2026, 9, 9)), date(2026, 9, 9)),
        (lambda: StubFactory(erase_on=date(2026, 9, 9)), date(2026, 4, 9)),
    ],
)
def test_an_old_account_is_not_erased_as_unused_when_its_person_uses_another(db, lost, day):
    kept = ClinicianFactory(erase_on=date(2026, 4, 9))
    merge(kept, lost())
    kept.refresh_from_db()
    assert kept.erase_on == day


def test_what_left_while_two_records_were_one_counts_for_its_own_again(stub, time_machine):
    kept = StubFactory(erase_on=date(2026, 5, 31), work_email="kept@nhs.example")
    run_on(14, time_machine)
    made = merge(kept, stub)
    Letter.objects.filter(state="PENDING").update(state="SENT", handed_at=timezone.now(), finished_at=timezone.now())
    merges.unmerge(merge=made, by=None, at=timezone.now())
    assert (asked().get().person_ref, asked().get().to_email) == (stub.reference, "kept@nhs.example")
    run_on(15, time_machine)
    assert asked().count() == 1
    run_on(28, time_machine)
    assert [letter.person_ref for letter in asked()] == [stub.reference] * 2


def test_undoing_a_merge_gives_a_waiting_letter_back_as_it_was(stub, time_machine):
    kept = StubFactory(erase_on=date(2026, 5, 31), work_email="kept@nhs.example")
    run_on(14, time_machine)
    before = asked().values().get()
    merges.unmerge(merge=merge(kept, stub), by=None, at=timezone.now())
    assert asked().values().get() == before


@pytest.mark.parametrize(("sent", "goes"), [("claim_again:KEPT:2", False), ("claim_again:KEPT:3", False), ("", True)])
def test_nobody_gets_two_letters_of_a_number_because_they_had_two_records(stub, sent, goes, time_machine):
    kept = StubFactory(erase_on=date(2026, 5, 31), work_email="kept@nhs.example")
    run_on(14, time_machine)
    if sent:
        LetterFactory(key=sent, kind=asking_letters.CLAIM_AGAIN, person_ref=kept.reference, purpose="REVIEW")
    made = merge(kept, stub)
    letter = asked().get(key=asking_letters.key(asking_letters.CLAIM_AGAIN, stub.reference, rules.UNANSWERED[0]))
    assert (letter.state == "PENDING") is goes
    merges.unmerge(merge=made, by=None, at=timezone.now())
    letter.refresh_from_db()
    assert (letter.state, letter.person_ref) == ("PENDING", stub.reference)


def test_an_outage_of_a_week_drops_a_letter_instead_of_sending_two(stub, time_machine):
    run_on(21, time_machine)
    assert not asked().exists()
    run_on(41, time_machine)
    assert asked().get().key.endswith(":3")


@pytest.mark.parametrize(
    "answer",
    [
        lambda stub, run: Clinician.objects.filter(pk=stub.pk).update(restricted_at=TOLD),
        lambda stub, run: Clinician.objects.filter(pk=stub.pk).update(work_email=""),
        lambda stub, run: Clinician.objects.filter(pk=stub.pk).update(erase_on=date(2026, 3, 16)),
        lambda stub, run: ClaimRequest.objects.create(reference="R", kind="WRONG", record=stub, created_at=TOLD),
        lambda stub, run: RegistrationDraft.objects.create(
            user=ClinicianFactory().user, claims=stub, proof="EMAIL", created_at=TOLD, updated_at=TOLD
        ),
        lambda stub, run: Letter.objects.update(state="FAILED"),
        lambda stub, run: ImportRun.objects.update(letters="UNDECIDED"),
        lambda stub, run: ImportRun.objects.update(state="UNDONE"),
    ],
)
def test_who_is_not_asked_again(stub, run, answer, time_machine):
    answer(stub, run)
    run_on(14, time_machine)
    assert not asked().exists()


def test_what_happens_before_it_leaves_counts(stub, time_machine):
    run_on(14, time_machine)
    letter = asked().get()
    assert reason_to_cancel(letter) == ""
    ImportRun.objects.update(letters="UNDECIDED")
    assert reason_to_cancel(letter) == asking_letters.CALLED_OFF
    ImportRun.objects.update(letters="SEND")
    Clinician.objects.filter(pk=stub.pk).update(letters_off=["REVIEW"])
    assert reason_to_cancel(letter) == "The person stopped these emails."
    Clinician.objects.filter(pk=stub.pk).update(state="DECLINED", letters_off=[])
    assert "answered already" in reason_to_cancel(letter)


def test_who_has_finished_no_section_is_reminded_twice(time_machine):
    person = ClinicianFactory(registered_at=TOLD)
    SectionMark.objects.create(clinician=person, section="posts", is_done=False, at=TOLD)
    for day in range(50):
        run_on(day, time_machine)
        assert asked(asking_letters.UNFINISHED).count() == (day >= 7) + (day >= 21), day
    last = asked(asking_letters.UNFINISHED).order_by("pk").last()
    assert "We will not remind you again" in last.body
    assert (last.purpose, reason_to_cancel(last)) == ("REVIEW", "")
    SectionMark.objects.update(is_done=True)
    assert reason_to_cancel(last) == asking_letters.BEGUN


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "PAUSED"},
        {"state": "LEFT"},
        {"restricted_at": TOLD},
        {"letters_off": ["REVIEW"]},
        {"letters_paused_until": date(2026, 9, 1)},
        {"registered_at": TOLD - timedelta(days=7)},
    ],
)
def test_who_is_not_reminded_of_their_profile(fields, time_machine):
    ClinicianFactory(**{"registered_at": TOLD, **fields})
    run_on(7, time_machine)
    assert not asked(asking_letters.UNFINISHED).exists()


def test_a_finished_section_ends_the_reminders(time_machine):
    person = ClinicianFactory(registered_at=TOLD)
    SectionMark.objects.create(clinician=person, section="posts", is_done=True, at=TOLD)
    run_on(7, time_machine)
    assert not asked(asking_letters.UNFINISHED).exists()


def test_a_night_costs_the_same_for_many(stub, run, college, time_machine, django_assert_max_num_queries):
    for _number in range(5):
        other = StubFactory(erase_on=date(2026, 5, 31))
        TrainingFactory(clinician=other, organisation=college, import_reference=LIST)
        emails.claim_letters([other], run_reference=LIST)
    Letter.objects.update(state="SENT", handed_at=TOLD, finished_at=TOLD)
    with django_assert_max_num_queries(46):
        run_on(14, time_machine)
    assert asked().count() == 6

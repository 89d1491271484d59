"""From the letter: look, join, correct, be removed. The link opens what was given and nothing more."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles import access
from profiles.actions import claims, clinicians, drafts, links, retention
from profiles.models import ClaimRequest, ClaimToken, Clinician, EndedLink, RegistrationDraft, Regulator
from talent_register.common.secret_links import token_hash
from tests.factories.accounts import UserFactory
from tests.factories.letters import LetterFactory
from tests.factories.profiles import ProfessionFactory, RegistrationFactory, StubFactory, TrainingFactory

pytestmark = pytest.mark.django_db

TOKEN = "a" * 43


@pytest.fixture
def invited(reference, college, south_west):
    """A stub with a link, as a college's list leaves it."""
    today = timezone.localdate()
    stub = StubFactory(
        given_names="Siân",
        family_name="O'Brien",
        work_email="sian@nhs.example",
        birth_date=datetime.date(1980, 3, 31),
        profession=ProfessionFactory(code="doctor"),
        erase_on=today + datetime.timedelta(days=90),
    )
    RegistrationFactory(
        clinician=stub, regulator=Regulator.objects.get(code="gmc"), number="7654321", number_key="7654321"
    )
    TrainingFactory(clinician=stub, organisation=college, import_reference="IMP-1")
    ClaimToken.objects.create(
        clinician=stub,
        token_hash=token_hash(TOKEN),
        import_reference="IMP-1",
        created_at=timezone.now(),
        expires_on=stub.erase_on,
    )
    return stub


def url(name, token=TOKEN):
    return reverse(name, args=[token])


def test_the_link_shows_what_was_given_without_what_proves(client, invited):
    page = client.get(url("claim")).content.decode()
    assert "Royal College of X added these details about you on" in page
    assert "No one else can see this until you agree" in page
    assert "sian@nhs.example" in page
    assert "ending 321" in page
    assert "7654321" not in page
    assert "1980" not in page


def test_the_link_never_logs_in(client, invited):
    client.get(url("claim"))
    client.post(url("claim-join"))
    assert client.get(reverse("home")).status_code == 302


@pytest.mark.parametrize("name", ["claim", "claim-wrong", "claim-not-me", "claim-remove"])
def test_unknown_links_say_so(client, invited, name):
    response = client.get(url(name, "b" * 43))
    assert response.status_code == 404
    assert "This link does not work any more" in response.content.decode()


@pytest.mark.parametrize("state", ["DECLINED", "REGISTERED"])
def test_links_of_answered_records_are_dead(client, invited, state):
    Clinician.objects.filter(pk=invited.pk).update(state=state, registered_at=timezone.now())
    assert client.get(url("claim")).status_code == 404


def test_expired_links_are_dead(client, invited):
    ClaimToken.objects.update(expires_on=timezone.localdate())
    assert client.get(url("claim")).status_code == 404


def test_looking_changes_nothing(client, invited):
    for name in ("claim", "claim-join", "claim-wrong", "claim-not-me", "claim-remove"):
        client.get(url(name))
    invited.refresh_from_db()
    assert invited.state == "STUB"
    assert not ClaimRequest.objects.exists()


def test_remove_me_without_an_account(client, invited):
    assert "Remove me from the register?" in client.get(url("claim-remove")).content.decode()
    assert client.post(url("claim-remove")).url == reverse("claim-removed")
    assert "You have been removed" in client.get(reverse("claim-removed")).content.decode()
    invited.refresh_from_db()
    assert (invited.state, invited.family_name) == ("DECLINED", "")


def test_this_is_wrong_without_an_account(client, invited):
    assert "Select what is wrong" in client.post(url("claim-wrong"), {}).content.decode()
    sent = {"parts": ["name", "email"], "message": "My name is Sian Bryan"}
    assert client.post(url("claim-wrong"), sent).url == reverse("claim-sent")
    asked = ClaimRequest.objects.get()
    assert (asked.kind, asked.record) == ("WRONG", invited)
    assert "Email address" in asked.message
    assert "Sian Bryan" in asked.message


def gone(client, days=0):
    EndedLink.objects.update(ended_on=timezone.localdate() - datetime.timedelta(days=days))
    retention.run(at=timezone.now())
    answer = client.get(url("claim"))
    assert answer.status_code == 404
    return answer.content.decode()


UNKNOWN_LINK = "We do not know this link"


def test_a_link_that_removed_says_so_for_90_days(client, invited):
    client.post(url("claim-remove"))
    assert "asked us with it to remove the details" in gone(client)
    assert "Register yourself" in gone(client, days=90)
    assert UNKNOWN_LINK in gone(client, days=91)


def test_a_link_that_was_joined_with_says_so(client, invited, answers, newcomer):
    draft = claims.take_up(user=newcomer, record=invited, proof="EMAIL", at=timezone.now())
    for question, answer in answers.items():
        draft = drafts.answer(user=newcomer, question=question, answer=answer, at=timezone.now())
    clinicians.register(draft=draft, by=newcomer, at=timezone.now())
    page = gone(client)
    assert "Somebody joined with it" in page
    assert "Log in" in page


def test_a_link_nobody_answered_says_so_when_the_record_is_gone(client, invited):
    Clinician.objects.filter(pk=invited.pk).update(erase_on=timezone.localdate())
    assert "It is too old" in gone(client)


def test_this_is_not_me(client, invited, college_admin, log_in):
    """Nothing more goes to that address about this record, and its organisation reads that it is wrong."""
    waits = LetterFactory(person_ref=invited.reference, to_email=invited.work_email)
    assert "Royal College of X" in client.get(url("claim-not-me")).content.decode()
    assert client.post(url("claim-not-me")).url == reverse("claim-not-me-done")
    invited.refresh_from_db()
    waits.refresh_from_db()
    assert (invited.state, invited.work_email, waits.state) == ("STUB", "", "CANCELLED")
    assert "reached the wrong person" in client.get(url("claim")).content.decode()
    staff = log_in(college_admin)
    assert "Letter reached somebody else" in staff.get(reverse("trainee-list"), {"wrong": "yes"}).content.decode()
    assert "1 letter reached somebody else" in staff.get(reverse("college-home")).content.decode()


@pytest.mark.parametrize(("address", "is_wrong"), [("SIAN@nhs.example", True), ("s.obrien@nhs.example", False)])
def test_a_list_that_gives_the_address_again_writes_to_nobody(client, invited, address, is_wrong):
    client.post(url("claim-not-me"))
    invited.refresh_from_db()
    invited.work_email = address
    invited.save()
    assert links.is_not_theirs(invited, links.refused()) == is_wrong
    assert (invited.pk in access.wrongly_addressed([invited])) == is_wrong


def test_somebody_else_with_the_address_is_written_to(client, invited):
    client.post(url("claim-not-me"))
    other = StubFactory(work_email="sian@nhs.example")
    assert not links.is_not_theirs(other, links.refused())


def test_too_long_a_message_says_so(client, invited):
    page = client.post(url("claim-wrong"), {"parts": ["name"], "message": "x" * 501}).content.decode()
    assert "What it should say must be 500 characters or fewer" in page


def test_the_same_address_joins_and_is_asked_nothing_twice(client, invited):
    client.post(url("claim-join"))
    client.force_login(UserFactory(email="sian@nhs.example", name=""))
    assert client.get(reverse("register")).url == reverse("register-role")
    draft = RegistrationDraft.objects.get()
    assert (draft.claims, draft.proof) == (invited, "EMAIL")
    assert set(draft.answers) == {"name", "profession", "number", "region"}


def test_another_address_is_asked_for_one_more_thing(client, invited):
    client.post(url("claim-join"))
    client.force_login(UserFactory(email="other@home.example"))
    assert client.get(reverse("register")).url == reverse("claim-prove")
    page = client.post(reverse("claim-prove"), {}).content.decode()
    assert "Enter your registration number or your date of birth" in page


@pytest.mark.parametrize(
    ("sent", "proof"),
    [
        ({"number": "765 4321"}, "NUMBER"),
        ({"birth_date_day": "31", "birth_date_month": "3", "birth_date_year": "1980"}, "BIRTH_DATE"),
    ],
)
def test_the_number_or_the_birth_date_proves(client, invited, sent, proof):
    client.post(url("claim-join"))
    client.force_login(UserFactory(email="other@home.example"))
    assert client.post(reverse("claim-prove"), sent).url == reverse("register")
    assert RegistrationDraft.objects.get().proof == proof


def test_the_address_without_the_link_leads_there_too(client, invited):
    client.force_login(UserFactory(email="Sian@NHS.example".lower()))
    assert client.get(reverse("register")).url == reverse("claim-prove")
    assert "O&#x27;Brien" not in client.get(reverse("claim-prove")).content.decode()
    assert client.post(reverse("claim-prove"), {"number": "7654321"}).url == reverse("register")
    assert RegistrationDraft.objects.get().claims == invited


def test_an_unverified_address_leads_nowhere(client, invited):
    client.force_login(UserFactory(email="sian@nhs.example", verified=False))
    assert client.get(reverse("register")).url != reverse("claim-prove")


def test_one_may_register_without_what_was_supplied(client, invited):
    client.force_login(UserFactory(email="sian@nhs.example", name=""))
    assert client.post(reverse("claim-prove"), {"skip": "yes"}).url == reverse("register")
    assert client.get(reverse("register")).url == reverse("register-name")
    assert RegistrationDraft.objects.get().claims is None


def test_following_the_letter_half_way_through_keeps_what_was_typed(client, invited):
    user = UserFactory(email="sian@nhs.example", name="Sian Bryan")
    now = timezone.now()
    RegistrationDraft.objects.create(user=user, answers={"stage": {"stage": "TEAM"}}, created_at=now, updated_at=now)
    client.post(url("claim-join"))
    client.force_login(user)
    client.get(reverse("register"))
    draft = RegistrationDraft.objects.get()
    assert draft.claims == invited
    assert draft.answers["stage"] == {"stage": "TEAM"}


def test_three_wrong_answers_go_to_support(client, invited):
    client.post(url("claim-join"))
    client.force_login(UserFactory(email="other@home.example"))
    for _try in range(2):
        page = client.post(reverse("claim-prove"), {"number": "1111111"}).content.decode()
        assert "That does not match what we were given" in page
    assert client.post(reverse("claim-prove"), {"number": "1111111"}).url == reverse("claim-asked")
    assert ClaimRequest.objects.get().kind == "NOT_PROVEN"
    assert client.get(reverse("register")).url != reverse("claim-prove")
    assert not RegistrationDraft.objects.exists()


def test_guessing_on_after_that_is_no_use(client, invited):
    client.post(url("claim-join"))
    client.force_login(UserFactory(email="other@home.example"))
    for _try in range(3):
        client.post(reverse("claim-prove"), {"number": "1111111"})
    client.post(url("claim-join"))
    assert client.post(reverse("claim-prove"), {"number": "7654321"}).url == reverse("register")
    assert not RegistrationDraft.objects.exists()


def test_many_calls_from_one_address_are_refused(client, invited):
    answers = {client.get(url("claim", "b" * 43)).status_code for _call in range(40)}
    assert answers == {404, 429}


def test_proving_without_a_link_leads_to_registering(log_in, reference):
    assert log_in(UserFactory()).get(reverse("claim-prove")).url == reverse("register")


def test_privacy_notice_names_each_purpose(client, reference):
    page = client.get(reverse("privacy")).content.decode()
    assert "Lists from colleges and training bodies" in page
    assert "Lawful basis" in page

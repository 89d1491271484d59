"""The address at work is proof and no key; both addresses hear of a change; nobody learns who else has it."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.internal.userkit import user_id_to_str
from django.urls import reverse
from django.utils import timezone

from profiles.actions import addresses, claims
from profiles.models import Clinician, Fact
from profiles.rights.subject import Subject
from talent_register.accounts import rules
from talent_register.accounts.actions import invitations, work_addresses
from talent_register.accounts.models import WorkAddress
from talent_register.audit.models import Event
from talent_register.letters.models import Letter
from tests.factories.accounts import PASSWORD, MembershipFactory, UserFactory
from tests.factories.profiles import ClinicianFactory, StubFactory

pytestmark = pytest.mark.django_db
WORK = "ann@trust.example"
LIST = "/account/addresses/"


@pytest.fixture
def person():
    return ClinicianFactory(user__email="ann@home.example", work_email="")


def fresh(client, user):
    """The password was given just now."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session.save()
    return client


def token_of(email=WORK):
    body = Letter.objects.filter(kind="account/work_address", to_email=email).latest("id").body
    return re.search(r"/account/addresses/at-work/([^/\s]+)/", body).group(1)


def prove(user, email=WORK):
    work_addresses.ask(user=user, email=email, at=timezone.now())
    addresses.confirm(user=user, token=token_of(email), at=timezone.now())


def test_a_work_address_is_proven_by_its_link_and_both_addresses_hear_of_it(person, log_in):
    client = fresh(log_in(person.user), person.user)
    page = client.post(f"{LIST}at-work/", {"email": "Ann@Trust.example"}, follow=True).content.decode()
    assert "We have sent a link" in page
    assert f"{WORK} waits" in page
    link = f"{LIST}at-work/{token_of()}/"
    assert not WorkAddress.objects.proven().exists(), "asking proves nothing"
    client.get(link)
    assert not WorkAddress.objects.proven().exists(), "nor does a mail scanner that opens the link"

    page = client.post(link, follow=True).content.decode()
    person.refresh_from_db()
    assert "Your work address is confirmed" in page
    assert (person.work_email, person.email) == (WORK, "ann@home.example")
    assert Fact.objects.filter(clinician=person, field="clinician.work_email", source="SELF").exists()
    told = Letter.objects.filter(kind="account/work_address_changed").values_list("to_email", flat=True)
    assert sorted(told) == ["ann@home.example", WORK]
    types = set(Event.objects.values_list("type", flat=True))
    assert {"accounts.work_address_asked", "accounts.work_address_proven"} <= types
    assert client.post(link).status_code == 404, "a link works once"


def test_a_new_one_replaces_the_old_and_the_old_one_is_told(person):
    prove(person.user)
    addresses.choose(clinician=person, at_work=True, by=person.user, at=timezone.now())
    prove(person.user, "ann@college.example")

    assert WorkAddress.objects.proven().get().email == "ann@college.example"
    told = Letter.objects.filter(kind="account/work_address_changed").order_by("id").values_list("to_email", flat=True)
    assert list(told)[2:] == ["ann@home.example", "ann@college.example", WORK]
    assert Clinician.objects.get(pk=person.pk).email == "ann@college.example", "letters follow"


def test_letters_go_where_the_person_chose_and_home_again_when_it_goes(person, log_in):
    client = fresh(log_in(person.user), person.user)
    assert "Where do you want our letters?" not in client.get(LIST).content.decode()
    prove(person.user)
    assert "Where do you want our letters?" in client.get(LIST).content.decode()
    client.post(LIST, {"to": "WORK"})
    assert Clinician.objects.get(pk=person.pk).email == WORK

    asked = client.get(f"{LIST}at-work/remove/").content.decode()
    assert "letters go to ann@home.example" in asked
    client.post(f"{LIST}at-work/remove/")
    person.refresh_from_db()
    assert (person.email, person.work_email) == ("ann@home.example", "")
    told = Letter.objects.filter(kind="account/work_address_removed").values_list("to_email", flat=True)
    assert sorted(told) == ["ann@home.example", WORK]
    assert client.get(f"{LIST}at-work/remove/").url == LIST


def test_nobody_chooses_an_address_that_is_not_proven(person):
    work_addresses.ask(user=person.user, email=WORK, at=timezone.now())
    addresses.choose(clinician=person, at_work=True, by=person.user, at=timezone.now())

    assert Clinician.objects.get(pk=person.pk).email == "ann@home.example"


def test_a_change_asks_for_the_password_again(person, log_in):
    client = log_in(person.user)
    for page in (f"{LIST}at-work/", f"{LIST}at-work/remove/"):
        assert client.post(page, {"email": WORK}).url.startswith(reverse("account_reauthenticate"))
    assert not WorkAddress.objects.exists()


def test_the_answer_is_the_same_whoever_else_has_the_address(person, log_in):
    """Free, somebody's log-in, somebody's proven work address: same page, same number of letters."""
    UserFactory(email="taken@trust.example")
    prove(UserFactory(), "proven@trust.example")
    client, pages = fresh(log_in(person.user), person.user), set()
    before = Letter.objects.count()
    for number, email in enumerate(("free1@trust.example", "taken@trust.example", "proven@trust.example"), 1):
        page = client.post(f"{LIST}at-work/", {"email": email}, follow=True).content.decode()
        pages.add(re.sub(r"nonce-\S+|csrf\S+ value=\"\S+\"", "", page).replace(email, "EMAIL"))
        assert Letter.objects.count() == before + number
    assert len(pages) == 1


def test_a_link_works_in_the_account_that_asked_only(person, log_in):
    """Or somebody could get a stranger to prove an address for them."""
    work_addresses.ask(user=person.user, email=WORK, at=timezone.now())
    stranger = log_in(UserFactory())
    link = f"{LIST}at-work/{token_of()}/"
    assert stranger.get(link).status_code == stranger.post(link).status_code == 404
    assert "This link does not work" in stranger.get(link).content.decode()
    assert not WorkAddress.objects.proven().exists()


def test_a_link_is_too_old_after_a_day(person):
    asked = datetime(2026, 8, 6, 12, tzinfo=UTC)
    work_addresses.ask(user=person.user, email=WORK, at=asked)
    with pytest.raises(rules.CannotAddAddress):
        addresses.confirm(user=person.user, token=token_of(), at=asked + timedelta(hours=24))
    addresses.confirm(user=person.user, token=token_of(), at=asked + timedelta(hours=23))


def test_an_account_asks_five_times_a_day(person, log_in):
    client = fresh(log_in(person.user), person.user)
    for number in range(rules.ASKED_A_DAY):
        client.post(f"{LIST}at-work/", {"email": f"a{number}@trust.example"})
    page = client.post(f"{LIST}at-work/", {"email": WORK}).content.decode()
    assert "You have asked for 5 links today" in page
    assert Letter.objects.filter(kind="account/work_address").count() == rules.ASKED_A_DAY


def test_an_address_gets_three_links_a_day_and_nobody_is_told(log_in):
    for _number in range(rules.LETTERS_A_DAY + 1):
        user = UserFactory()
        page = fresh(log_in(user), user).post(f"{LIST}at-work/", {"email": WORK}, follow=True)
        assert "We have sent a link" in page.content.decode()
    assert Letter.objects.filter(kind="account/work_address").count() == rules.LETTERS_A_DAY


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("ann@home.example", "You log in with this address"),
        (WORK, "This is your work address already"),
        ("nonsense", "Enter an email address like"),
        ("", "Enter your email address"),
    ],
)
def test_what_cannot_be_a_work_address_says_why(person, log_in, email, words):
    prove(person.user)
    page = fresh(log_in(person.user), person.user).post(f"{LIST}at-work/", {"email": email})
    assert words in page.content.decode()


def test_nobody_logs_in_or_sets_a_password_by_a_work_address(person, client):
    prove(person.user)
    answer = client.post(reverse("account_login"), {"login": WORK, "password": PASSWORD})
    assert "Check your email address and password" in answer.content.decode()
    client.post(reverse("account_reset_password"), {"email": WORK})
    assert not Letter.objects.filter(kind="account/password_reset_key").exists()


# --- What a proven work address counts for


def test_it_proves_that_a_supplied_record_is_the_persons():
    user, record = UserFactory(), StubFactory(work_email="Ann@trust.example")
    claim = {"user": user, "record": record, "has_link": True}
    work_addresses.ask(user=user, email=WORK, at=timezone.now())
    assert claims.proof_for(**claim) == "", "an address that waits proves nothing"
    addresses.confirm(user=user, token=token_of(), at=timezone.now())
    assert claims.proof_for(**claim)
    addresses.remove(user=user, at=timezone.now())
    assert claims.proof_for(**claim) == ""


def test_it_takes_up_an_invitation_that_went_to_it(college):
    admin = MembershipFactory(organisation=college, role="college_approver").user
    user = UserFactory(email="ann@home.example")
    offer = invitations._offer(
        email=WORK, organisation=college, role="college_administrator", by=admin, at=timezone.now()
    )
    with pytest.raises(rules.CannotAccept):
        invitations.accept(invitation=offer, by=user, at=timezone.now())
    prove(user)
    assert invitations.accept(invitation=offer, by=user, at=timezone.now()).user == user


def test_it_is_one_of_the_persons_addresses_in_a_copy_and_an_erasure(person):
    prove(person.user)
    assert WORK in Subject.of([person]).addresses

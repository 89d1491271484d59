"""Beginning before the address is confirmed: the same for every address, and nothing of it in the register."""

import re
import time

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from profiles.models import Clinician, RegistrationDraft
from talent_register.accounts.models import User
from talent_register.letters.models import Letter
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference", "trust")]
ADDRESS = "sian@nhs.example"
SAID = {
    "profession": {"group": "midwife"},
    "role": {"between": "on"},
    "region": {"place": "south_west"},
    "stage": {"stage": "TEAM"},
    "next-step": {"next_step": "STEP_UP"},
}


def asks_for_account(client, address=ADDRESS):
    data = {"name": "Siân O'Brien", "email": address, "password1": "marmalade otter balcony"}
    return client.post(reverse("account_signup"), data, follow=True).content.decode()


def says_all(client):
    """Answer what is asked. Returns the pages that came, and which questions they asked."""
    pages, asked = [], []
    answer = client.get(reverse("begun"))
    while answer.status_code == 302:
        question = answer.url.rstrip("/").rpartition("/")[2]
        pages.append(client.get(answer.url).content.decode())
        asked.append(question)
        client.post(answer.url, SAID[question])
        answer = client.get(reverse("begun"))
    return [*pages, answer.content.decode()], asked


def bare(pages):
    return [re.sub(r'nonce="[^"]+"|value="[^"]{64}"|csrf[^>]+>', "", page).replace(ADDRESS, "…") for page in pages]


def test_whoever_waits_answers_what_needs_nothing_of_the_register(client):
    assert "Begin your profile now" in asks_for_account(client)
    pages, asked = says_all(client)
    assert asked == list(SAID)
    assert "We have kept your answers in this browser" in pages[-1]
    assert not RegistrationDraft.objects.exists()
    assert not Clinician.objects.exists()


def test_nobody_learns_whether_an_address_has_an_account(client):
    UserFactory(email="known@nhs.example")
    other = Client()
    first, second = asks_for_account(client), asks_for_account(other, "known@nhs.example")
    assert bare([first]) == bare([second.replace("known@nhs.example", "…")])
    assert bare(says_all(client)[0]) == bare(says_all(other)[0])


def confirm(client):
    link = re.search(r"https?://[^/]+(/\S+)", Letter.objects.filter(to_email=ADDRESS).latest("id").body)[1]
    client.post(link)


def test_answers_are_taken_over_by_whoever_confirms_and_logs_in(client):
    asks_for_account(client)
    says_all(client)
    confirm(Client())  # on another device
    client.post(reverse("account_login"), {"login": ADDRESS, "password": "marmalade otter balcony"})
    assert client.get(reverse("register")).url == reverse("register-number")
    draft = RegistrationDraft.objects.get(user__email=ADDRESS)
    assert {*SAID, "name"} == set(draft.answers)


def test_answers_are_forgotten_for_everybody_else(client):
    asks_for_account(client)
    says_all(client)
    UserFactory(email="other@nhs.example", name="")
    client.post(reverse("account_login"), {"login": "other@nhs.example", "password": PASSWORD})
    assert client.get(reverse("register")).url == reverse("register-name")
    assert not RegistrationDraft.objects.filter(answers__has_key="stage").exists()
    assert "signed_up" not in client.session


def test_what_was_answered_in_the_register_stands(client):
    user = UserFactory(email=ADDRESS, name="")
    RegistrationDraft.objects.create(user=user, answers={"stage": {"stage": "UNSURE"}}, **at())
    asks_for_account(client)
    says_all(client)
    client.post(reverse("account_login"), {"login": ADDRESS, "password": PASSWORD})
    client.get(reverse("register"))
    answers = RegistrationDraft.objects.get().answers
    assert (answers["stage"], answers["next-step"]) == ({"stage": "UNSURE"}, {"next_step": "STEP_UP"})


def at():
    return {"created_at": timezone.now(), "updated_at": timezone.now()}


@pytest.mark.parametrize("page", ["begun", "begun-profession", "begun-employer"])
def test_only_where_an_account_was_asked_for_today(client, page):
    assert client.get(reverse(page)).url == reverse("account_signup")
    asks_for_account(client)
    session = client.session
    session["signed_up"] = {**session["signed_up"], "at": time.time() - 24 * 3600 - 1}
    session.save()
    assert client.get(reverse(page)).url == reverse("account_signup")


def test_number_consent_and_letters_wait(client):
    asks_for_account(client)
    for question in ("number", "consent", "letters", "name"):
        assert client.get(f"/begin/{question}/").status_code == 404


def test_the_employer_is_chosen_here_too(client, trust):
    asks_for_account(client)
    client.post(reverse("begun-profession"), SAID["profession"])
    sent = client.post(reverse("begun-role"), {"title": "Matron", "employer": trust.name.split()[0]})
    assert sent.url == reverse("begun-employer")
    client.post(sent.url, {"organisation": str(trust.pk)})
    assert client.session["signed_up"]["said"]["role"]["organisation"] == trust.pk


def test_a_mistake_is_named(client):
    asks_for_account(client)
    assert "Select your profession" in client.post(reverse("begun-profession"), {}).content.decode()


def test_the_account_is_still_to_be_confirmed(client):
    asks_for_account(client)
    says_all(client)
    assert User.objects.get(email=ADDRESS).emailaddress_set.get().verified is False
    assert client.get(reverse("home")).status_code == 302

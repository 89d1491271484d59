"""New words ask again, an old yes holds for its days and then ends; a no holds."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles import rules
from profiles.actions import consents, merges
from profiles.models import Consent, ConsentWording
from profiles.tasks import ask_consent_again
from talent_register.audit.models import Event
from talent_register.letters.models import Letter
from tests.factories.accounts import PASSWORD
from tests.factories.profiles import ClinicianFactory

DAY = date(2026, 8, 6)


@pytest.mark.parametrize(
    ("answered", "wordings", "since"),
    [
        (1, [rules.Worded(1, date(2026, 1, 1))], None),
        (1, [rules.Worded(1, date(2026, 1, 1)), rules.Worded(2, date(2026, 7, 1))], date(2026, 7, 1)),
        (2, [rules.Worded(1, date(2026, 1, 1)), rules.Worded(2, date(2026, 7, 1))], None),
        (1, [rules.Worded(2, date(2026, 9, 1))], None),
        (1, [rules.Worded(2, date(2026, 7, 1), asks_again=False)], None),
        (1, [rules.Worded(2, date(2026, 5, 1)), rules.Worded(3, date(2026, 7, 1))], date(2026, 5, 1)),
    ],
)
def test_since_when_an_answer_is_asked_for_again(answered, wordings, since):
    assert rules.asked_since(version=answered, wordings=wordings, today=DAY) == since


def test_an_old_yes_holds_for_90_days():
    assert rules.lapses_on(date(2026, 5, 8)) == DAY


@pytest.fixture
def person(reference, clinician):
    """Said yes to regional and no to national teams, in the first words."""
    own = clinician.clinician
    consents.decide(
        clinician=own,
        choices={"REGION": True, "NATION": False},
        by=clinician,
        at=timezone.now() - timedelta(days=200),
        how="consent page",
    )
    own.refresh_from_db()
    return own


def publish(audience, *, days_ago):
    day = timezone.localdate() - timedelta(days=days_ago)
    return ConsentWording.objects.create(audience=audience, version=2, text="The new words.", from_date=day)


@pytest.mark.django_db
def test_new_words_stand_before_the_home_page_until_answered_or_put_off(person, log_in):
    client = log_in(person.user)
    assert client.get(reverse("home")).status_code == 200
    assert client.get(reverse("own-consent-again")).url == reverse("own-consent-receipt")
    publish("REGION", days_ago=3)
    assert client.get(reverse("home")).url == reverse("own-consent-again")
    page = client.get(reverse("own-consent-again")).content.decode()
    assert "The new words." in page
    assert "you said Yes to these words" in page
    assert "checked" not in page
    assert "Select yes or no for regional" in client.post(reverse("own-consent-again"), {}).content.decode()
    assert client.post(reverse("own-consent-again"), {"later": "1"}).url == reverse("home")
    assert client.get(reverse("home")).status_code == 200
    assert client.post(reverse("own-consent-again"), {"REGION": "yes"}).url == reverse("own-consent-receipt")
    receipt = client.get(reverse("own-consent-receipt")).content.decode()
    assert "Wording version 2" in receipt
    assert consents.asked_again(person, timezone.now()) == {}


@pytest.mark.django_db
def test_who_said_yes_is_written_to_once(person):
    publish("REGION", days_ago=3)
    publish("NATION", days_ago=3)
    ask_consent_again()
    ask_consent_again()
    letter = Letter.objects.get(kind="profiles/consent_again")
    assert "a Yes ends" in letter.body
    person.refresh_from_db()
    assert person.shares_with_region


@pytest.mark.django_db
def test_who_keeps_another_record_is_asked_there_too(person):
    """The letter that left went to the address of the record that is no more."""
    publish("REGION", days_ago=3)
    ask_consent_again()
    kept = ClinicianFactory()
    merges.merge(kept=kept, lost=person, take=(), reason="Same number", by=None, at=timezone.now())
    ask_consent_again()
    ask_consent_again()
    asked = Letter.objects.filter(kind="profiles/consent_again").order_by("pk")
    assert [letter.to_email for letter in asked] == [person.user.email, kept.user.email]


@pytest.mark.django_db
def test_a_yes_that_nobody_renewed_ends_and_a_no_stays(person):
    publish("REGION", days_ago=rules.HOLDS_DAYS)
    publish("NATION", days_ago=rules.HOLDS_DAYS)
    before = Consent.objects.count()
    ask_consent_again()
    person.refresh_from_db()
    assert person.shares_with_region is False
    assert Consent.objects.count() == before + 1
    last = Consent.objects.filter(audience="REGION").first()
    assert (last.is_given, last.how, last.wording.version) == (False, consents.LAPSED, 1)
    assert Event.objects.filter(type="profiles.consent_lapsed", person_ref=person.reference).exists()
    assert not Letter.objects.filter(kind="profiles/consent_again").exists()


def come_in(client, user, **more):
    sent = {"login": user.email, "password": PASSWORD, **more}
    return client.post(reverse("account_login"), sent)


@pytest.mark.django_db
def test_new_words_are_asked_after_log_in_wherever_one_was_going(person, client):
    publish("REGION", days_ago=3)
    going_to = reverse("own-addresses")
    assert come_in(client, person.user, next=going_to).url == reverse("own-consent-again")
    assert client.post(reverse("own-consent-again"), {"later": "1"}).url == going_to
    assert client.post(reverse("own-consent-again"), {"later": "1"}).url == reverse("home")


@pytest.mark.django_db
def test_who_answers_goes_on_to_where_they_were_going(person, client):
    publish("REGION", days_ago=3)
    come_in(client, person.user, next=reverse("own-addresses"))
    answer = client.post(reverse("own-consent-again"), {"REGION": "yes"}, follow=True)
    assert answer.redirect_chain[0][0] == reverse("own-addresses")
    assert "Your choices are saved" in answer.content.decode()


@pytest.mark.django_db
def test_nobody_else_is_asked_anything(person, client):
    assert come_in(client, person.user, next=reverse("own-addresses")).url == reverse("own-addresses")

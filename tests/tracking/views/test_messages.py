"""One message to the people chosen: who gets it, who does not and why, and once however often it is sent."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from talent_register.audit.models import Event, View
from talent_register.letters.choices import Purpose
from talent_register.letters.models import Letter, Trouble
from tests.factories.profiles import ClinicianFactory
from tracking.models import FirstContact, SupportEvent

pytestmark = pytest.mark.django_db
ADDRESS = "/people/message/"
WORDS = "Dear {name},\n\nAn open day of {team}."


@pytest.fixture
def client(log_in, regional_lead, regional_team):
    return log_in(regional_lead)


@pytest.fixture
def ada(south_west):
    long_ago = timezone.localdate() - timedelta(days=99)
    return ClinicianFactory(given_names="Ada", family_name="Reed", region=south_west, first_interest_on=long_ago)


def text(page):
    return page.content.decode()


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', text(page)).group(1)


def checked(client, *people, words=WORDS, **more):
    """What the check page sends on."""
    sent = {"person": [one.reference for one in people], "words": words, **more}
    page = client.post(ADDRESS, sent)
    return page, {**sent, "token": hidden(page, "token"), "expected": hidden(page, "expected")}


def test_nobody_ticked_goes_back_with_a_sentence(client):
    assert "Select at least 1 person, then write to them" in text(client.get(f"{ADDRESS}?everyone=", follow=True))


def test_the_message_is_read_behind_the_log_in_and_counts_as_contact(client, log_in, ada):
    assert "1 person has heard nothing" in text(client.get(reverse("staff-home")))
    begun = client.get(f"{ADDRESS}?person={ada.reference}&text=hello")
    assert "Dear {name}" in text(begun)
    page, sent = checked(client, ada)
    for words in ("1 person gets it", "Dear Ada Reed", "An open day of South West", "There is a message from"):
        assert words in text(page)
    assert not Letter.objects.filter(kind="tracking/support").exists()
    assert "The message went to 1 person" in text(client.post(ADDRESS, sent, follow=True))
    letter = Letter.objects.get(kind="tracking/support")
    assert (letter.purpose, letter.person_ref) == (Purpose.MESSAGES, ada.reference)
    assert "open day" not in letter.body
    assert SupportEvent.objects.get().words == "Dear Ada Reed,\n\nAn open day of South West."
    assert FirstContact.objects.get().on == timezone.localdate()
    assert "heard nothing" not in text(client.get(reverse("staff-home")))
    assert Event.objects.get(type="tracking.message_sent").details == {"people": 1, "teams": ["Y58"]}
    assert View.objects.filter(page="writing to people", people=[ada.reference]).exists()
    assert "An open day of South West" in text(log_in(ada.user).get(reverse("own-updates")))


def test_who_is_left_out_and_why(client, ada, south_west, regional_lead):
    off = ClinicianFactory(family_name="Quiet", region=south_west, letters_off=["MESSAGES"])
    back = ClinicianFactory(family_name="Bounced", region=south_west)
    Trouble.objects.create(email=back.email.lower(), times=2, last_at=timezone.now())
    away = ClinicianFactory(family_name="Away", region=south_west, shares_with_region=False)
    me = ClinicianFactory(family_name="Myself", region=south_west, user=regional_lead)
    page, sent = checked(client, ada, off, back, away, me)
    assert "2 people: they do not share their profile with you now, or it is your own" in text(page)
    assert "2 people take no messages by letter, or letters to them came back" in text(page)
    assert re.search("Quiet.*Bounced|Bounced.*Quiet", text(page), re.DOTALL)
    assert "Away" not in text(page)
    page = text(client.post(ADDRESS, sent, follow=True))
    assert "4 people were left out" in page
    assert [one.clinician for one in SupportEvent.objects.all()] == [ada]


def test_pressed_twice_it_goes_once(client, ada):
    _page, sent = checked(client, ada)
    client.post(ADDRESS, sent)
    assert "Nobody got it twice" in text(client.post(ADDRESS, sent, follow=True))
    assert SupportEvent.objects.count() == Letter.objects.filter(kind="tracking/support").count() == 1
    assert Event.objects.filter(type="tracking.message_sent").count() == 1


def test_another_list_of_the_same_length_is_checked_again(client, ada, south_west):
    bo = ClinicianFactory(region=south_west, stage="SYSTEM")
    page = client.post(ADDRESS, {"everyone": "1", "stage": "SYSTEM", "words": WORDS})
    sent = {"everyone": "1", "stage": "SYSTEM", "words": WORDS}
    sent |= {name: hidden(page, name) for name in ("token", "expected")}
    bo.stage, ada.stage = "TEAM", "SYSTEM"
    bo.save()
    ada.save()
    assert "The list has changed since you checked it" in text(client.post(ADDRESS, sent))
    assert not SupportEvent.objects.exists()


def test_words_that_cannot_be_filled_in_are_kept_and_said(client, ada):
    page = text(client.post(ADDRESS, {"person": [ada.reference], "words": "Dear {first}"}))
    assert "We cannot fill in {first}" in page
    assert "Dear {first}" in page
    page = client.post(ADDRESS, {"person": [ada.reference], "words": WORDS, "change": "1"})
    assert "Check who gets it" in text(page)

"""What was written to a person, and the calendar that their own program fetches."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.actions import calendars
from profiles.models import CalendarLink
from talent_register.audit.models import Event
from talent_register.common.secret_links import token_hash
from talent_register.letters import actions as letters
from talent_register.letters.choices import Purpose, State
from tests.factories.letters import LetterFactory
from tests.factories.pathways import PlanActionFactory
from tests.factories.profiles import ClinicianFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(clinician):
    clinician.clinician.review_due_on = date(2027, 8, 6)
    clinician.clinician.save()
    return clinician.clinician


def text(answer):
    return answer.content.decode()


def test_only_ones_own_letters_are_listed_with_what_became_of_them(person, log_in):
    client = log_in(person.user)
    assert "No messages." in text(client.get(reverse("message-list")))
    LetterFactory(
        person_ref=person.reference, subject="Your review is due", state=State.SENT, finished_at=timezone.now()
    )
    LetterFactory(
        to_email=person.email.upper(),
        person_ref="",
        subject="To my account",
        state=State.FAILED,
        finished_at=timezone.now(),
    )
    former = ClinicianFactory().reference
    LetterFactory(to_email=person.email, person_ref=former, subject="To who had this address before")
    LetterFactory(person_ref=ClinicianFactory().reference, subject="Somebody else's")
    page = text(client.get(reverse("message-list")))
    assert "Your review is due" in page
    assert "Could not be delivered" in page
    assert "Somebody else" not in page
    assert "had this address before" not in page


def test_what_left_with_another_shares_its_fate(person, log_in):
    carrier = LetterFactory(person_ref=person.reference, state=State.FAILED, finished_at=timezone.now())
    carried = LetterFactory(person_ref=person.reference, state=State.CARRIED, carrier=carrier)
    page = text(log_in(person.user).get(reverse("message", args=[carried.reference])))
    assert "Could not be delivered" in page


def test_words_are_shown_but_never_those_that_let_somebody_in(person, log_in):
    client = log_in(person.user)
    open_one = LetterFactory(person_ref=person.reference, body="It is time.\n")
    secret = LetterFactory(person_ref=person.reference, body="/reset/7f3k/", purpose=Purpose.SECURITY)
    other = LetterFactory(person_ref=ClinicianFactory().reference)
    assert "It is time." in text(client.get(reverse("message", args=[open_one.reference])))
    page = text(client.get(reverse("message", args=[secret.reference])))
    assert "7f3k" not in page
    assert "may hold a link" in page
    assert client.get(reverse("message", args=[other.reference])).status_code == 404


def test_a_calendar_link_is_shown_once_fetched_and_ended(person, client, log_in):
    PlanActionFactory(clinician=person, words="Shadow a board meeting", due_on=date(2027, 5, 3))
    own = log_in(person.user)
    assert "Select what the entries say" in text(own.post(reverse("calendar-link"), {}))
    page = text(own.post(reverse("calendar-link"), {"titles": "SHOWN"}))
    token = page.split("?token=")[1].split("<")[0]
    assert token not in text(own.get(reverse("calendar-link")))
    assert CalendarLink.objects.get().token_hash == token_hash(token)

    feed = client.get(reverse("calendar-feed"), {"token": token})
    assert feed["Content-Type"].startswith("text/calendar")
    assert "DTSTART;VALUE=DATE:20270806" in text(feed)
    assert "SUMMARY:Shadow a board meeting" in text(feed)
    assert all(len(line.encode()) <= 75 for line in text(feed).split("\r\n"))
    assert "last fetched" in text(own.get(reverse("calendar-link")))

    own.post(reverse("calendar-revoke"))
    assert client.get(reverse("calendar-feed"), {"token": token}).status_code == 410
    assert client.get(reverse("calendar-feed"), {"token": "nobody's"}).status_code == 404
    assert client.get(reverse("calendar-feed")).status_code == 404
    made_and_ended = ["profiles.calendar_link_ended", "profiles.calendar_link_made"]
    assert sorted(Event.objects.filter(type__contains="calendar").values_list("type", flat=True)) == made_and_ended


def test_hidden_titles_say_nothing_and_a_new_link_ends_the_old(person, client):
    PlanActionFactory(clinician=person, words="Shadow a board meeting", due_on=timezone.localdate() + timedelta(days=9))
    old = calendars.make(clinician=person, hides_titles=False, by=person.user, at=timezone.now())
    new = calendars.make(clinician=person, hides_titles=True, by=person.user, at=timezone.now())
    assert client.get(reverse("calendar-feed"), {"token": old}).status_code == 410
    feed = text(client.get(reverse("calendar-feed"), {"token": new}))
    assert "Shadow" not in feed
    assert feed.count("SUMMARY:Leadership: see your page") == 2


def test_what_was_declined_or_stopped_can_be_chosen_again(person, log_in):
    person.letters_off = ["NEWS"]
    person.save()
    known = {"person_ref": person.reference, "to_email": person.email}
    gone = LetterFactory(**known, purpose=Purpose.MESSAGES, state="SENT", finished_at=timezone.now())
    letters.stop(letter=gone, at=timezone.now())
    waiting = LetterFactory(person_ref=person.reference, to_email=person.email, purpose=Purpose.REVIEW)
    client, address = log_in(person.user), reverse("own-letters")
    page = text(client.get(address))
    assert page.count(" checked") == 4, "review, opportunities, how often and the language"
    assert "Select a language" in text(client.post(address, {"purposes": ["NEWS"]}))

    done = text(client.post(address, {"purposes": ["NEWS", "MESSAGES"], "language": "cy"}, follow=True))
    person.refresh_from_db()
    waiting.refresh_from_db()
    assert "Your choice is saved" in done
    assert (person.letters_off, person.stopped) == (["REVIEW", "OPPORTUNITIES"], {"REVIEW", "OPPORTUNITIES"})
    assert (person.user.language, waiting.state) == ("cy", "CANCELLED")
    assert Event.objects.get(type="profiles.letters_chosen").details == {"off": ["REVIEW", "OPPORTUNITIES"]}


def test_how_often_is_chosen_and_stays_when_nothing_is_said_of_it(person, log_in):
    client, address = log_in(person.user), reverse("own-letters")
    said = {"purposes": ["REVIEW", "OPPORTUNITIES"], "language": "en-gb"}
    for often, monthly in (("MONTHLY", True), (None, True), ("WEEKLY", False)):
        client.post(address, {**said, **({"often": often} if often else {})})
        person.refresh_from_db()
        assert person.hears_monthly is monthly, often

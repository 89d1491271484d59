"""What was typed before a session ended: kept for a day, for its own user, until it is saved."""

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from profiles.actions import departures
from profiles.models import Clinician, UnsentAnswer
from profiles.rules import UNDO_DAYS, Called
from profiles.tasks import carry_out_departures
from tests.factories.profiles import ClinicianFactory

pytestmark = pytest.mark.django_db
HOUR = 3600


def ended(client, hours_ago=2):
    """The client's session, whose user did nothing for so long. Its row goes when Django says that it goes."""
    client.get(reverse("home"))
    then = time.time() - hours_ago * HOUR
    session = client.session
    session["began_at"] = session["active_at"] = then
    session.save()
    gone = timezone.now() + timedelta(seconds=session.get_expiry_age() - hours_ago * HOUR)
    Session.objects.filter(session_key=session.session_key).update(expire_date=gone)
    return client


def sends_role(client, title):
    return client.post(reverse("profile-posts-add"), {"title": title, "employer": "A hospice"})


@pytest.mark.parametrize("hours", [2, 13, 20])
def test_a_page_left_open_overnight_is_kept_too(log_in, clinician, hours):
    assert "/account/log-in/" in sends_role(ended(log_in(clinician), hours), "Left open").url
    assert "Left open" in log_in(clinician).get(reverse("profile-posts-add")).content.decode()


def test_it_waits_until_it_is_saved_and_no_longer(log_in, clinician):
    sends_role(ended(log_in(clinician)), "Left open")
    back = log_in(clinician)
    assert back.post(reverse("profile-posts-add"), {"title": ""}).status_code == 200
    assert UnsentAnswer.objects.exists()
    sends_role(back, "Left open")
    assert not UnsentAnswer.objects.exists()
    assert "We kept what you typed" not in back.get(reverse("profile-posts-add")).content.decode()


def test_after_a_day_it_is_not_shown(log_in, clinician):
    sends_role(ended(log_in(clinician)), "Left open")
    UnsentAnswer.objects.update(at=timezone.now() - timedelta(days=1, minutes=1))
    assert "Left open" not in log_in(clinician).get(reverse("profile-posts-add")).content.decode()


LI = Called("Li", ("Wei", "Wei Lin"))
OKORO = Called("Okoro", ("Amara",), is_alone=True)


@pytest.mark.parametrize(
    ("called", "text", "is_said"),
    [
        (LI, "Spoke with Wei Li about the post", True),
        (LI, "Li, Wei Lin", True),
        (LI, "I lead on quality and listen to families", False),
        (LI, "The Li building is closed", False),
        (LI, "Wei is away", False),
        (OKORO, "Dr OKORO agreed", True),
        (OKORO, "Okorodudu agreed", False),
        (Called("Okoro", ("Amara",)), "Dr Okoro agreed", False),
        (Called("O'Brien", ("Siân",)), "O’Brien, Sian", True),
        (Called("", ()), "anything at all", False),
        (Called("May", ("Jo",), is_alone=True), "I start in May", False),
    ],
)
def test_whom_a_text_speaks_of(called, text, is_said):
    assert called.is_said_in(text) is is_said


def test_a_short_name_takes_no_answers_of_others_with_it(clinician):
    person = ClinicianFactory(given_names="Wei", family_name="Li", preferred_name="", family_key="li")
    said = ["I listen to Lisa", "Wei Li agreed", f"As {person.reference} said", "Ask li.wei@nhs.example"]
    person.work_email = "li.wei@nhs.example"
    person.save()
    for note in said:
        home = reverse("home")
        UnsentAnswer.objects.create(
            user=ClinicianFactory().user, page=home, path=home, data={"note": [note]}, at=timezone.now()
        )
    departures.leave(clinician=person, by=person.user, at=timezone.now() - timedelta(days=UNDO_DAYS + 1))
    carry_out_departures()
    assert [row.data["note"] for row in UnsentAnswer.objects.all()] == [["I listen to Lisa"]]


def test_what_staff_typed_of_somebody_goes_when_that_person_is_erased(log_in, clinician, regional_lead):
    person = Clinician.objects.get(pk=clinician.clinician.pk)
    page = reverse("person", args=[person.reference])
    for user, path in ((regional_lead, page), (ClinicianFactory().user, reverse("home"))):
        UnsentAnswer.objects.create(user=user, page=path, path=path, data={"note": ["x"]}, at=timezone.now())
    departures.leave(clinician=person, by=clinician, at=timezone.now() - timedelta(days=UNDO_DAYS + 1))
    carry_out_departures()
    assert [row.page for row in UnsentAnswer.objects.all()] == [reverse("home")]

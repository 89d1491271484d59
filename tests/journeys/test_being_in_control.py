"""A clinician decides who sees the profile, reads who has looked, and leaves with everything."""

import json
import re
import zipfile
from datetime import timedelta
from time import monotonic

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from profiles.actions import departures
from profiles.models import Clinician, ClinicianState, Departure
from talent_register.accounts.models import User
from talent_register.audit.models import View
from talent_register.letters.models import Letter
from tests.factories.accounts import PASSWORD
from tests.factories.profiles import ClinicianFactory
from tests.factories.reference import load_all_reference
from tests.journeys.kit import scenario

AUDIENCES, UNDO_DAYS = 4, 14
TOOLS = ("own-profile", "goal-list", "self-assessment-list", "plan", "own-licence", "own-opportunities", "review-list")
TOOLS += ("portfolio", "pathways", "role-list", "pay", "licence", "opportunity-list", "own-data")
MOST_SECONDS_TO_A_COPY = MOST_SECONDS_TO_BE_HIDDEN = 60
NOBODY = dict.fromkeys(
    ("shares_with_region", "shares_with_nation", "shares_with_college", "shares_with_recruiters"), False
)


@pytest.fixture
def facts(transactional_db):
    load_all_reference()


@pytest.fixture
def nurse(facts, south_west):
    return ClinicianFactory(region=south_west, given_names="Siân", family_name="O'Brien", given_key="sian")


def found_by(log_in, staff) -> int:
    """How many people the member of staff finds on the next request."""
    return log_in(staff).get(reverse("people")).context["page"].paginator.count


@scenario("C12")
def test_four_choices_that_can_be_taken_back(travel, log_in, nurse, regional_lead):
    Clinician.objects.update(**NOBODY)
    she = travel(reverse("own-consent"), nurse.user).accessible()
    radios = she.page.get_by_role("radio")
    assert radios.count() == 2 * AUDIENCES
    assert [one.is_checked() for one in radios.all()] == [False] * 2 * AUDIENCES
    sizes = {
        name: {one.bounding_box()["height"] for one in she.page.get_by_role("radio", name=name, exact=True).all()}
        for name in ("Yes", "No")
    }
    assert sizes["Yes"] == sizes["No"]
    she.presses_button("Save my choices").reads("There is a problem")
    for number in range(AUDIENCES):
        she.chooses("Yes" if number == 0 else "No", nth=number)
    she.presses_button("Save my choices").is_at("What you agreed to").accessible()
    she.reads("You decided this on", "Wording version")
    assert found_by(log_in, regional_lead) == 1

    she.follows("Change or withdraw").chooses("No", nth=0).presses_button("Save my choices")
    assert found_by(log_in, regional_lead) == 0
    she.goes_to(reverse("home")).reads("No one. You can use every tool here without showing your profile.")
    own = log_in(nurse.user)
    assert {page: own.get(reverse(page)).status_code for page in TOOLS} == dict.fromkeys(TOOLS, 200)


@scenario("C13")
def test_each_look_is_told(travel, log_in, nurse, regional_lead):
    client = log_in(regional_lead)
    for looks in (1, 2):
        assert client.get(reverse("person", args=[nurse.reference])).status_code == 200
        assert View.objects.filter(page="record", people__contains=[nurse.reference]).count() == looks
    she = travel(reverse("home"), nurse.user).follows("See who has looked").accessible()
    day = timezone.localdate()
    she.reads("Who has looked")
    assert re.search(rf"Viewed by South West.*, {day.day} {day:%B %Y}", she.words), she.words


@scenario("C20")
def test_leaving_and_coming_back(travel, log_in, nurse, regional_lead):
    assert found_by(log_in, regional_lead) == 1
    she = travel(reverse("own-data"), nurse.user).presses_button("Make a copy of my data")
    # A copy is for whoever knows the password, not for whoever finds the page open.
    she.follows("Download the copy of").types("Password", PASSWORD)
    kept = zipfile.ZipFile(she.downloads("Continue", role="button"))
    assert she.seconds < MOST_SECONDS_TO_A_COPY
    assert json.loads(kept.read("everything.json"))["tables"]["clinician"][0]["family_name"] == "O'Brien"
    assert "O&#x27;Brien" in kept.read("read-me-first.html").decode()
    assert b"O'Brien" in kept.read("tables/clinician.csv")
    she.goes_to(reverse("own-data")).follows("Leave the register").accessible()
    she.reads("What we delete after that", "What we keep", "for 6 years")
    # Both other ways are one press from here.
    for name, page in (("Pause instead", "own-pause"), ("Download my data", "own-data")):
        assert she.page.get_by_role("link", name=name).get_attribute("href") == reverse(page)
    assert Clinician.objects.get().state == ClinicianState.REGISTERED
    pressed = monotonic()
    she.presses_button("Leave the register").is_at("You are leaving the register").accessible()
    assert found_by(log_in, regional_lead) == 0
    assert monotonic() - pressed < MOST_SECONDS_TO_BE_HIDDEN
    left = Departure.objects.get()
    assert left.undo_until == timezone.localdate(left.asked_at) + timedelta(days=UNDO_DAYS)
    day = date_format(left.undo_until, "j F Y")
    letter = Letter.objects.get(to_email=nurse.user.email)
    assert letter.kind == "profiles/left"
    assert day in letter.body
    she.reads(day).presses_button("Stay on the register")
    assert found_by(log_in, regional_lead) == 1

    # She leaves for good. On the 14th day she is there, on the 15th nothing is left, and the address is as new.
    she.goes_to(reverse("own-departure")).presses_button("Leave the register").is_at("You are leaving the register")
    address = nurse.user.email
    for days in (UNDO_DAYS, UNDO_DAYS + 1):
        on = timezone.localdate() + timedelta(days=days)
        assert departures.carry_out_next(on=on, at=timezone.now()) is (days > UNDO_DAYS), days
    kept = Clinician.objects.get(pk=nurse.pk)
    assert (kept.family_name, kept.given_names, kept.work_email, kept.user_id) == ("", "", "", None)
    assert not User.objects.filter(email=address).exists()
    assert not Letter.objects.filter(to_email=address).exists()
    again = travel(reverse("account_signup")).types("Full name", "Siân O'Brien").types("Email address", address)
    again.types("Create a password", PASSWORD).presses_button("Create account").is_at("Check your email")
    assert Letter.objects.get(to_email=address).kind == "account/email_confirmation_signup"

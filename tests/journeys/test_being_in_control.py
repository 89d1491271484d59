"""A clinician decides who sees the profile, reads who has looked, and leaves with everything."""

import re

import pytest
from django.urls import reverse

from profiles.models import Clinician
from talent_register.letters.models import Letter
from tests.factories.reference import load_all_reference
from tests.journeys.kit import Traveller, scenario

QUESTIONS = 4


@pytest.fixture(autouse=True)
def facts(transactional_db):
    load_all_reference()


def looks_at(lead: Traveller, person: Clinician) -> int:
    """What a regional lead gets who opens the record."""
    return lead.page.goto(reverse("person", args=[person.reference])).status


@scenario("C12")
def test_who_sees_what_is_her_choice(travel, clinician, regional_lead):
    own = clinician.clinician
    Clinician.objects.update(shares_with_region=False, shares_with_nation=False, shares_with_college=False)
    lead = travel("/people/", regional_lead)
    assert looks_at(lead, own) in (403, 404)

    she = travel(reverse("own-consent"), clinician).is_at("Who can see your profile?").accessible()
    yes, no = (she.page.get_by_role("radio", name=name, exact=True) for name in ("Yes", "No"))
    assert yes.count() == no.count() >= QUESTIONS
    sizes = {(one.bounding_box()["width"], one.bounding_box()["height"]) for one in (yes.first, no.first)}
    assert len(sizes) == 1, "a No is as large as a Yes"
    for number in range(no.count()):
        she.chooses("Yes" if number == 0 else "No", nth=number)
    she.presses_button("Save my choices")
    she.goes_to(reverse("own-consent-receipt")).reads("Regional programme teams")
    assert re.search(r"\d{1,2} \w+ 20\d\d", she.words)
    assert looks_at(lead, own) == 200

    # A no holds from the next page on.
    she.goes_to(reverse("own-consent")).chooses("No", nth=0).presses_button("Save my choices")
    assert looks_at(lead, own) in (403, 404)


@scenario("C13")
def test_each_look_is_one_line(travel, clinician, regional_lead):
    she = travel(reverse("clinician-visibility"), clinician).accessible()
    before = she.words.count("Viewed by")
    lead = travel("/people/", regional_lead)
    assert looks_at(lead, clinician.clinician) == 200
    she.goes_to(reverse("clinician-visibility")).reads("Viewed by South West")
    assert she.words.count("Viewed by") == before + 1


@scenario("C20")
def test_leaving_and_coming_back(travel, clinician, regional_lead):
    own = clinician.clinician
    she = travel(reverse("own-data"), clinician).follows("Leave the register").accessible()
    she.reads("What we delete after that", "What we keep", "Pause instead", "Download my data")
    she.presses_button("Leave the register").reads("14 days" if "14 days" in she.words else "change your mind")
    assert Letter.objects.filter(to_email=clinician.email).count() == 1
    lead = travel(f"/people/?q={own.family_name}", regional_lead).reads("0 people")
    assert looks_at(lead, own) in (403, 404)
    she.goes_to(reverse("own-departure"))
    she.presses_button(re.compile("stay|Stay"))
    own.refresh_from_db()
    assert own.state == "REGISTERED"
    assert looks_at(lead, own) == 200

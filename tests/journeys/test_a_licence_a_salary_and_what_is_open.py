"""A post without patients: what about the licence, what does it pay, and what is open on the way there?"""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from pathways.choices import Patients, WillNeed
from profiles.models import Profession, Regulator
from tests.factories.organisations import RegionFactory
from tests.factories.pathways import OpportunityFactory
from tests.factories.reference import load_facts
from tests.journeys.kit import scenario

pytestmark = pytest.mark.slow
TELLS_TO_LEAVE = re.compile(
    r"(you (should|must|can|may|need to|could) (now )?|consider |we (advise|suggest|recommend) )"
    r"(give up|giving up|let go|hand(ing)? back|surrender|stop|end|leav|cancel|drop)[^.]*(licen|regist)",
    re.IGNORECASE,
)


@pytest.fixture
def facts(db):
    load_facts()


@scenario("C16")
def test_three_answers_say_what_a_post_means_for_a_licence(travel, facts):
    he = travel("/licence/").accessible()
    assert he.page.locator("main form fieldset, main form .nhsuk-form-group:not(fieldset *)").count() >= 3
    he.presses_button("Show what applies").reads("There is a problem")
    assert he.page.title().startswith("Error: ")
    he.picks("What is your profession?", "Midwife")
    he.chooses("No", nth=0).chooses("No", nth=1).presses_button("Show what applies")
    he.is_at(re.compile("The job does not ask for your registration")).accessible()
    he.reads("This is not legal advice", re.compile(r"Reviewed on \d+ \w+ 20\d\d"), "The way back")
    assert he.page.locator("main a[rel=external]").first.get_attribute("href").startswith("https://")
    assert he.page.pdf(format="A4").count(b"/Type /Page\n") <= 8
    if he.dress.js:
        assert he.page.get_by_role("button", name="Print this page").is_visible()


@pytest.mark.django_db
def test_no_answer_tells_anybody_to_give_up_a_licence(facts, client):
    """One profession of each regulator, and every pair of answers."""
    professions = [Profession.objects.filter(regulator=one).first() for one in Regulator.objects.all()]
    for profession in filter(None, professions):
        for needs in WillNeed:
            for patients in Patients:
                asked = {"profession": profession.code, "needs": needs, "patients": patients}
                body = client.get(reverse("licence"), asked).content.decode()
                assert "This is not legal advice" in body
                found = TELLS_TO_LEAVE.search(re.sub(r"<[^>]+>", " ", body))
                assert found is None, (profession.code, found)


@scenario("C17")
def test_pay_is_a_table_first_and_not_known_is_an_answer(travel, facts):
    she = travel("/pay/")
    she.picks("What are you paid by now?", "Consultant").picks("Which role are you thinking of?", "Clinical director")
    she.presses_button("Compare").accessible().reads("£", "Source:", "Full-time basic pay a year, England, 20")
    assert {"Low", "High"} <= set(she.page.locator("main table th").all_text_contents())
    she.reads("on-call pay", "Awards, allowances", "Private practice")
    places = she.page.evaluate("""['main table', 'main figure svg'].map(
        where => document.querySelector(where).getBoundingClientRect().top)""")
    assert places[0] < places[1]
    she.picks("What are you paid by now?", "Not known").presses_button("Compare")
    she.reads("Not known and Clinical director", "Nobody told us")
    assert she.page.locator("main table td").get_by_text("Not known", exact=True).count() >= 2
    she.picks("Which role are you thinking of?", "Chief nurse").presses_button("Compare")
    she.reads("Chief nurse, Very senior manager: We have found no published figure")


@scenario("C18")
def test_an_opportunity_is_found_saved_and_met_again(travel, facts, clinician):
    north = RegionFactory(code="north_east", name="North East")
    today = localdate()
    OpportunityFactory(title="Fellows of the north", families=["medical"], region=north, closes_on=today)
    OpportunityFactory(title="Leading together", closes_on=today + timedelta(days=20))
    OpportunityFactory(title="Last year's scheme", closes_on=today - timedelta(days=1))
    she = travel("/opportunities/", clinician).accessible()
    assert "Last year's scheme" not in she.words
    opens_filters(she).picks("Profession", "Medicine").picks("Closing", "Closed ones too")
    she.presses_button("Apply filters").reads("Closed", "Last year's scheme", "Who can apply:", "Closing date:")
    assert asked(she) == {"profession": ["medicine"], "closing": ["all"]}
    opens_filters(she).picks("Region", "North East").types("Search", "anaesthetics")
    she.presses_button("Apply filters").reads("Nothing fits all your filters", "Remove one filter")
    she.follows("Without “Search”").reads("Why you are seeing this:").follows("Leading together")
    she.presses_button("Save for later").goes_to(reverse("home")).reads("Leading together: closes on")
    she.goes_to(reverse("own-opportunities")).reads("Leading together")


def asked(she) -> dict:
    """The filters that stand in the address."""
    return parse_qs(urlsplit(she.page.url).query)


def opens_filters(she):
    """On a narrow screen with scripts the filters are folded away."""
    if not she.page.get_by_label("Profession").first.is_visible():
        she.opens("Filter opportunities")
    return she

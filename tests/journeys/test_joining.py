"""A clinician joins: from the first page to a registered interest, or from a college's letter to yes or no."""

import datetime
import gzip
import re
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from profiles import emails
from profiles.models import Clinician, Regulator
from talent_register.accounts.models import User
from talent_register.letters.models import Letter
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.organisations import OrganisationFactory, RegionFactory
from tests.factories.profiles import ProfessionFactory, RegistrationFactory, StubFactory, TrainingFactory
from tests.factories.reference import load_all_reference
from tests.journeys.kit import scenario

TRUST = "Royal Devon University Healthcare NHS Foundation Trust"
LONGEST_SCROLL = 2 * 640
MOST_QUESTIONS, MOST_PAGES_TO_AN_ACCOUNT, MOST_MINUTES = 8, 4, 5
MOST_KILOBYTES = 75
LINK_HOURS = 24
OPEN_TO_ALL = ("/pathways/", "/roles/", "/pay/", "/guidance/", "/licence/")


@pytest.fixture
def facts(transactional_db):
    """What the register ships, one region and one trust."""
    load_all_reference()
    trust = OrganisationFactory(code="RH8", name=TRUST, region=RegionFactory(code="south_west", name="South West"))
    trust.names.create(name=TRUST, search_key=TRUST.lower())


@pytest.fixture
def newcomer(facts):
    return UserFactory(email="sian@nhs.example", name="Siân O'Brien")


@pytest.fixture
def invited(facts, college):
    """Her college put her on its list; the letter is on its way."""
    today = timezone.localdate()
    stub = StubFactory(
        given_names="Siân",
        family_name="O'Brien",
        work_email="sian@nhs.example",
        profession=ProfessionFactory(code="doctor"),
        region=RegionFactory(code="south_west"),
        erase_on=today + datetime.timedelta(days=90),
    )
    gmc = Regulator.objects.get(code="gmc")
    RegistrationFactory(clinician=stub, regulator=gmc, number="7654321", number_key="7654321")
    TrainingFactory(clinician=stub, organisation=college, import_reference="IMP-1")
    emails.claim_letters([stub], run_reference="IMP-1")
    return stub


def link_in(letters) -> str:
    return re.search(r"https?://[^/]+(/\S+)", letters.latest("id").body)[1]


def answers(she):
    """What she says at each question, by the last word of its address."""
    consent = she.page.get_by_role("radio", name="No", exact=True)
    return {
        "profession": lambda: she.chooses("Nurse").picks("Which one?", "Nurse (adult)"),
        "reason": lambda: she.chooses("I am waiting to join or rejoin a register"),
        "number": lambda: she.types("What is your", "12A3456E"),
        "role": lambda: she.types("Job title", "Ward manager").types("Where do you work?", TRUST),
        "employer": lambda: she.chooses(TRUST),
        "region": lambda: she.chooses("South West"),
        "stage": lambda: she.chooses("I lead a team or project", exact=False),
        "next-step": lambda: she.chooses("Step up to a bigger role", exact=False),
        "consent": lambda: [she.chooses("No", nth=number) for number in range(consent.count())],
        "letters": lambda: she.chooses("English"),
    }


def answers_all(she, until: str = "/check/") -> list[str]:
    """Answer until everything was asked. Returns the questions by the last word of their address."""
    asked, say = [], answers(she)
    while not she.path.endswith(until):
        asked.append(she.path.rstrip("/").rpartition("/")[2])
        assert asked.count(asked[-1]) == 1, f"{asked[-1]} is asked twice: {she.words}"
        say[asked[-1]]()
        she.presses_button("Continue")
    return asked


def kilobytes_of(she) -> float:
    """What the page and everything on it weigh as they travel on a first visit: compressed."""
    parts = she.page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    sent = [she.page.request.get(address).body() for address in {she.page.url, *parts}]
    return sum(len(gzip.compress(body)) for body in sent) / 1024


def allows_any_way_of_typing_a_password(she) -> None:
    """It may be pasted and be kept by a browser, and be looked at; nobody is asked whether they are a machine."""
    password = she.page.get_by_label("Create a password")
    assert password.get_attribute("autocomplete") == "new-password"
    assert password.get_attribute("onpaste") is None
    pasted = password.evaluate("at => at.dispatchEvent(new ClipboardEvent('paste', {cancelable: true, bubbles: true}))")
    assert pasted, "A script stops what is pasted."
    assert she.page.locator("main iframe, main img").count() == 0
    if she.dress.js:
        she.page.get_by_role("button", name="Show password").press("Enter")
        expect(password).to_have_attribute("type", "text")


@scenario("C1", "C3", "C5")
def test_from_the_first_page_to_a_registered_interest(travel, facts):
    she = travel("/").reads("every profession", "You need:", "You will get:", "How we use what you tell us")
    start = she.page.get_by_role("button", name="Start now").bounding_box()
    assert start["y"] + start["height"] <= LONGEST_SCROLL
    for name in ("Career pathways into leadership", "Log in if you have an account"):
        assert she.page.get_by_role("link", name=name).is_visible()
    for path in OPEN_TO_ALL:
        answer = she.page.request.get(path)
        assert (answer.status, answer.url.endswith(path)) == (200, True), f"{path} is behind a wall"

    assert kilobytes_of(she) <= MOST_KILOBYTES

    she.presses_button("Start now").is_at("Create an account").accessible()
    allows_any_way_of_typing_a_password(she)
    she.types("Full name", "Siân O'Brien").types("Email address", "sian@nhs.example")
    she.types("Create a password", PASSWORD).presses_button("Create account").is_at("Check your email")
    to_account = she.pages
    # She need not wait for the letter.
    began = she.minutes_of_somebody
    early = answers_all(she.follows("Begin your profile now"), until="/begin/")
    she.is_at("Check your email to go on").accessible()
    while_waiting = she.minutes_of_somebody - began
    assert not Clinician.objects.exists()
    she.goes_to(link_in(Letter.objects.filter(to_email="sian@nhs.example")))
    she.presses_button("Yes, confirm my email address")
    assert to_account <= MOST_PAGES_TO_AN_ACCOUNT
    assert Letter.objects.count() == 1
    if "/log-in/" in she.path:
        she.types("Email address", "sian@nhs.example").types("Password", PASSWORD, exact=True).presses_button("Log in")

    began = she.minutes_of_somebody
    late = answers_all(she)
    assert she.minutes_of_somebody - began + while_waiting < MOST_MINUTES
    assert set(early) == {"profession", "role", "region", "stage", "next-step"}
    assert not set(early) & set(late), "something is asked twice"
    questions = [question for question in (*early, *late) if question != "employer"]
    assert len(questions) <= MOST_QUESTIONS
    assert not {"name", "email"} & set(questions)
    she.is_at("Check your answers").accessible().reads("Ward manager", "South West")
    she.presses_button("Confirm and register").is_at("You have registered your interest").reads("What happens next")
    nurse = Clinician.objects.get(user__email="sian@nhs.example")
    assert (nurse.given_names, nurse.state, nurse.shares_with_region) == ("Siân", "REGISTERED", False)


@scenario("C3")
def test_a_link_of_the_day_before_says_why_and_leads_on(travel, client, transactional_db, time_machine):
    person = {"name": "Siân O'Brien", "email": "sian@nhs.example", "password1": PASSWORD}
    time_machine.move_to(timezone.now() - datetime.timedelta(hours=LINK_HOURS, minutes=5))
    client.post(reverse("account_signup"), person)
    time_machine.move_to(timezone.now() + datetime.timedelta(hours=LINK_HOURS, minutes=5))
    letters = Letter.objects.filter(to_email="sian@nhs.example")
    she = travel(link_in(letters)).is_at("This link does not work any more").reads("work for 1 day").accessible()
    cache.clear()  # nobody asks twice within a minute but here
    she.follows("Send me a new link").types("Email address", "sian@nhs.example").presses_button("Send")
    she.goes_to(link_in(letters)).presses_button("Yes, confirm my email address")
    assert User.objects.get().emailaddress_set.get().verified


@scenario("C4")
def test_an_address_that_has_an_account_is_not_told(travel, newcomer):
    pages, replies = [], []
    for address in ("sion@nhs.example", "sian@nhs.example"):
        she = travel(reverse("account_signup"))
        she.page.on("response", lambda reply: replies.append(reply))
        she.types("Full name", "Siân O'Brien").types("Email address", address)
        she.types("Create a password", PASSWORD).presses_button("Create account")
        pages.append((she.path, she.words.replace(address, "…")))
    assert pages[0] == pages[1]
    posted = [(urlsplit(reply.url).path, reply.status) for reply in replies if reply.request.method == "POST"]
    assert len(posted) == len(pages)
    assert posted[0] == posted[1], "The address or the status tells whether there is an account."
    letter = Letter.objects.filter(to_email="sian@nhs.example").latest("id")
    assert "/account/log-in/" in letter.body
    assert "/account/password/forgotten/" in letter.body


@scenario("C6")
def test_a_number_that_cannot_be_right(travel, newcomer):
    she = travel(reverse("register"), newcomer)
    she.chooses("Doctor").picks("Which one?", "Doctor").presses_button("Continue")
    she.types("What is your GMC reference number?", "123456").presses_button("Continue")
    words = "GMC reference number must be 7 digits, like 7654321. If it starts with 0, include the 0"
    she.reads(words).accessible()
    assert she.page.title().startswith("Error: ")
    field = she.page.get_by_label("What is your GMC reference number?")
    assert field.input_value() == "123456"
    if she.dress.js:
        assert she.page.evaluate("document.activeElement.className").startswith("nhsuk-error-summary")
    she.follows(words)
    assert field.evaluate("field => field === document.activeElement")


@scenario("C7")
def test_without_a_registration(travel, newcomer):
    she = travel(reverse("register"), newcomer)
    she.chooses("Not registered").presses_button("Continue")
    asked = answers_all(she)
    assert {"reason", "number"} & set(asked) == {"reason"}
    she.presses_button("Confirm and register").is_at("You have registered your interest")
    student = travel(reverse("register"), UserFactory()).chooses("Student or trainee").presses_button("Continue")
    assert not {"reason", "number"} & set(answers_all(student)), "a student has neither"
    student.presses_button("Confirm and register").is_at("You have registered your interest")
    # Roles that need one are left out of the list, which says why; she can read them all the same.
    she.goes_to(reverse("role-list")).reads("You told us that you are not on a register. We left out")
    assert "Chief nurse" not in she.words
    she.follows("Show all roles").follows("Chief nurse", exact=True).reads("Registration")
    # Pathways show every role, so that no route breaks, and mark these in words in each view.
    for view in ("list", "diagram", "table"):
        she.goes_to(f"{reverse('pathway', args=['nursing'])}?view={view}").accessible()
        she.reads("You told us that you are not on a register.", "Needs a registration")
    she.follows("See the list of roles without them").is_at("Roles A to Z")
    # A role that needs a registration says why it is not for now.
    she.goes_to(reverse("gap", args=["chief-nurse"])).reads("You told us that you are not on a register now.")


@scenario("C3")
def test_what_a_college_gave_is_not_asked_again(travel, invited):
    account = UserFactory(email="sian@nhs.example", name="Siân O'Brien")
    letters = Letter.objects.filter(kind="profiles/claim")
    she = travel(link_in(letters), account).reads("Royal College of X added these details").accessible()
    she.presses_button("Continue with my account")
    say = answers(she)
    say["role"] = lambda: she.ticks("I am between roles")
    asked = []
    while not she.path.endswith("/check/"):
        asked.append(she.path.rstrip("/").rpartition("/")[2])
        say[asked[-1]]()
        she.presses_button("Continue")
    assert not {"profession", "number", "region", "name"} & set(asked)
    she.presses_button("Confirm and register").is_at("You have registered your interest")
    invited.refresh_from_db()
    assert (invited.state, invited.user) == ("REGISTERED", account)
    assert she.page.goto(link_in(letters)).status == 404


@scenario("C3")
def test_nobody_needs_an_account_to_be_removed(travel, invited):
    she = travel(link_in(Letter.objects.filter(kind="profiles/claim")))
    she.follows("Remove me").accessible().presses_button("Remove").reads("You have been removed")
    assert not Clinician.objects.filter(family_name="O'Brien").exists()

"""A clinician registers her interest in 8 questions; an invited one claims what her college supplied, or declines."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles import emails
from profiles.models import Clinician, Regulator
from talent_register.letters.models import Letter
from tests.browser import PHONE, pixels_too_wide
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.organisations import OrganisationFactory, RegionFactory
from tests.factories.profiles import ProfessionFactory, RegistrationFactory, StubFactory, TrainingFactory
from tests.factories.reference import load_all_reference

pytestmark = pytest.mark.slow

TRUST = "Royal Devon University Healthcare NHS Foundation Trust"


@pytest.fixture
def facts(db):
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


def link_in(kind):
    letter = Letter.objects.filter(kind=kind).latest("id")
    return re.search(r"https?://[^/]+(/\S+)", letter.body)[1]


def text(page):
    return page.content.decode()


@pytest.mark.django_db
def test_from_the_front_page_to_registered(client, facts):
    # She makes an account: name, address, password, one e-mail.
    assert "Start now" in text(client.get("/"))
    sign_up = {"name": "Siân O'Brien", "email": "new@nhs.example", "password1": PASSWORD}
    client.post(f"{reverse('account_signup')}?next={reverse('register')}", sign_up)
    client.post(re.search(r"(/account/email/\S+)", Letter.objects.get(to_email="new@nhs.example").body)[1])
    client.post(reverse("account_login"), {"login": "new@nhs.example", "password": PASSWORD})

    # Eight questions; her name is not among them.
    assert client.get(reverse("register"), follow=True).redirect_chain[-1][0] == reverse("register-profession")
    asked = 0
    for question, answer in (
        ("profession", {"group": "nurse", "which_nurse": "nurse_adult"}),
        ("number", {"number": "12A3456E"}),
        ("role", {"title": "Ward manager", "employer": TRUST}),
        ("region", {"place": "south_west"}),
        ("stage", {"stage": "TEAM"}),
        ("next-step", {"next_step": "STEP_UP"}),
        ("consent", {"REGION": "yes", "NATION": "yes", "COLLEGE": "no", "RECRUITERS": "no"}),
        ("letters", {"purposes": ["REVIEW"], "language": "en-gb"}),
    ):
        page = client.post(reverse(f"register-{question}"), answer)
        assert page.status_code == 302, text(page)
        asked += 1
    assert asked == 8
    assert page.url == reverse("register-check")

    # She checks and confirms; a letter says what comes next; her home greets her.
    done = client.post(reverse("register-check"), follow=True)
    assert "You have registered your interest" in text(done)
    assert Letter.objects.filter(kind="profiles/welcome", to_email="new@nhs.example").count() == 1
    assert "Hello Siân" in text(client.get(reverse("home")))


@pytest.mark.django_db
def test_an_invited_person_is_asked_nothing_twice(client, invited):
    letter = link_in("profiles/claim")
    assert "Royal College of X added these details" in text(client.get(letter))
    sign_up = client.post(f"{letter}join/", follow=True)
    assert 'value="sian@nhs.example"' in text(sign_up)

    # The account is confirmed by its own e-mail; the letter's link logged nobody in.
    client.force_login(UserFactory(email="sian@nhs.example", name="Siân O'Brien"))
    assert client.get(reverse("register")).url == reverse("register-role")
    for question, answer in (
        ("role", {"between": "on"}),
        ("stage", {"stage": "NOT_STARTED"}),
        ("next-step", {"next_step": "UNSURE"}),
        ("consent", dict.fromkeys(("REGION", "NATION", "COLLEGE", "RECRUITERS"), "no")),
        ("letters", {"purposes": ["REVIEW"], "language": "en-gb"}),
    ):
        page = client.post(reverse(f"register-{question}"), answer)
    assert page.url == reverse("register-check")
    client.post(reverse("register-check"))
    invited.refresh_from_db()
    assert (invited.state, invited.user.email) == ("REGISTERED", "sian@nhs.example")
    assert client.get(letter).status_code == 404


@pytest.mark.django_db
def test_an_invited_person_declines_without_an_account(client, invited):
    letter = link_in("profiles/claim")
    client.get(f"{letter}remove/")
    assert "You have been removed" in text(client.post(f"{letter}remove/", follow=True))
    assert not Clinician.objects.filter(family_name="O'Brien").exists()
    assert client.get(letter).status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("js", [True, False])
def test_in_a_browser_with_and_without_scripts(open_page, accessible, newcomer, js):
    page = open_page(reverse("register"), newcomer, size=PHONE, js=js)

    def go_on():
        page.get_by_role("button", name="Continue").click()

    # Nothing chosen: the error summary leads to the question.
    go_on()
    page.get_by_role("link", name="Select your profession").click()
    page.get_by_label("Allied health professional").check()
    page.locator("#id_which_ahp").select_option("physiotherapist")
    go_on()
    page.get_by_label("What is your HCPC registration number?").fill("ph 012345")
    go_on()
    page.get_by_label("Job title").fill("Team lead")
    page.get_by_label("Where do you work?").fill("devon university")
    go_on()
    page.get_by_label(TRUST).check()
    go_on()
    assert page.get_by_label("South West").is_checked()
    go_on()
    page.get_by_label("I lead a team or project").check()
    go_on()
    page.get_by_label("Step up to a bigger role").check()
    go_on()
    for number in range(4):
        page.get_by_label("Yes" if number < 2 else "No", exact=True).nth(number).check()
    go_on()
    page.get_by_label("English").check()
    go_on()
    page.get_by_role("heading", name="Check your answers").wait_for()
    if js:
        accessible(page)
    page.get_by_role("button", name="Confirm and register").click()
    page.get_by_role("heading", name="You have registered your interest").wait_for()
    clinician = Clinician.objects.get(user=newcomer)
    assert clinician.registrations.get().number_key == "PH12345"
    assert (clinician.shares_with_region, clinician.shares_with_college) == (True, False)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_own_pages_fit_a_phone(open_page, accessible, clinician, facts):
    for name in ("home", "own-profile", "clinician-visibility", "own-consent", "own-data", "privacy"):
        page = open_page(reverse(name), clinician, size=PHONE)
        # The menu folds once its script has run.
        page.wait_for_load_state("networkidle")
        assert pixels_too_wide(page) == 0, name
        accessible(page)

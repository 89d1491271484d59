"""From the first page to a role, from the role to what is missing, and from there to a plan on paper."""

import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from pathways.models import PlanAction, PlanShare, Role
from pathways.rules.plans import MOST_SUGGESTED
from profiles.models import SectionMark
from talent_register.letters.models import Letter
from tests.factories.pathways import GoalFactory, PlanActionFactory
from tests.factories.profiles import LONG_AGO, PostFactory, RegistrationFactory
from tests.factories.reference import load_all_reference
from tests.factories.tracking import CohortFactory, CohortMemberFactory
from tests.journeys.kit import scenario

pytestmark = pytest.mark.slow
DIRECTOR = "medical-director"
ROWS = """rows => rows.map(row => ({
    verdict: row.querySelector('.nhsuk-tag').innerText,
    steps: row.querySelectorAll('.app-need__steps li').length,
    asks: [...row.querySelectorAll('a')].some(a => a.innerText.startsWith('Tell us')),
    why: row.querySelectorAll('p')[0].innerText,
}))"""
MOST_CLICKS, MOST_NODES, WIDEST_WITHOUT_DRAWING = 3, 18, 640
FOCUSED = "document.activeElement.id"


@pytest.fixture
def facts(db):
    load_all_reference()


@pytest.fixture
def person(facts, clinician):
    """A doctor who told us of one post, and that there are no others; not of skills, nor of programmes."""
    own = clinician.clinician
    RegistrationFactory(clinician=own, number="7654321", state="CURRENT", registered_on=date(2010, 8, 4))
    PostFactory(clinician=own, title="Consultant")
    SectionMark.objects.create(clinician=own, section="posts", is_done=True, at=LONG_AGO)
    return own


@scenario("C2")
def test_a_role_is_read_in_three_clicks_without_an_account(travel, facts):
    she = travel("/")
    for name in ("Career pathways into leadership", "Nursing", "Chief nurse"):
        she.follows(name, exact=True)
        assert she.page.get_by_label("Password").count() == 0
    she.is_at("Chief nurse").accessible().reads(
        "Must have", "Registration", "Usually asked for", "years since you registered", "Very senior manager pay"
    )
    assert (she.path, she.presses) == ("/roles/chief-nurse/", MOST_CLICKS)
    assert she.dress.by_keyboard or she.dress.size["width"] == 320


@scenario("C2")
def test_the_way_there_is_read_as_a_list_a_drawing_and_a_table(travel, facts):
    """Each way of looking has an address of its own that keeps where somebody is and where they would like to go."""
    she = travel("/pathways/nursing/").picks("Where are you now?", "Ward manager")
    she.picks("Where would you like to go?", "Chief nurse").presses_button("Show my route")
    she.reads("From Ward manager to Chief nurse in 4 moves")
    assert all(words in she.words for words in ("You are here", "Your goal", "Part-time lead beside practice"))
    she.follows("Diagram", exact=True).accessible()
    drawing = she.page.locator("svg.app-map__drawing")
    assert drawing.is_visible() == (she.dress.size["width"] > WIDEST_WITHOUT_DRAWING)
    assert 0 < drawing.locator(".app-map__box").count() <= MOST_NODES
    said = drawing.evaluate("svg => svg.textContent")
    assert all(
        words in said for words in ("You are here", "Your goal", "From Chief nurse: Clinical practice (sometimes)")
    )
    assert drawing.locator("a, button, [tabindex]").count() == 0
    assert "Divisional director of nursing" in she.words
    she.follows("Table", exact=True).accessible()
    she.reads("Usually comes from", "Usually leads to", "Download this table as CSV")
    assert "roles and the routes between them" in she.page.locator("main table caption").inner_text()
    if she.dress.js:
        she.page.locator("main table th button").get_by_text("Role", exact=True).click()
        assert she.page.locator("main table th[aria-sort=ascending]").inner_text() == "Role"
    assert {"view=table", "here=ward-manager", "goal=chief-nurse"} <= set(urlsplit(she.page.url).query.split("&"))
    she.goes_to(reverse("role-compare")).ticks(re.compile("^Chief nurse")).ticks("Medical director").presses_button(
        "Compare"
    )
    she.accessible().reads("(same)", "(only here)")


@scenario("C14")
def test_each_need_says_how_it_stands_and_what_is_next(travel, person):
    GoalFactory(clinician=person, role=Role.objects.get(slug=DIRECTOR))
    she = (
        travel(reverse("role-list"), person.user).types("Search", "chief medical officer").presses_button("Find roles")
    )
    she.follows("Chief medical officer: which role do you mean?").is_at("Which chief medical officer role do you mean?")
    she.reads("Medical director (chief medical officer)", "Integrated care board clinical executive")
    she.goes_to(reverse("home"))
    she.presses = 0
    she.follows("Medical director (chief medical officer)").is_at(re.compile("^What you would need"))
    assert (she.path, she.presses <= MOST_CLICKS) == (reverse("gap", args=[DIRECTOR]), True)
    assert "%" not in she.words
    rows = she.page.locator("section.app-need").evaluate_all(ROWS)
    assert {row["verdict"] for row in rows} == {"Met", "Partly met", "Not yet", "You have not told us"}
    assert all(row["why"] for row in rows)
    assert all(1 <= row["steps"] <= 3 for row in rows if row["verdict"] != "Met")
    assert all(row["asks"] == (row["verdict"] == "You have not told us") for row in rows)
    she.accessible().reads("GMC number ending 321")
    she.follows("Tell us about: you held a budget").is_at("Add an example")
    she.types("What did you do?", "Ran the ward budget").ticks("Managing people, money and services").presses_button(
        "Save"
    )
    assert she.path == reverse("gap", args=[DIRECTOR])
    assert she.page.evaluate(FOCUSED) == "budget"
    assert she.page.locator("#budget-h .nhsuk-tag").inner_text() == "Met"


@scenario("C15")
def test_a_step_goes_into_the_plan_and_the_plan_goes_anywhere(travel, person):
    goal = GoalFactory(clinician=person, role=Role.objects.get(slug=DIRECTOR))
    for n in range(MOST_SUGGESTED - 1):
        PlanActionFactory(
            clinician=person, goal=goal, words=f"Step {n} " + "of many words " * 12, measure="It is. " * 30
        )
    she = travel(reverse("gap", args=[DIRECTOR]), person.user)
    she.presses_button(re.compile("^Add to my plan ?: Shadow a board meeting"))
    assert she.page.evaluate(FOCUSED) == "experience"
    planned = PlanAction.objects.get(words="Shadow a board meeting for a day")
    assert planned.due_on > localdate()
    she.follows(re.compile("^See your plan ?: Shadow a board meeting")).is_at("Your plan").reads(planned.words)
    assert she.presses == 2
    file = she.accessible().downloads("Save the dates in your calendar").read_bytes().decode()
    assert [event["SUMMARY"] for event in events(file)] == [planned.words]
    assert "leads" not in file
    she.follows("Let somebody read it").types("Email address of your reader", "reader@example.org")
    she.presses_button("Send the link").reads("reader@example.org: until")
    assert PlanShare.objects.get().clinician == person
    link = re.search(r"/plans/[^/\s]+/", Letter.objects.get(kind="pathways/plan_shared").body)[0]
    reader = travel(link).reads(planned.words, "You cannot change anything")
    assert reader.page.locator("main").get_by_role("button").count() == 0
    she.page.bring_to_front()
    she.follows(re.compile("^Take it back ?: reader@example.org")).presses_button("Yes, take it back").reads(
        "taken back"
    )
    assert planned.words not in reader.goes_to(link).words
    she.goes_to(reverse("plan")).follows("Print your plan").reads(planned.words)
    assert sheets_of(she.page) == 1
    for other in ("chief-executive", "chief-nurse"):
        more = GoalFactory(clinician=person, role=Role.objects.get(slug=other))
        PlanActionFactory.create_batch(2, clinician=person, goal=more)
    she.page.reload()
    assert (she.page.locator(".app-sheet").count(), sheets_of(she.page)) == (3, 3)


@scenario("C15")
def test_a_team_suggests_steps_and_each_person_chooses(travel, person, regional_team, regional_lead):
    """From an empty list of templates to a step in somebody's plan; the team reads how many, and never who."""
    cohort = CohortFactory(owner=regional_team, name="Rising leaders")
    CohortMemberFactory(cohort=cohort, clinician=person)
    staff = travel(reverse("cohort-gifts", args=[cohort.slug]), regional_lead).accessible()
    staff.reads("Nothing was suggested to this cohort yet", "No published template yet")
    staff.follows("Build or change templates").reads("Your team has no template yet").follows("Build a template")
    staff.presses_button("Continue").reads("Enter a title")
    staff.types("Title", "First steps to a board role").presses_button("Continue").is_at("First steps to a board role")
    for words in ("Sit in on a board meeting", "Read the annual report"):
        staff.types("What can they do?", words).chooses("On the job").types("How many weeks", "8")
        staff.presses_button("Add this step").reads(words)
    staff.accessible().presses_button("Publish this version").reads("Published")
    staff.goes_to(reverse("cohort-gifts", args=[cohort.slug])).follows("First steps to a board role")
    staff.reads("1 person gets it").types("Why", "Asked for at the spring meeting").presses_button("Give it")
    staff.accessible().reads("1 person got it", "People who added a step: 0")
    she = travel(reverse("plan"), person.user).accessible().reads("suggests: First steps to a board role")
    assert not PlanAction.objects.exists()
    she.presses_button(re.compile("^Add to my plan ?: Sit in on a board meeting")).reads("1 open action")
    she.presses_button(re.compile("^Not for me ?: Read the annual report")).reads("We suggest this to you no more")
    assert PlanAction.objects.get().words == "Sit in on a board meeting"
    staff.goes_to(reverse("cohort-gifts", args=[cohort.slug]))
    assert person.family_name not in staff.words


def events(file: str) -> list[dict]:
    """The entries of a calendar file, read as the format wants it: CRLF, folded at 75 octets, everything closed."""
    assert file.endswith("\r\n")
    assert "\n" not in file.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in file.split("\r\n"))
    found, standing = [], []
    for line in file.replace("\r\n ", "").split("\r\n")[:-1]:
        name, value = line.split(":", 1)
        if name == "BEGIN":
            standing.append(value)
            found += [{}] if value == "VEVENT" else []
        elif name == "END":
            assert standing.pop() == value
        elif standing[-1] == "VEVENT":
            found[-1][name] = value
    assert standing == []
    assert all({"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SEQUENCE"} <= set(event) for event in found)
    return found


def sheets_of(page) -> int:
    """How many sheets of A4 the page prints on."""
    return page.pdf(format="A4").count(b"/Type /Page\n")

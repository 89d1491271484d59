"""Programme staff find people: from work to do, by words and filters, into views, cohorts and the next meeting."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.models import Clinician
from profiles.rules import fold_name
from talent_register.imports.models import ImportRun
from talent_register.organisations.models import OrganisationName
from talent_register.organisations.rules import search_key
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.meetings import ItemFactory, MeetingFactory, MemberFactory
from tests.factories.organisations import OrganisationFactory, RegionFactory
from tests.factories.profiles import (
    ClinicianFactory,
    PostFactory,
    ProfessionFactory,
    RegistrationFactory,
    TrainingFactory,
)
from tests.factories.talent import DiscussionFactory
from tests.factories.tracking import CohortFactory, CohortMemberFactory
from tests.journeys.kit import scenario
from tests.tracking.specialties import specialty
from tracking.models import Cohort

MOST_TABS, MOST_TO_KEEP, MOST_PAGES = 3, 2, 7
PEOPLE = reverse("people")


def somebody(given, family, **fields):
    keys = {"given_key": fold_name(given), "family_key": fold_name(family)}
    return ClinicianFactory(given_names=given, family_name=family, **keys, **fields)


def far_away(given, family, **fields):
    return somebody(given, family, region=RegionFactory(code="london", name="London"), **fields)


@pytest.fixture
def nurse():
    return ProfessionFactory(code="nurse", family="nursing", name="Nurse")


@pytest.fixture
def both_teams(regional_team):
    """A colleague who works for the South West and for London."""
    colleague = UserFactory(second_factor=True, name="Bea Both")
    london = OrganisationFactory(
        name="London", kind="REGION", region=RegionFactory(code="london", name="London"), slug="london"
    )
    for team in (regional_team, london):
        MembershipFactory(user=colleague, organisation=team, role="regional_lead")
    return colleague


@scenario("S1", "S2")
def test_home_is_work_within_the_region(travel, log_in, dress, regional_lead, regional_team):
    """The first thing to do is within 3 presses of Tab after the skip link; each figure opens exactly its list.

    What somebody may not see answers as what is not there: 404 and whom to ask, and no name (not 403, which would say
    that there is something). Who has one scope is not asked to switch.
    """
    today = timezone.localdate()
    somebody("Ada", "Reed", review_due_on=today - timedelta(days=3), next_step="STEP_UP")
    somebody("Bo", "Lund", review_due_on=today + timedelta(days=3))
    somebody("Di", "Kerr", shares_with_region=False)
    far = far_away("Cy", "Moss", next_step="STEP_UP")
    meeting = MeetingFactory(owner=regional_team, name="Spring meeting")
    MemberFactory(meeting=meeting, user=regional_lead)
    ItemFactory(meeting=meeting, clinician=somebody("Ed", "Nash"))
    withdrawn = CohortMemberFactory(
        cohort=CohortFactory(owner=regional_team, name="Rising"), clinician=somebody("Flo", "Orr")
    )
    Clinician.objects.filter(pk=withdrawn.clinician_id).update(shares_with_region=False)
    ImportRun.objects.create(
        reference="IMP-2026-00001",
        organisation=regional_team,
        list_type="trainees",
        as_at=today,
        uploaded_at=timezone.now(),
        state="READY",
        handed_over_at=timezone.now(),
    )
    DiscussionFactory(clinician=meeting.items.get().clinician, owner=regional_team, readiness="NOW")
    staff = travel(reverse("staff-home"), regional_lead).accessible().reads("South West")
    todo = staff.page.locator("main ul").first.get_by_role("link")
    assert todo.all_inner_texts() == [
        "1 yearly review is overdue",
        "1 import waits for approval",
        "1 person to rate before Spring meeting",
        "Rising: 1 person no longer shares their profile with you",
    ]
    first = staff.page.locator("main").get_by_role("link").first
    assert first.inner_text() == todo.first.inner_text()
    assert staff.page.locator("select[name=region]").count() == 0
    if dress.by_keyboard:
        staff.page.keyboard.press("Tab")
        staff.page.keyboard.press("Enter")
        staff.reaches(first)
        assert staff.tabs <= MOST_TABS
    client = log_in(regional_lead)
    figures = staff.page.locator(".app-counts > *")
    assert [int(figure.split()[0]) for figure in figures.all_inner_texts()] == [3, 1, 1, 3]
    for figure in figures.all():
        people = client.get(figure.get_by_role("link").get_attribute("href")).context["page"].paginator.count
        assert figure.inner_text().split()[0] == str(people)
    # Who is of another region, or shares nothing, is not found; an address of theirs names nobody and says whom to ask.
    staff.follows("1 yearly review is overdue").reads("South West", "1 person", "Ada Reed")
    assert staff.page.locator("select[name=region]").count() == 0
    for hidden in ("moss", "kerr"):
        staff.goes_to(f"{PEOPLE}?q={hidden}").reads("0 people")
    nobody = far.reference[::-1]
    assert [client.get(reverse("person", args=[one])).status_code for one in (far.reference, nobody)] == [404, 404]
    staff.goes_to(reverse("person", args=[far.reference])).reads("ask whoever sent it")
    assert "Moss" not in staff.page.content()


@scenario("S3", "S4", "S5")
def test_search_filter_and_keep_the_view(travel, regional_lead, regional_team, both_teams, nurse):
    """Typos, spaces, accents, initials and the order of names do no harm, and a name that is only close is said to be;
    each search is one page. The address holds all filters, each with a chip that takes it away; 2 presses keep a view,
    on the home page and in the menu, which knows its reader.

    How long a search takes among 1.6 million people is measured by the benchmarks, not here.
    """
    leeds = OrganisationFactory(name="Leeds Teaching Hospitals NHS Trust")
    OrganisationName.objects.create(organisation=leeds, name=leeds.name, search_key=search_key(leeds.name))
    ada = somebody("Ada", "Llywelyn")
    PostFactory(clinician=ada, organisation=leeds)
    TrainingFactory(clinician=ada, specialty=specialty("Cardiology"))
    RegistrationFactory(clinician=ada, number="7654321")
    for number in range(27):
        one = somebody(f"Robin{number}", f"Oak{number}", profession=nurse)
        DiscussionFactory(clinician=one, owner=regional_team, readiness="NOW" if number else "LATER")
    far_away("Cy", "Moss", profession=nurse)

    staff = travel(f"{PEOPLE}?q=lewelyn", regional_lead).reads("1 person", "Ada Llywelyn")
    finds_her_however_it_is_typed(staff)

    staff.follows("Clear filters").unfolds("Filter people")
    staff.picks("Profession", "Nurse (27)", nth=1).ticks("Ready now")
    asked = staff.page.url
    staff.page.wait_for_timeout(100)
    assert staff.page.url == asked
    staff.presses_button("Apply filters", nth=-1).reads("26 people").accessible()
    apply = staff.page.get_by_role("button", name="Apply filters", include_hidden=True)
    assert apply.count() == 2, "above and below the filters"
    assert "People (page 1 of 2)" in staff.page.title()
    assert "profession=nurse" in staff.page.url
    assert "readiness=NOW" in staff.page.url
    kept = staff.page.url
    for chip in ("Profession: Nurse", "Readiness: Ready now"):
        assert staff.page.get_by_role("link", name=f"Remove filter: {chip}").count() == 1
    staff.follows("Ready now").reads("27 people").goes_back().reads("26 people")
    assert staff.page.url == kept

    before = staff.presses
    staff.follows("Save this view").types("Name of the view", "Nurses ready now").ticks("Share it with my team")
    staff.presses_button("Save view").reads("Nurses ready now is saved")
    assert staff.presses - before == MOST_TO_KEEP
    staff.follows("Save this view").types("Name of the view", "nurses ready now").presses_button("Save view")
    staff.reads("You already have a saved view called nurses ready now. Enter another name")
    staff.goes_to(reverse("staff-home"))
    assert staff.page.locator("nav a", has_text="Saved views").count() == 1
    staff.follows("Nurses ready now").reads("26 people")
    # The same link, opened by a colleague of two regions.
    DiscussionFactory(clinician=far_away("Di", "Kerr", profession=nurse), owner=regional_team, readiness="NOW")
    colleague = travel(reverse("saved-view-list"), both_teams)
    colleague.follows("Nurses ready now").reads("27 people").unfolds("Filter people")
    colleague.picks("Region", "South West (26)")
    colleague.presses_button("Apply filters").reads("26 people")
    assert "region=south_west" in colleague.page.url


def finds_her_however_it_is_typed(staff):
    staff.reads("Few names match exactly, so the list also has names that are close.")
    for typed in ("+76+54+321+", "llywelyn+a", "ÁDA+LLYWELYN"):
        staff.goes_to(f"{PEOPLE}?q={typed}").reads("1 person", "Ada Llywelyn")
        assert "names that are close" not in staff.words, typed
    pages = staff.pages
    staff.unfolds("Filter people").types("Name, registration number, specialty or employer", "cardiol leeds")
    staff.presses_button("Apply filters").reads("1 person", "Ada Llywelyn")
    assert staff.pages - pages == 1
    found = staff.page.locator("tbody").inner_text()
    assert "Leeds Teaching Hospitals NHS Trust" in found
    assert "Cardiology" in found


@scenario("S6")
def test_build_a_cohort(travel, dress, regional_lead, regional_team):
    """Everybody the filter finds, beyond the page; who cannot be added is said, with the reason.

    Who is in it already is named. Who took their consent back is counted: nobody may read their name any more.
    """
    cohort = CohortFactory(owner=regional_team, name="Ready to step up")
    people = [somebody(f"Robin{n}", f"Oak{n}", next_step="STEP_UP") for n in range(30)]
    CohortMemberFactory(cohort=cohort, clinician=people[0])
    staff = travel(f"{PEOPLE}?next=STEP_UP", regional_lead)
    for one in people[1:4]:
        staff.ticks(f"Select {one.full_name}", exact=True)
    people[1].shares_with_region = False
    people[1].save()
    staff.presses_button("Add to a cohort").picks("Which cohort", "Ready to step up")
    staff.presses_button("Continue").reads(
        "1 person does not share their profile with you now", "2 people will be added"
    )
    staff.reads(people[2].full_name, people[3].full_name)
    assert people[1].full_name not in staff.words
    staff.presses_button("Add 2 people to the cohort").reads("2 people added to Ready to step up").accessible()
    staff.reads("1 person was not added: they do not share their profile with you now")

    staff.goes_to(f"{PEOPLE}?next=STEP_UP").chooses("All 29 people found").presses_button("Add to a cohort")
    staff.picks("Which cohort", "Ready to step up").presses_button("Continue")
    staff.reads("3 people are in the cohort already", "26 people will be added")
    for one in (people[0], people[2], people[3]):
        staff.reads(one.full_name)
    staff.presses_button("Add 26 people to the cohort").reads("26 people added to Ready to step up")
    assert Cohort.objects.get().members.now().count() == 29


@scenario("S4", "S10")
def test_ready_nurses_of_the_region_before_the_next_meeting(travel, regional_lead, regional_team, nurse):
    """Somebody new, told to find them and put them before the next meeting, gets there by the words on the pages.

    Who said no to planning who could fill posts is left out of a meeting, by name and with the reason.
    """
    meeting = MeetingFactory(owner=regional_team, name="Spring meeting")
    MemberFactory(meeting=meeting, user=regional_lead)
    ready = somebody("Siân", "Llywelyn", profession=nurse)
    others = (somebody("Bo", "Lund", profession=nurse), somebody("Ada", "Reed"))
    for one, readiness in ((ready, "NOW"), (others[0], "LATER"), (others[1], "NOW")):
        DiscussionFactory(clinician=one, owner=regional_team, readiness=readiness)
    refuses = somebody("Gil", "Penn", profession=nurse, no_posts_with_region=True)
    DiscussionFactory(clinician=refuses, owner=regional_team, readiness="NOW")
    staff = travel(reverse("staff-home"), regional_lead).follows("people ready now").reads("3 people")
    staff.unfolds("Filter people").picks("Profession", "Nurse (2)", nth=1).presses_button("Apply filters", nth=-1)
    # Whoever forgets to select somebody is told so, and the list is as it was.
    staff.reads("2 people").presses_button("Add to a meeting").reads("Select at least 1 person", "2 people")
    staff.reads("Siân Llywelyn").ticks("Select Siân Llywelyn").ticks("Select Gil Penn")
    staff.presses_button("Add to a meeting")
    offered = staff.page.locator("main option").all_inner_texts()
    assert offered == ["Next: Spring meeting, 5 January 2030"]
    staff.reads("1 person said no to planning who could fill leadership posts", "Gil Penn")
    staff.presses_button("Add 1 person").reads("1 person is on the agenda now", "1 was left out and said no to this")
    staff.reads("Next: rate each person below before 5 January 2030")
    assert staff.pages <= MOST_PAGES
    assert [item.clinician for item in meeting.items.all()] == [ready]
    staff.goes_to(PEOPLE).reads("4 people")
    orders = [staff.follows("Name and role").page.locator("tbody a").all_inner_texts() for _press in range(2)]
    assert orders == [
        ["Siân Llywelyn", "Bo Lund", "Gil Penn", "Ada Reed"],
        ["Ada Reed", "Gil Penn", "Bo Lund", "Siân Llywelyn"],
    ]

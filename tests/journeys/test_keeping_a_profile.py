"""A clinician keeps a profile: section by section, with skills and hopes, on paper, and once a year."""

import re
from datetime import timedelta

import pytest
from django.db import Error
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from pathways.models import Answer, Framework, Goal, SelfAssessment
from pathways.presenters.skills import OWN_FRAMEWORK
from profiles.models import Post
from talent_register.letters.models import Letter
from tests.factories.accounts import PASSWORD
from tests.factories.profiles import ClinicianFactory, PostFactory
from tests.factories.reference import load_all_reference
from tests.journeys.kit import scenario
from tracking.actions import reminders
from tracking.models import Snapshot

MOST_PRESSES_OF_A_REVIEW, MOST_MINUTES_OF_A_REVIEW = 6, 2
MOST_SECONDS_OF_SKILLS = 180
LEVELS = ("Awareness", "Working", "Practitioner", "Expert", "I am not sure", "I have had no chance to show this")


def a_year_ago():
    return timezone.localdate() - timedelta(days=365)


def answered_last_year(person):
    """ "Awareness" to everything, by the framework that is offered first."""
    framework = Framework.objects.for_self_assessment(timezone.localdate()).get(code=OWN_FRAMEWORK)
    earlier = SelfAssessment.objects.create(
        clinician=person, framework=framework, started_on=a_year_ago(), completed_on=a_year_ago()
    )
    lowest = framework.levels.get(name="Awareness")
    for competency in framework.competencies.all():
        Answer.objects.create(assessment=earlier, competency=competency, level=lowest, answered_on=a_year_ago())


@pytest.fixture(autouse=True)
def facts(transactional_db):
    load_all_reference()


@scenario("C8")
def test_one_section_and_then_the_next(travel, clinician):
    she = travel(reverse("own-profile"), clinician).reads("Completed 0 of 10 sections").accessible()
    she.follows("What would help you").follows("Change", nth=0)
    box = she.page.get_by_role("checkbox").first
    she.ticks(box.evaluate("box => box.labels[0].innerText")).presses_button("Save and continue")
    she.reads("No programme team has answered yet.").follows("See what you asked for and who answered")
    she.reads("Said what would help you").accessible().follows("Back to what would help you", within="body")
    she.chooses("Yes, I have finished it").presses_button("Save and continue").reads("Completed 1 of 10 sections")
    she.goes_back().reads("What would help you").goes_to("/me/profile/").reads("Completed 1 of 10 sections")
    # She logs out by the button. The way back shows nothing of hers, and asks for nothing to be sent again.
    she.presses_button("Log out", within="header").goes_back().is_at("Log in")
    she.types("Email address", clinician.email).types("Password", PASSWORD, exact=True).presses_button("Log in")
    # At the next log-in the next section is one press away.
    she.goes_to(reverse("own-profile")).reads("Completed 1 of 10 sections", "Next:")
    before = she.presses
    she.follows(she.page.locator("main p").filter(has_text="Next:").get_by_role("link").inner_text(), exact=True)
    assert she.presses == before + 1


def adds_past_role(she, title, *, began, ended):
    """One question a page: what and where, from when until when, and whether it was to lead."""
    she.follows("Add a role").types("Job title", title).types("Where is it?", "A hospice")
    she.presses_button("Save and continue").chooses("No")
    for part, (month, year) in (("started_on", began), ("ended_on", ended)):
        she.types_into(she.page.locator(f"[name={part}_month]"), str(month))
        she.types_into(she.page.locator(f"[name={part}_year]"), str(year))
    return she.presses_button("Save and continue").chooses("No").presses_button("Save and continue")


@scenario("C9")
def test_roles_are_added_changed_and_removed(travel, clinician):
    she = travel(reverse("own-profile"), clinician)
    she.follows("Roles", nth=-1, exact=True).follows("Add a role")
    she.presses_button("Save and continue").reads("There is a problem").accessible().follows("Enter the job title")
    she.types("Job title", "Ward manager").types("Where is it?", "A hospice").presses_button("Save and continue")
    she.types_into(she.page.locator("[name=started_on_month]"), "9")
    she.types_into(she.page.locator("[name=started_on_year]"), "2021")
    she.chooses("Yes, I still do this role").presses_button("Save and continue")
    assert she.page.locator("[name^=ended_on]:visible").count() == 0
    she.chooses("Yes").types("What do you lead?", "12 nurses").accessible().presses_button("Save and continue")
    she.reads("September 2021 to now")
    first = Post.objects.get()
    assert first.duties == "12 nurses"

    # Two past ones, by month and year; that they overlap is no mistake.
    adds_past_role(she, "Staff nurse", began=(3, 2018), ended=(8, 2021)).reads("March 2018 to August 2021")
    adds_past_role(she, "Practice educator", began=(1, 2020), ended=(12, 2021)).reads("January 2020 to December 2021")
    for title in ("Ward manager", "Staff nurse", "Practice educator"):
        for name in (f"Change Role, {title}", f"Change Dates, {title}", f"Remove {title}"):
            assert she.page.get_by_role("link", name=name, exact=True).count() == 1, name
    she.follows("Change Role, Practice educator").types("Job title", "Clinical educator")
    she.presses_button("Save and continue").reads("Clinical educator")
    assert "Practice educator" not in she.words
    she.follows("Remove Staff nurse").reads("Staff nurse").presses_button("Remove")
    assert set(Post.objects.values_list("title", flat=True)) == {"Ward manager", "Clinical educator"}
    she.chooses("Yes, I have finished it").presses_button("Save and continue").reads("Completed")


@scenario("C10")
def test_skills_one_a_page_beside_last_year(travel, clinician):
    answered_last_year(clinician.clinician)
    she = travel(reverse("self-assessment-list"), clinician)
    assert she.page.locator("input[type=range]").count() == 0
    she.presses_button("Begin", nth=0)
    names = [radio.evaluate("at => at.labels[0].innerText") for radio in she.page.get_by_role("radio").all()]
    assert names == list(LEVELS)
    asked = 0
    for level in ("Working", "Practitioner", "Awareness", "I am not sure"):
        she.chooses(level, exact=False).presses_button("Continue")
        asked += 1
    # She stops, and goes on where she stopped.
    she.goes_to(reverse("self-assessment-list")).presses_button("Go on", nth=0)
    while she.page.get_by_role("radio").count():
        she.chooses("Working", exact=False).presses_button("Continue")
        asked += 1
    assert 6 <= asked <= 9
    assert she.seconds < MOST_SECONDS_OF_SKILLS
    she.accessible()
    done = SelfAssessment.objects.get(completed_on=None)
    she.goes_to(reverse("self-assessment", args=[done.pk])).reads("I am not sure", "Practitioner")
    assert she.page.locator("table").count() == 1
    # What she said a year ago stands beside it, word by word, and not in place of it.
    heads = she.page.locator("thead th").all_inner_texts()
    assert heads[1:3] == ["Now", date_format(a_year_ago(), "j F Y")]
    first = she.page.locator("tbody tr").first.locator("td").all_inner_texts()
    assert first[0].startswith("Working")
    assert first[1] == "Awareness"


@scenario("C11")
def test_what_one_hopes_for(travel, clinician):
    she = travel(reverse("profile-aspirations"), clinician).reads("Roles you aim for").accessible()
    she.follows("Change When").chooses("When I complete my training").presses_button("Save and continue")
    she.ticks("South West").presses_button("Save and continue")
    she.chooses("Part time").presses_button("Save and continue")
    she.chooses("Yes").presses_button("Save and continue")
    she.reads("When I complete my training", "South West", "Part time").follows("Change What I would like next")
    she.chooses("Broaden", exact=False).presses_button("Save and continue").reads("Broaden")
    she.goes_to(reverse("goal-list")).reads("You have no target role yet")
    she.presses_button("Add a goal").finds("Which role would you like to aim for?", "Chief nurse")
    she.chooses("In 1 to 3 years").presses_button("Save")
    she.goes_to(reverse("goal-list")).reads("Chief nurse")
    # Up to three, and no fourth.
    for role in ("Chief executive", "Deputy chief nurse"):
        she.presses_button("Add a goal").finds("Which role would you like to aim for?", role)
        she.chooses("I am not sure").presses_button("Save").goes_to(reverse("goal-list")).reads(role)
    # Each is the role whose whole name was typed, not another whose name holds it.
    chosen = set(Goal.objects.values_list("role__title", flat=True))
    assert chosen == {"Chief nurse", "Chief executive", "Deputy chief nurse"}
    she.reads("You can aim for up to 3 roles at once.")
    assert she.page.get_by_role("button", name="Add a goal").count() == 0
    she.goes_to(reverse("goal-add")).finds("Which role would you like to aim for?", "Chief operating officer")
    she.chooses("I am not sure").presses_button("Save").reads("End one first").accessible()
    she.goes_to(reverse("home")).reads("Chief nurse", "Chief executive", "Deputy chief nurse")
    assert "Chief operating officer" not in she.words


@pytest.mark.browser
def test_a_full_profile_prints_on_two_sheets(open_page):
    own = ClinicianFactory()
    for n in range(8):
        PostFactory(clinician=own, title=f"Role {n}", is_leadership=True, duties="People and a budget. " * 8)
    PostFactory.create_batch(110, clinician=own, title="Short", started_on="2001-01-01", ended_on="2001-12-01")
    page = open_page(reverse("portfolio"), own.user)
    assert 1 <= page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= 2


@scenario("C19")
def test_a_year_with_nothing_new(travel):
    due = timezone.localdate() + timedelta(days=28)
    own = ClinicianFactory(review_due_on=due)
    PostFactory(clinician=own, title="Ward manager")
    reminders.send(at=timezone.now())
    letter = Letter.objects.get(to_email=own.user.email)
    she = travel(re.search(r"https?://[^/]+(/me/reviews/\d+/)", letter.body)[1], own.user)
    she.reads("Is this still right?", "Ward manager").accessible()
    # What is not right is a press away, and so is the way back.
    aside = travel(she.path, own.user).follows("Change Roles").reads("Back to: Is this still right?")
    aside.chooses("Yes, I have finished it").presses_button("Save and continue").is_at("Is this still right?")
    she.presses_button("Nothing has changed").reads("Your profile is checked")
    assert she.presses <= MOST_PRESSES_OF_A_REVIEW
    assert she.minutes_of_somebody < MOST_MINUTES_OF_A_REVIEW
    assert "Back to:" not in she.goes_to(reverse("own-profile")).words
    kept = Snapshot.objects.get()
    assert any("Ward manager" in line["value"] for line in kept.lines)

    # What was kept does not change when the profile does, nor by hand.
    with pytest.raises(Error):
        Snapshot.objects.update(lines=[])
    Post.objects.update(title="Matron")
    she.goes_to(reverse("review-list")).reads("Reviews you have done", "Nothing has changed")
    she.follows("Nothing has changed").reads("Ward manager")
    assert "Matron" not in she.words
    assert Snapshot.objects.get().lines == kept.lines

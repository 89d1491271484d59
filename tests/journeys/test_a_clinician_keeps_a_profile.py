"""A clinician keeps a profile: adds a role, prints what it says, checks it once a year."""

import pytest
from django.urls import reverse

from profiles.models import Post
from tests.browser import PHONE, pixels_too_wide
from tests.factories.profiles import ClinicianFactory, PostFactory
from tests.factories.reference import load_all_reference
from tracking.models import Snapshot

pytestmark = pytest.mark.slow

SECTIONS = ("posts", "qualifications", "programmes", "training", "aspirations", "support", "registrations")


@pytest.fixture
def facts(db):
    load_all_reference()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("js", [True, False])
def test_a_role_is_added_with_and_without_scripts(open_page, accessible, clinician, facts, js):
    page = open_page(reverse("own-profile"), clinician, size=PHONE, js=js)
    page.locator("main").get_by_role("link", name="Roles", exact=True).last.click()
    page.get_by_role("link", name="Add a role").click()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("link", name="Enter the job title").click()
    page.get_by_label("Job title").fill("Ward manager")
    page.get_by_label("Where is it?").fill("A hospice")
    page.get_by_role("button", name="Save and continue").click()
    page.locator("[name=started_on_month]").fill("9")
    page.locator("[name=started_on_year]").fill("2021")
    page.get_by_label("Yes, I still do this role").check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("What do you lead?").fill("12 nurses")
    if js:
        accessible(page)
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_text("September 2021 to now").wait_for()
    page.get_by_label("Yes, I have finished it").check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_text("Completed").first.wait_for()
    assert Post.objects.get().duties == "12 nurses"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_every_section_fits_a_phone(open_page, accessible, clinician, facts):
    PostFactory(clinician=clinician.clinician, title="A very long title of a role with many words in it " * 2)
    page = open_page(reverse("own-profile"), clinician, size=PHONE)
    for name in (*(f"profile-{code}" for code in SECTIONS), "own-pause", "portfolio", "profile-posts-add"):
        page.goto(reverse(name))
        page.wait_for_load_state("networkidle")
        accessible(page)
        page.set_viewport_size({"width": 320, "height": 640})
        assert pixels_too_wide(page) <= 0, name
        page.set_viewport_size(PHONE)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_full_profile_prints_on_two_sheets(open_page, facts):
    own = ClinicianFactory()
    for n in range(8):
        PostFactory(clinician=own, title=f"Role {n}", is_leadership=True, duties="People and a budget. " * 8)
    page = open_page(reverse("portfolio"), own.user)
    sheets = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") or page.pdf().count(b"/Type /Page")
    assert 1 <= sheets <= 2


@pytest.mark.django_db
def test_a_year_with_nothing_new_takes_few_steps(log_in, facts):
    own = ClinicianFactory(review_due_on="2026-08-06")
    PostFactory(clinician=own, title="Ward manager")
    client, steps = log_in(own.user), 0
    for address in (reverse("review-list"), reverse("review", args=[2026])):
        page = client.get(address).content.decode()
        steps += 1
    assert "Ward manager" in page
    done = client.post(reverse("review", args=[2026]), {"outcome": "NOTHING_CHANGED"}, follow=True)
    assert "Your profile is checked" in done.content.decode()
    assert steps + 1 <= 6
    assert any("Ward manager" in line["value"] for line in Snapshot.objects.get().lines)

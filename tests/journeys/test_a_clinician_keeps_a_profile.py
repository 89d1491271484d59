"""A clinician keeps a profile: adds a role, prints what it says, checks it once a year."""

import pytest
from django.urls import reverse

from profiles.models import Post
from tests.browser import PHONE, pixels_too_wide
from tests.factories.profiles import ClinicianFactory, PostFactory
from tests.factories.reference import load_all_reference
from tests.journeys.kit import scenario
from tracking.models import Snapshot

pytestmark = pytest.mark.slow

SECTIONS = ("posts", "qualifications", "programmes", "training", "aspirations", "support", "registrations")


@pytest.fixture
def facts(db):
    load_all_reference()


@scenario("C9")
def test_roles_are_added_changed_and_removed(travel, clinician, facts):
    she = travel(reverse("own-profile"), clinician)
    she.follows("Roles", nth=-1, exact=True).follows("Add a role")
    she.presses_button("Save and continue").reads("There is a problem").follows("Enter the job title")
    she.types("Job title", "Ward manager").types("Where is it?", "A hospice").presses_button("Save and continue")
    she.types_into(she.page.locator("[name=started_on_month]"), "9")
    she.types_into(she.page.locator("[name=started_on_year]"), "2021")
    she.chooses("Yes, I still do this role").presses_button("Save and continue")
    she.chooses("Yes").types("What do you lead?", "12 nurses").accessible().presses_button("Save and continue")
    she.reads("September 2021 to now")
    assert Post.objects.get().duties == "12 nurses"
    she.chooses("Yes, I have finished it").presses_button("Save and continue").reads("Completed")


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

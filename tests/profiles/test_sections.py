"""The sections of a profile: a registry in settings, and the task list made of it."""

from datetime import date

import pytest
from django.urls import reverse

from profiles.presenters import sections as own
from profiles.presenters.home import home
from talent_register.common import sections as registry
from tests.factories.profiles import ClinicianFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

ELSEWHERE = registry.Section("elsewhere", "no-such-page", "Elsewhere", "", lambda clinician: registry.PROBLEM)


def test_a_section_without_a_page_is_left_out(settings):
    settings.PROFILE_SECTIONS = ["tests.profiles.test_sections.ELSEWHERE", "profiles.presenters.sections.REGISTRATION"]
    assert [section.code for section in registry.sections()] == ["registration"]


def test_every_section_has_its_own_code():
    codes = [section.code for section in registry.sections()]
    assert sorted(set(codes)) == sorted(codes)


def test_the_task_list_counts_what_is_done_and_names_the_next(settings):
    settings.PROFILE_SECTIONS = ["profiles.presenters.sections.REGISTRATION"]
    clinician = ClinicianFactory(career_stage="PRACTISING")
    page = own.task_list(clinician)
    assert (page["done"], page["total"], page["next"].code) == (0, 1, "registration")
    RegistrationFactory(clinician=clinician)
    page = own.task_list(clinician)
    assert (page["done"], page["next"]) == (1, None)


def test_nobody_is_led_to_what_is_optional(settings):
    settings.PROFILE_SECTIONS = ["profiles.presenters.equality.SECTION"]
    page = own.task_list(ClinicianFactory())
    assert (page["done"], page["total"], page["next"]) == (0, 1, None)
    assert page["tasks"][0]["status"] == "Optional"


@pytest.mark.parametrize("stage", ["STUDENT", "NOT_YET", "RETIRED", "OVERSEAS", "NONE"])
def test_nobody_without_a_register_is_asked_for_a_number(stage):
    assert own.REGISTRATION.status(ClinicianFactory(career_stage=stage)) == registry.COMPLETED


def test_the_home_page_says_how_far_the_profile_is_and_leads_to_what_is_next(settings):
    settings.PROFILE_SECTIONS = ["profiles.presenters.sections.REGISTRATION"]
    clinician = ClinicianFactory(career_stage="PRACTISING")
    step = home(clinician, date(2026, 1, 5)).steps[-1]
    assert (step["words"], step["hint"]) == ("Continue your profile", "Completed 0 of 1 sections. Next: Registration")
    RegistrationFactory(clinician=clinician)
    assert home(clinician, date(2026, 1, 5)).steps[-1]["words"] == "Check what we hold about you"


def test_the_profile_shows_the_tasks_and_what_is_held(clinician, log_in):
    page = log_in(clinician).get(reverse("own-profile")).content.decode()
    assert "sections." in page
    assert "Not yet started" in page
    assert "What we hold about you" in page

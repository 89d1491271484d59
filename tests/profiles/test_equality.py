"""Equality answers: optional, seen by their person only, and given to frozen reports only."""

import pytest
from django.utils import timezone

from profiles.actions import equality
from profiles.models.equality import EqualityAnswers, EqualityCategory, EqualityQuestion
from talent_register.audit.models import Change, Event
from tests.factories.profiles import ClinicianFactory
from tests.factories.reference import load_reference

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SECTION = "/me/profile/equality/"


@pytest.fixture(autouse=True)
def _categories():
    load_reference()


@pytest.fixture
def client(clinician, log_in):
    return log_in(clinician)


def answer(clinician, question, code):
    equality.answer(clinician=clinician, question=question, code=code, by=clinician.user, at=timezone.now())


@pytest.mark.parametrize("question", EqualityQuestion.values)
@pytest.mark.parametrize("nation", ["ENGLAND", "SCOTLAND", "WALES", "NORTHERN_IRELAND", ""])
def test_every_question_can_be_refused_in_every_nation(question, nation):
    codes = set(EqualityCategory.objects.offered(question, nation).values_list("code", flat=True))
    assert "not_stated" in codes
    assert len(codes) > 2


def test_categories_become_older_codes_and_never_the_other_way():
    ethnic = EqualityCategory.objects.filter(question="ethnicity")
    assert ethnic.get(code="white_roma").older_code == "C"
    assert not ethnic.filter(older_code="").exists()


def test_answers_are_given_one_by_one(client, clinician):
    page = client.get(SECTION).content.decode()
    assert "Only you can see your answers" in page
    answered = client.post(f"{SECTION}sex/", {"answer": "female"})
    assert answered.url == f"{SECTION}gender-reassignment/"
    assert EqualityAnswers.objects.get(clinician=clinician.clinician).sex == "female"
    assert "Delete all my answers" in client.get(SECTION).content.decode()


def test_one_press_begins_and_one_skips_until_something_is_answered(client, clinician):
    page = client.get(SECTION).content.decode()
    assert f'href="{SECTION}{EqualityQuestion.values[0].replace("_", "-")}/">Answer the questions' in page
    assert 'href="/me/profile/">Skip for now' in page
    answer(clinician.clinician, EqualityQuestion.values[0], "not_stated")
    assert "Skip for now" not in client.get(SECTION).content.decode()


def test_the_last_answer_leads_back(client):
    assert client.post(f"{SECTION}social-background/", {"answer": "not_stated"}).url == SECTION


def test_no_answer_is_chosen_beforehand_and_none_is_an_error(client):
    assert "checked" not in client.get(f"{SECTION}religion/").content.decode()
    page = client.post(f"{SECTION}religion/", {}).content.decode()
    assert "Select an answer, or “Prefer not to say”" in page
    assert not EqualityAnswers.objects.exists()


@pytest.mark.parametrize("address", ["shoe-size/", "clinician/", "updated-at/"])
def test_what_is_no_question_is_not_found(client, address):
    assert client.get(f"{SECTION}{address}").status_code == 404


def test_all_answers_go_at_once(client, clinician):
    answer(clinician.clinician, "sex", "female")
    client.post(f"{SECTION}delete/")
    assert not EqualityAnswers.objects.exists()
    assert Event.objects.filter(type="profiles.equality_removed").exists()


def test_the_record_says_that_but_never_what(clinician):
    answer(clinician.clinician, "religion", "hindu")
    event = Event.objects.get(type="profiles.equality_answered")
    assert "hindu" not in str(event.details)
    assert not Change.objects.filter(table="profiles_equalityanswers").exists()


def test_reports_get_what_was_answered_and_nothing_else():
    answered, silent = ClinicianFactory(), ClinicianFactory()
    EqualityAnswers.objects.create(clinician=answered, updated_at=timezone.now(), sex="female")
    EqualityAnswers.objects.create(clinician=silent, updated_at=timezone.now(), disability="no")
    assert EqualityAnswers.objects.for_reports("sex") == {answered.pk: "female"}


@pytest.mark.parametrize("question", ["clinician", "updated_at", ""])
def test_only_questions_are_reported_on(question):
    with pytest.raises(ValueError, match="no answers"):
        EqualityAnswers.objects.for_reports(question)

"""Claim letters: how many, to whom, once, and not to those who have answered."""

import re

import pytest
from django.template.loader import render_to_string

from profiles import emails, letter_examples
from profiles.models import ClaimToken
from talent_register.common.secret_links import token_hash
from talent_register.letters.models import Letter
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, StubFactory, TrainingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def invited(college):
    """Three people of one list: two with an address, one without."""
    people = [StubFactory(erase_on="2027-06-19"), StubFactory(erase_on="2027-06-19"), StubFactory(work_email="")]
    for person in people:
        TrainingFactory(clinician=person, organisation=college, import_reference="IMP-1")
        RegistrationFactory(clinician=person)
    return people


def test_claim_letters_once_a_list(invited):
    assert emails.claim_letters(invited, run_reference="IMP-1") == 2
    assert emails.claim_letters(invited, run_reference="IMP-1") == 0
    assert Letter.objects.filter(kind="profiles/claim", related="IMP-1").count() == 2


def test_claim_letter_says_who_gave_what_and_until_when(invited):
    emails.claim_letters(invited, run_reference="IMP-1")
    letter = Letter.objects.filter(kind="profiles/claim").first()
    assert letter.subject.startswith("Royal College of X has added you to the ")
    assert "- registration number" in letter.body
    assert "If you do nothing we will delete it on 19 June 2027." in letter.body


def test_only_the_hash_of_the_link_is_kept(invited):
    emails.claim_letters(invited, run_reference="IMP-1")
    letter = Letter.objects.filter(kind="profiles/claim").first()
    token = re.search(r"/invitations/([\w-]+)/", letter.body)[1]
    link = ClaimToken.objects.get(clinician__reference=letter.person_ref)
    assert link.token_hash == token_hash(token)
    assert token not in link.token_hash


def test_registered_people_get_no_claim_letter(clinician):
    assert emails.claim_letters([clinician.clinician], run_reference="IMP-1") == 0


def test_claim_letters_cost_the_same_for_many(invited, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        emails.claim_letters(invited, run_reference="IMP-1")


@pytest.mark.parametrize(("state", "wanted"), [("STUB", True), ("DECLINED", False)])
def test_a_letter_to_somebody_who_answered_is_not_wanted(state, wanted):
    stub = StubFactory(state=state)
    letter = Letter(person_ref=stub.reference, kind="profiles/claim")
    assert (emails.still_wanted(letter) == "") == wanted


def test_a_letter_to_a_claimed_record_is_not_wanted():
    assert emails.still_wanted(Letter(person_ref=ClinicianFactory().reference))


@pytest.mark.parametrize("kind", sorted(letter_examples.EXAMPLES))
def test_every_example_renders(kind):
    words = render_to_string(f"letters/{kind}.txt", letter_examples.EXAMPLES[kind])
    assert len(words.strip().splitlines()[0]) < 120

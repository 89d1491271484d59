"""Who is told by letter of mentoring and of applications, and when such a letter goes no more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pathways.actions import mentoring, opportunities
from pathways.models import MentorRequest
from pathways.rules.mentoring import END_IS_NEAR, CannotMentor
from pathways.tasks import tend_mentoring
from talent_register.letters.models import Letter
from talent_register.letters.rechecks import reason_to_cancel
from tests.factories.pathways import (
    ApplicationFactory,
    MentorOfferFactory,
    MentorRequestFactory,
    OpportunityFactory,
)
from tests.factories.profiles import ClinicianFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def offer():
    return MentorOfferFactory(clinician=ClinicianFactory(family_name="Hiddenmentor"), capacity=2)


@pytest.fixture
def seeker():
    return ClinicianFactory(family_name="Hiddenseeker")


def ask(seeker, offer):
    said = {"message": "I would like to learn about money", "by": seeker.user, "at": timezone.now()}
    return mentoring.ask(clinician=seeker, offer=offer, **said)


def told(kind):
    return [(letter.person_ref, letter) for letter in Letter.objects.filter(kind=f"pathways/{kind}").order_by("pk")]


def agreed(seeker, offer, *, ends_on):
    days = {"starts_on": TODAY - timedelta(days=90), "ends_on": ends_on}
    return MentorRequestFactory(clinician=seeker, offer=offer, state="ACCEPTED", **days)


def test_the_mentor_is_told_without_a_name_and_no_more_once_it_is_withdrawn(seeker, offer):
    asked = ask(seeker, offer)
    ((reference, letter),) = told("mentor_asked")
    assert reference == offer.clinician.reference
    assert "Hidden" not in letter.subject + letter.body.replace(offer.clinician.full_name, "")
    assert reason_to_cancel(letter) == ""
    mentoring.withdraw(request=asked, by=seeker.user, at=timezone.now())
    assert "has changed since" in reason_to_cancel(letter)


@pytest.mark.parametrize("is_agreed", [True, False])
def test_who_asked_is_told_that_there_is_an_answer_not_which(seeker, offer, is_agreed):
    asked, said = ask(seeker, offer), {"answer": "Words of theirs", "by": offer.clinician.user, "at": timezone.now()}
    if is_agreed:
        mentoring.accept(request=asked, months=6, **said)
    else:
        mentoring.decline(request=asked, **said)
    ((reference, letter),) = told("mentor_answered")
    assert (reference, reason_to_cancel(letter)) == (seeker.reference, "")
    assert "Words of theirs" not in letter.body
    assert "Hiddenmentor" not in letter.body
    assert "/me/mentoring/" in letter.body


def test_both_are_told_once_that_the_end_is_near(seeker, offer):
    agreed(seeker, offer, ends_on=TODAY + END_IS_NEAR)
    agreed(ClinicianFactory(), offer, ends_on=TODAY + END_IS_NEAR + timedelta(days=1))
    tend_mentoring()
    tend_mentoring()
    assert [reference for reference, _letter in told("mentor_ends")] == [seeker.reference, offer.clinician.reference]
    assert MentorRequest.objects.filter(state="ACCEPTED").count() == 2


def test_what_is_over_ends_by_itself_and_the_same_person_can_be_asked_again(seeker, offer):
    over = agreed(seeker, offer, ends_on=TODAY)
    with pytest.raises(CannotMentor):
        ask(seeker, offer)
    tend_mentoring()
    over.refresh_from_db()
    assert over.state == "ENDED"
    assert ask(seeker, offer).state == "WAITING"


def test_only_the_other_one_is_told_of_an_early_end(seeker, offer):
    found = agreed(seeker, offer, ends_on=TODAY + timedelta(days=60))
    mentoring.end(request=found, by=offer.clinician.user, at=timezone.now())
    ((reference, letter),) = told("mentor_ended")
    assert (reference, reason_to_cancel(letter)) == (seeker.reference, "")


def test_an_applicant_is_told_where_the_outcome_and_its_reason_stand(seeker):
    application = ApplicationFactory(clinician=seeker, opportunity=OpportunityFactory(title="A year with a board"))
    reason = "Others had more time for it this year."
    staff = ClinicianFactory().user
    opportunities.decide(application=application, offered=False, reason=reason, by=staff, at=timezone.now())
    ((reference, letter),) = told("outcome")
    assert (reference, reason_to_cancel(letter)) == (seeker.reference, "")
    assert "A year with a board" in letter.body
    assert reason not in letter.body
    seeker.state = "LEFT"
    seeker.save()
    assert reason_to_cancel(letter)

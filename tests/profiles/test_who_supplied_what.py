"""Every detail says whose word it is: the person's, or that of the college that gave it."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.actions import clinicians, drafts, facts, registrations
from profiles.models import Fact, FactSource, Regulator, Suggestion
from talent_register.accounts.models import WorkAddress
from tests.factories.profiles import RegistrationFactory, RegulatorFactory

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


@pytest.fixture
def joined(newcomer, answers):
    for question, answer in answers.items():
        draft = drafts.answer(user=newcomer, question=question, answer=answer, at=timezone.now())
    return clinicians.register(draft=draft, by=newcomer, at=timezone.now())


def test_who_joins_stands_behind_their_number_and_role(joined, log_in):
    client = log_in(joined.user)
    for page in ("profile-registrations", "profile-posts"):
        assert "You, " in text(client.get(reverse(page)))
    fields = set(joined.facts.values_list("field", flat=True))
    assert {facts.of_number(joined.registrations.get()), facts.of_post(joined.posts.get())} <= fields


def test_the_address_to_log_in_with_is_no_work_address(joined, log_in):
    assert joined.work_email == ""
    assert not joined.facts.filter(field="clinician.work_email").exists()
    page = text(log_in(joined.user).get(reverse("own-profile")))
    assert "Work email address" not in page


def test_each_number_has_its_own_supplier(clinician, college, log_in):
    own = clinician.clinician
    theirs = RegistrationFactory(clinician=own)
    mine = RegistrationFactory(clinician=own, regulator=RegulatorFactory(code="gdc", name="General Dental Council"))
    given = {"clinician": own, "source": FactSource.COLLEGE, "organisation": college, "as_at": date(2026, 1, 5)}
    Fact.objects.create(field=facts.of_number(theirs), **given)
    facts.changed_by_self(clinician=own, fields=[facts.of_number(mine)], on=date(2026, 2, 6))
    client = log_in(clinician)
    for page in ("profile-registrations", "own-profile"):
        said = text(client.get(reverse(page)))
        assert said.count("5 January 2026") == 1
        assert said.count("6 February 2026") == 1
    client.post(reverse("registration-remove", args=[mine.pk]))
    assert not own.facts.filter(field=facts.of_number(mine)).exists()


def asked(own, college, field, value):
    return Suggestion.objects.create(
        clinician=own, organisation=college, field=field, value=value, created_at=timezone.now()
    )


def test_a_colleges_work_address_is_asked_for_by_a_link(clinician, college, log_in):
    own = clinician.clinician
    question = asked(own, college, "clinician.work_email", "ada@trust.example")
    client = log_in(clinician)
    page = text(client.post(reverse("suggestion", args=[question.pk]), {"choice": "ACCEPTED"}, follow=True))
    assert "We have sent a link to the address" in page
    own.refresh_from_db()
    assert own.work_email == ""
    assert not own.facts.filter(field="clinician.work_email").exists()
    assert WorkAddress.objects.get(user=clinician).email == "ada@trust.example"


def test_a_colleges_address_that_cannot_be_says_why(clinician, college, log_in):
    question = asked(clinician.clinician, college, "clinician.work_email", clinician.email)
    page = text(log_in(clinician).post(reverse("suggestion", args=[question.pk]), {"choice": "ACCEPTED"}))
    assert "You log in with" in page or "log in" in page
    question.refresh_from_db()
    assert question.state == Suggestion.State.OPEN


def test_a_colleges_last_name_asks_the_number_again(clinician, college, log_in):
    own = clinician.clinician
    number = RegistrationFactory(
        clinician=own, verified_on=date(2026, 1, 5), verified_by="Sam", recheck_on="2099-01-05"
    )
    question = asked(own, college, "clinician.family_name", "Moss")
    log_in(clinician).post(reverse("suggestion", args=[question.pk]), {"choice": "ACCEPTED"})
    own.refresh_from_db()
    number.refresh_from_db()
    assert own.user.name.endswith("Moss")
    assert number.is_due_again


def test_a_told_licence_says_who_told_and_when_and_a_checked_one_the_day(clinician, log_in, regional_lead, reference):
    own = clinician.clinician
    gmc = Regulator.objects.get(code="gmc")
    at = timezone.make_aware(datetime(2026, 2, 6, 12))
    told = {"typed": "7654321", "licence": "HELD", "by": clinician, "at": at}
    number = registrations.add(clinician=own, regulator=gmc, **told)
    assert own.facts.get(field=facts.of_licence(number)).as_at == date(2026, 2, 6)
    client = log_in(clinician)
    assert text(client.get(reverse("profile-registrations"))).count("You, 6 February 2026") == 2
    seen = {"state": "CURRENT", "licence": "HELD", "seen_on": date(2026, 3, 3), "note": "", "is_match": True}
    registrations.verify(registration=number, by=regional_lead, at=at.replace(month=3), **seen)
    assert text(client.get(reverse("profile-registrations"))).count("Regulator check, 3 March 2026") == 3, (
        "of the number, its status and its licence"
    )
    staff = text(log_in(regional_lead).get(reverse("person", args=[own.reference])))
    assert "Holds a licence to practise, checked on 3 March 2026" in staff

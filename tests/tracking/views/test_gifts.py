"""A template given to a cohort: who gets it and who does not, those who come later, and numbers only."""

import pytest
from django.urls import reverse
from django.utils.timezone import now

from pathways.actions import plan_templates
from pathways.models import SuggestedStep
from talent_register.audit.models import Event
from talent_register.letters.models import Letter
from tests.factories.pathways import SuggestedStepFactory, TemplateStepFactory
from tests.factories.profiles import ClinicianFactory
from tests.factories.tracking import CohortFactory, CohortMemberFactory
from tracking import tasks
from tracking.models import FirstContact, TemplateGift
from tracking.presenters.gifts import contacts

pytestmark = pytest.mark.django_db


@pytest.fixture
def template(regional_team):
    step = TemplateStepFactory(template__owner=regional_team)
    TemplateStepFactory(template=step.template)
    return step.template


@pytest.fixture
def cohort(regional_team):
    return CohortFactory(owner=regional_team)


@pytest.fixture
def member(cohort, south_west):
    def member(**more):
        person = ClinicianFactory(region=south_west, **more)
        CohortMemberFactory(cohort=cohort, clinician=person)
        return person

    return member


@pytest.fixture
def lead(log_in, regional_lead):
    return log_in(regional_lead)


def give(client, cohort, template, why="Agreed in the talent board"):
    address = reverse("cohort-give", args=[cohort.slug, template.uuid])
    return client.post(address, {"why": why}, follow=True).content.decode()


def gets(person):
    return person.suggested_steps.waiting().count()


def test_who_gets_it_and_who_does_not_is_said_before(lead, cohort, template, member):
    gets_it, had_it, busy = member(family_name="Gladstone"), member(), member()
    hidden = [member(shares_with_region=False), member(state="PAUSED"), member(state="LEFT", user=None)]
    SuggestedStepFactory(clinician=had_it, step=template.steps.first(), answer="DECLINED", answered_on="2026-03-01")
    SuggestedStepFactory.create_batch(5, clinician=busy)
    body = lead.get(reverse("cohort-give", args=[cohort.slug, template.uuid])).content.decode()
    assert "1 person gets it" in body
    assert "Gladstone" in body
    assert "3 people: they do not share their profile with you now" in body
    assert "2 people: it was suggested to them already, or too many suggestions wait" in body
    assert not any(person.family_name in body for person in (had_it, busy, *hidden))
    assert "Enter the reason" in give(lead, cohort, template, why="")
    assert not TemplateGift.objects.exists()
    assert "1 person got it" in give(lead, cohort, template)
    assert (gets(gets_it), gets(had_it), gets(busy)) == (2, 0, 5)
    assert not any(person.suggested_steps.exists() for person in hidden)


def test_who_gave_what_when_and_why_is_kept_and_the_person_reads_it(lead, log_in, cohort, template, member):
    person = member()
    give(lead, cohort, template)
    event = Event.objects.get(type="tracking.template_given")
    assert (event.object_ref, event.reason, event.details["people"]) == (cohort.slug, "Agreed in the talent board", 1)
    assert [(who, what) for _day, who, what in contacts(person)] == [
        ("South West", "Suggested steps: First steps to a board role")
    ]
    assert FirstContact.objects.filter(clinician=person).exists()
    letter = Letter.objects.get(kind="tracking/update")
    assert (letter.person_ref, template.title in letter.body) == (person.reference, False)
    body = log_in(person.user).get(reverse("own-updates")).content.decode()
    assert "Suggested steps: First steps to a board role, South West" in body


def test_who_wants_no_such_letters_gets_the_steps_without_one(lead, cohort, template, member):
    person = member(letters_off=["REVIEW"])
    give(lead, cohort, template)
    assert (gets(person), Letter.objects.exists()) == (2, False)


def test_who_comes_later_gets_the_version_in_force(lead, regional_lead, cohort, template, member):
    early = member()
    give(lead, cohort, template)
    renewed = plan_templates.renew(template=template, by=regional_lead, at=now())
    plan_templates.publish(template=renewed, by=regional_lead, at=now())
    late = member()
    tasks.give_templates()
    tasks.give_templates()
    versions = SuggestedStep.objects.values_list("clinician", "step__template__version").distinct()
    assert set(versions) == {(early.pk, 1), (late.pk, 2)}
    plan_templates.withdraw(template=renewed, by=regional_lead, at=now())
    too_late = member()
    tasks.give_templates()
    assert gets(too_late) == 0


def test_who_has_no_reach_any_more_gives_to_nobody_new(lead, regional_lead, cohort, template, member):
    member()
    give(lead, cohort, template)
    late = member()
    regional_lead.memberships.update(to_date="2026-01-01")
    tasks.give_templates()
    assert gets(late) == 0


def test_a_team_reads_numbers_that_hide_the_few(lead, cohort, template, member, settings):
    settings.SUPPRESSION_THRESHOLD = 3
    people = [member() for _n in range(6)]
    give(lead, cohort, template)
    for person in people[:2]:
        keys = person.suggested_steps.values_list("pk", flat=True)
        plan_templates.answer(clinician=person, keys=keys, adds=True, by=person.user, at=now())
    body = lead.get(reverse("cohort-gifts", args=[cohort.slug])).content.decode()
    assert "People who got it: 5." in body
    assert "People who added a step: Hidden (1 to 3)." in body
    assert not any(person.family_name in body for person in people)


def test_drafts_and_closed_cohorts_give_nothing(lead, cohort, template):
    template.state = "DRAFT"
    template.save()
    address = reverse("cohort-give", args=[cohort.slug, template.uuid])
    assert lead.get(address).status_code == 404
    template.state, cohort.closed_at = "PUBLISHED", now()
    template.save()
    cohort.save()
    assert lead.get(address).status_code == 404
    assert "Give a template" not in lead.get(reverse("cohort-gifts", args=[cohort.slug])).content.decode()

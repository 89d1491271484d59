"""What programme teams read of a person's goal: no more than the person lets them, and the person is told."""

import pytest
from django.urls import reverse

from pathways.models import Goal, OtherWay
from talent_register.audit.models import View
from tests.factories.pathways import CompetencyFactory, GoalFactory, PlanActionFactory, RequirementFactory
from tests.factories.profiles import RegistrationFactory
from tests.factories.tracking import RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal(clinician) -> Goal:
    """A doctor in the South West who lets regional teams see the profile and would like to be a medical director."""
    person = clinician.clinician
    role = RoleFactory(code="medical_director", title="Medical director")
    RegistrationFactory(clinician=person, number="7654321", state="CURRENT")
    RequirementFactory(role=role, code="registration", words="On a register")
    return GoalFactory(clinician=person, role=role)


def address_of(goal: Goal) -> str:
    return reverse("person-goal", args=[goal.clinician.reference, goal.role.slug])


def test_the_record_leads_to_what_somebody_would_need_and_they_are_told(log_in, regional_lead, goal):
    staff, address = log_in(regional_lead), address_of(goal)
    assert f'href="{address}"' in staff.get(reverse("person", args=[goal.clinician.reference])).content.decode()
    body = staff.get(address).content.decode()
    assert "GMC number ending 321, given by you" in body
    assert "You have all or part of 1 of the 1 thing" in body
    look = View.objects.order_by("-id").first()
    assert (look.page, look.people, look.actor) == ("goal", [goal.clinician.reference], regional_lead.audit_name)
    told = log_in(goal.clinician.user).get(reverse("clinician-visibility")).content.decode()
    assert regional_lead.memberships.get().organisation.name in told


def test_nothing_can_be_changed_there(log_in, regional_lead, goal):
    """No form, no link into the person's own pages, and nothing that takes what is sent."""
    staff, address = log_in(regional_lead), address_of(goal)
    body = staff.get(address).content.decode().split("<main")[1]
    assert "<form" not in body
    assert "/me/" not in body
    staff.post(address, {"requirement": "registration", "step": "0"})
    assert not goal.clinician.plan_actions.exists()


def test_what_they_keep_for_themselves_is_left_out(log_in, regional_lead, goal):
    """Answers about skills, notes and the plan; the sentence counts only what the page shows."""
    skill = CompetencyFactory(code="direction")
    options = {"competency": skill.code, "rank": 1}
    RequirementFactory(role=goal.role, code="skill", words="Sets direction", rule="skill", options=options)
    asked = RequirementFactory(role=goal.role, code="check", words="Fit and proper", rule="own_word", options={})
    OtherWay.objects.create(clinician=goal.clinician, requirement=asked, note="Secret note", said_on=goal.chosen_on)
    open_one = RequirementFactory(role=goal.role, code="board", words="Board work", rule="own_word", options={})
    PlanActionFactory(clinician=goal.clinician, requirement=open_one, words=open_one.steps[0]["words"])
    own = log_in(goal.clinician.user).get(reverse("gap", args=[goal.role.slug])).content.decode()
    for words in ("Sets direction", "Secret note", "In your plan", "of the 4 things"):
        assert words in own
    seen = log_in(regional_lead).get(address_of(goal)).content.decode()
    for words in ("Sets direction", "Secret note", "In your plan"):
        assert words not in seen
    assert "You have all or part of 2 of the 3 things" in seen
    assert "You say you meet this another way" in seen


@pytest.mark.parametrize("change", ["no_consent", "restricted", "ended", "another_region"])
def test_without_the_persons_yes_or_the_goal_there_is_no_such_page(log_in, regional_lead, goal, change):
    person = goal.clinician
    if change == "no_consent":
        person.shares_with_region = False
    if change == "restricted":
        person.restricted_at = person.registered_at
    if change == "another_region":
        person.region = None
    if change == "ended":
        goal.ended_on = goal.chosen_on
        goal.save()
    person.save()
    assert log_in(regional_lead).get(address_of(goal)).status_code == 404
    assert not View.objects.exists()


def test_who_has_no_right_to_people_is_refused(log_in, auditor, clinician, goal):
    for user in (auditor, clinician):
        assert log_in(user).get(address_of(goal)).status_code == 403


def test_the_page_takes_no_more_queries_for_more_needs(log_in, regional_lead, goal, count_queries):
    client, address = log_in(regional_lead), address_of(goal)
    client.get(address)
    few = count_queries(client, address)
    for n in range(10):
        RequirementFactory(role=goal.role, position=n + 2)
    client.get(address)
    assert count_queries(client, address) == few

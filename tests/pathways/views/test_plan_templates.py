"""Steps that a team suggests: built, published in versions, and answered by the person alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from pathways.actions import plan_templates as actions
from pathways.models import PlanAction, PlanTemplate, SuggestedStep
from talent_register.audit.models import Event
from tests.factories.pathways import GoalFactory, PlanTemplateFactory, SuggestedStepFactory, TemplateStepFactory

pytestmark = pytest.mark.django_db
STEP = {"words": "Chair a meeting", "kind": "JOB", "weeks": "8", "measure": "Minutes that you wrote"}


@pytest.fixture
def lead(log_in, regional_lead):
    return log_in(regional_lead)


@pytest.fixture
def draft(regional_team):
    return PlanTemplateFactory(owner=regional_team, state="DRAFT")


@pytest.fixture
def waiting(person, regional_team):
    template = PlanTemplateFactory(owner=regional_team, about="For those who wonder about a board.")
    steps = TemplateStepFactory.create_batch(3, template=template, measure="A page of notes")
    return [SuggestedStepFactory(clinician=person, step=step) for step in steps]


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def post(client, name, *args, **data):
    return client.post(reverse(name, args=args), data, follow=True).content.decode()


def answers(waiting):
    found = SuggestedStep.objects.filter(pk__in=[one.pk for one in waiting])
    return list(found.order_by("pk").values_list("answer", flat=True))


def test_a_template_is_built_and_published(lead, regional_team, need):
    post(lead, "plan-template-create", title="First steps", about="For you")
    made = PlanTemplate.objects.get()
    assert (made.owner, made.state, made.version) == (regional_team, "DRAFT", 1)
    assert "Add at least one step first" in post(lead, "plan-template-publish", made.uuid)
    assert "Chair a meeting" in post(lead, "plan-template", made.uuid, **STEP, requirement=need.pk)
    assert "Medical director: Registration with your regulator" in page(lead, "plan-template", made.uuid)
    assert "Published" in post(lead, "plan-template-publish", made.uuid)
    assert "is published. Make a new version" in post(lead, "plan-template", made.uuid, **STEP)
    assert made.steps.count() == 1
    types = set(Event.objects.filter(object_ref=str(made.uuid)).values_list("type", flat=True))
    assert types == {"pathways.template_drafted", "pathways.template_changed", "pathways.template_published"}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"words": ""}, "Enter what they can do"),
        ({"kind": ""}, "Select how they learn"),
        ({"weeks": "105"}, "Enter a number of weeks from 1 to 104"),
        ({"weeks": "soon"}, "Enter a number of weeks from 1 to 104"),
        ({"requirement": "999"}, "Choose a need from the list"),
    ],
)
def test_a_wrong_step_is_told(lead, draft, said, words):
    assert words in post(lead, "plan-template", draft.uuid, **STEP | said)
    assert not draft.steps.exists()


def test_a_template_holds_no_more_than_a_plan_bears(lead, draft):
    first, *_others = TemplateStepFactory.create_batch(6, template=draft)
    assert "6 steps at most" in post(lead, "plan-template", draft.uuid, **STEP)
    post(lead, "plan-template-step-remove", draft.uuid, first.pk)
    post(lead, "plan-template", draft.uuid, **STEP)
    assert (draft.steps.count(), draft.steps.filter(words="Chair a meeting").count()) == (6, 1)


def test_a_new_version_has_the_same_steps_and_replaces_the_old(lead, regional_team):
    old = TemplateStepFactory(template__owner=regional_team, words="Read the papers").template
    post(lead, "plan-template-renew", old.uuid)
    post(lead, "plan-template-renew", old.uuid)
    new = PlanTemplate.objects.get(version=2)
    assert (new.state, new.family, [step.words for step in new.steps.all()]) == (
        "DRAFT",
        old.family,
        ["Read the papers"],
    )
    post(lead, "plan-template-publish", new.uuid)
    old.refresh_from_db()
    assert (old.state, old.steps.count()) == ("REPLACED", 1)


def test_templates_of_other_teams_are_not_found(log_in, stranger, clinician, draft):
    assert log_in(stranger).get(reverse("plan-template", args=[draft.uuid])).status_code == 404
    assert draft.title not in page(log_in(stranger), "plan-template-list")
    assert log_in(clinician).get(reverse("plan-template-list")).status_code == 403


def test_a_person_chooses_each_step_and_the_plan_stays_theirs(log_in, person, waiting, regional_lead):
    own = log_in(person.user)
    body = page(own, "plan")
    assert body.index("Add an action") < body.index("South West suggests")
    assert "South West suggests: First steps to a board role" in body
    assert "For those who wonder about a board." in body
    first, second, third = waiting
    post(own, "plan-suggestions", step=first.pk, answer="add")
    action = PlanAction.objects.get()
    assert (action.words, action.clinician, action.measure) == (first.step.words, person, "A page of notes")
    assert action.due_on == localdate() + timedelta(weeks=12)
    assert "We suggest this to you no more" in post(own, "plan-suggestions", step=second.pk, answer="no")
    assert answers(waiting) == ["ADDED", "DECLINED", "WAITING"]
    post(own, "plan-suggestions", step=[first.pk, third.pk], answer="add")
    assert PlanAction.objects.count() == 2
    assert "suggests:" not in page(own, "plan")
    assert "Chair" not in page(log_in(regional_lead), "person", person.reference)


def test_a_step_for_a_goal_enters_the_plan_of_that_goal(log_in, person, need):
    goal = GoalFactory(clinician=person, role=need.role)
    one = SuggestedStepFactory(clinician=person, step__requirement=need)
    post(log_in(person.user), "plan-suggestions", step=one.pk, answer="add")
    action = PlanAction.objects.get()
    assert (action.goal, action.requirement) == (goal, need)


def test_nobody_answers_for_another(log_in, person, regional_lead):
    other = SuggestedStepFactory()
    post(log_in(person.user), "plan-suggestions", step=other.pk, answer="add")
    assert (answers([other]), PlanAction.objects.count()) == (["WAITING"], 0)


def test_a_withdrawn_template_takes_back_what_nobody_answered(lead, log_in, person, waiting):
    own = log_in(person.user)
    post(own, "plan-suggestions", step=waiting[0].pk, answer="add")
    template = waiting[0].step.template
    assert "Withdrawn" in post(lead, "plan-template-withdraw", template.uuid)
    assert answers(waiting) == ["ADDED", "WITHDRAWN", "WITHDRAWN"]
    assert waiting[0].step.words in page(own, "plan")
    assert "suggests:" not in page(own, "plan")
    assert "Only a published template" in post(lead, "plan-template-withdraw", template.uuid)


def test_the_same_step_is_suggested_once(person, waiting):
    template = waiting[0].step.template
    actions.suggest(template=template, people=[person], owner=template.owner, at=now())
    assert person.suggested_steps.count() == 3

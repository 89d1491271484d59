"""A plan as a page, as sheets of paper, and as text for an appraisal."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathways.models import Goal, PlanAction, PlanTemplate, SuggestedStep
from pathways.rules.plans import too_many_words
from profiles.models import Clinician
from talent_register.common.sections import Aside, AsideLine
from talent_register.organisations.models import Organisation

AT_HOME = 3  # actions
STATE_COLOURS = {"NOT_STARTED": "white", "IN_PROGRESS": "blue", "DONE": "green", "DROPPED": "grey"}


@dataclass
class Sheet:
    """The actions for one goal, or for none."""

    goal: Goal | None
    actions: list[PlanAction] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.goal.role.title if self.goal else _("For no one goal")


@dataclass
class PlanPage:
    open: list[PlanAction]
    closed: list[PlanAction]
    sheets: list[Sheet]
    warning: str
    so_far: str


@dataclass
class Suggested:
    """The steps of one template that wait for the person's answer."""

    owner: Organisation
    template: PlanTemplate
    steps: list[SuggestedStep] = field(default_factory=list)


def aside(clinician: Clinician) -> Aside:
    """The next actions of a plan, at home."""
    actions = clinician.plan_actions.open().by_date()[:AT_HOME]
    lines = [AsideLine(_next_words(action), reverse("plan-action-change", args=[action.uuid])) for action in actions]
    empty = _("No open actions. See what you would need for a role, and add a step.")
    return Aside(_("What you will do next"), lines, empty, reverse("plan"), _("See your plan"))


def _next_words(action: PlanAction) -> str:
    if not action.due_on:
        return action.words
    return _("%(action)s: by %(day)s") % {"action": action.words, "day": date_format(action.due_on, "DATE_FORMAT")}


def suggested(clinician: Clinician) -> list[Suggested]:
    """What teams suggest, the oldest first, in one query."""
    found: dict[int, Suggested] = {}
    for one in clinician.suggested_steps.waiting().select_related("owner", "step__template"):
        kept = found.setdefault(one.step.template_id, Suggested(one.owner, one.step.template))
        kept.steps.append(one)
    return list(found.values())


def plan_page(clinician: Clinician, today: date) -> PlanPage:
    """Everything in one query for actions and one for goals."""
    actions = list(clinician.plan_actions.by_date().select_related("goal__role", "requirement__role"))
    for action in actions:
        action.colour = STATE_COLOURS[action.state]
        action.is_late = action.is_open and action.due_on is not None and action.due_on < today
    opened = [action for action in actions if action.is_open]
    closed = sorted((a for a in actions if not a.is_open), key=lambda a: a.closed_on, reverse=True)
    return PlanPage(opened, closed, _by_goal(opened), too_many_words(len(opened)), _so_far(closed))


def _by_goal(actions: list[PlanAction]) -> list[Sheet]:
    found: dict[int, Sheet] = {}
    for action in actions:
        found.setdefault(action.goal_id or 0, Sheet(action.goal)).actions.append(action)
    return sorted(found.values(), key=lambda sheet: (sheet.goal is None, sheet.title))


def _so_far(closed: list[PlanAction]) -> str:
    """ "You finished 3 actions since March 2026": history, never a percentage."""
    done = [action for action in closed if action.state == PlanAction.State.DONE]
    if not done:
        return ""
    since = date_format(min(action.closed_on for action in done), "F Y")
    words = ngettext(
        "You finished %(n)d action since %(since)s.", "You finished %(n)d actions since %(since)s.", len(done)
    )
    return words % {"n": len(done), "since": since}


def sheets(clinician: Clinician) -> list[Sheet]:
    """What is printed: open actions by goal. A goal without actions has a sheet too: it is there to be filled."""
    found = _by_goal(list(clinician.plan_actions.open().by_date().select_related("goal__role", "requirement")))
    covered = {sheet.goal.pk for sheet in found if sheet.goal}
    return [*found, *(Sheet(goal) for goal in clinician.goals.open().select_related("role") if goal.pk not in covered)]


def appraisal_text(clinician: Clinician) -> str:
    """Plain text, grouped by what each action is for."""
    actions = clinician.plan_actions.by_date().select_related("requirement")
    groups: dict[str, list[PlanAction]] = {}
    for action in actions:
        name = action.requirement.words if action.requirement else _("Other growth")
        groups.setdefault(name, []).append(action)
    parts = []
    for name, own in groups.items():
        parts.append("\n".join([name, *(f"- {_line(action)}" for action in own)]))
    return "\n\n".join(parts)


def _line(action: PlanAction) -> str:
    words = f"{action.words} ({action.get_state_display().lower()}"
    if action.is_open and action.due_on:
        words += ", " + _("by %(day)s") % {"day": date_format(action.due_on, "DATE_FORMAT")}
    words += ")"
    for said in (action.outcome, action.evidence, action.evidence_link):
        if said:
            words += f". {said}"
    return words

"""What the page of goals says."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pathways.access import is_on_no_register
from pathways.models import Goal, Role
from pathways.rules.goals import MOST_GOALS
from profiles.models import Clinician
from talent_register.common import sections
from talent_register.common.sections import Aside, AsideLine, Line, Section, Status

from .roles import without_those_that_need_a_registration


@dataclass
class GoalsPage:
    open: list[Goal]
    ended: list[Goal]

    @property
    def may_add(self) -> bool:
        return len(self.open) < MOST_GOALS


def offered(user: Any, wanted: str) -> tuple[list[Role], int]:
    """Roles to choose a goal from, and how many were left out for somebody on no register. None, when it is one of
    those that they want."""
    roles = list(Role.objects.visible_to(user).current())
    kept, left_out = without_those_that_need_a_registration(roles)
    if not is_on_no_register(user) or wanted in {role.slug for role in roles} - {role.slug for role in kept}:
        return roles, 0
    return kept, left_out


def goals_page(clinician: Clinician) -> GoalsPage:
    """Every goal the person ever had, in one query."""
    goals = list(clinician.goals.select_related("role"))
    ended = [goal for goal in goals if goal.ended_on]
    return GoalsPage(
        [goal for goal in goals if not goal.ended_on], sorted(ended, key=lambda g: g.ended_on, reverse=True)
    )


def _status(clinician: Clinician) -> Status:
    return sections.COMPLETED if clinician.goals.open().exists() else sections.NOT_STARTED


def _lines(clinician: Clinician) -> list[Line]:
    goals = clinician.goals.open().select_related("role")
    return [Line(f"goal.{goal.role.code}", goal.role.title, goal.get_horizon_display()) for goal in goals]


GOALS = Section("goals", "goal-list", _("Goals"), _("Up to 3 roles that you would like to reach"), _status, _lines, 2)


def aside(clinician: Clinician) -> Aside:
    """The roles somebody aims for, at home and on their page of aspirations."""
    goals = clinician.goals.open().select_related("role")
    lines = [AsideLine(_said(goal), reverse("gap", args=[goal.role.slug])) for goal in goals]
    empty = gettext("You have not chosen a role yet. You can choose up to 3.")
    return Aside(gettext("Roles you aim for"), lines, empty, reverse("goal-list"), gettext("Choose or change roles"))


def _said(goal: Goal) -> str:
    """The role and by when; alone while the person is not sure when, which is no doubt about the role."""
    if goal.horizon == Goal.Horizon.UNSURE:
        return goal.role.title
    return f"{goal.role.title}: {goal.get_horizon_display()}"

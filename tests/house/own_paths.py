"""What somebody of the small world aims for, plans and says of their skills, and where those things stand."""

from collections.abc import Callable
from typing import Any

from profiles.models import Clinician
from tests.factories.pathways import (
    CompetencyFactory,
    EvidenceFactory,
    FeedbackRaterFactory,
    FeedbackRoundFactory,
    GoalFactory,
    LevelFactory,
    PlanActionFactory,
    PlanShareFactory,
    RequirementFactory,
    SelfAssessmentFactory,
    SharedTitleFactory,
)
from tests.factories.profiles import LONG_AGO
from tests.factories.tracking import RoleFactory


def own_path(someone: Clinician) -> dict:
    """What somebody aims for, plans and says of their skills."""
    role = RoleFactory(code="chief_executive", title="Chief executive")
    SharedTitleFactory(roles=[role.code, RoleFactory(code="chief_nurse", title="Chief nurse").code])
    competency = CompetencyFactory(code="example")
    LevelFactory()
    RequirementFactory(role=role, code="example")
    closed = FeedbackRoundFactory(
        clinician=someone, assessment__completed_on=LONG_AGO.date(), closed_at=LONG_AGO, staff_since=LONG_AGO
    )
    rater = FeedbackRaterFactory(round__clinician=someone, round__assessment=closed.assessment)
    return {
        "goal": GoalFactory(clinician=someone, role=role),
        "action": PlanActionFactory(clinician=someone),
        "share": PlanShareFactory(clinician=someone),
        "look": SelfAssessmentFactory(clinician=someone, framework=competency.framework),
        "example": EvidenceFactory(clinician=someone),
        "closed_round": closed,
        "rater": rater,
    }


def key(name: str) -> Callable[[Any], dict]:
    return lambda world: {"pk": world.things[name].pk}


def action(world: Any) -> dict:
    return {"uuid": world.things["action"].uuid}


def skill(world: Any) -> dict:
    return {**key("look")(world), "code": "example"}


def open_round(world: Any) -> dict:
    return {"uuid": world.things["rater"].round.uuid}


OWNER, CLINICIANS = {"clinician"}, {"clinician", "other_clinician"}
# Page → words of its address, and who sees it.
OWN_PAGES = {
    "account-address-back": (lambda world: {"token": "no-such-token"}, set()),
    "own-work-address-confirm": (lambda world: {"token": "no-such-token"}, set()),
    "gap-tell": (lambda world: {"slug": "chief-executive", "code": "example"}, CLINICIANS),
    "other-way": (lambda world: {"slug": "chief-executive", "code": "example"}, CLINICIANS),
    **{f"goal-{page}": (key("goal"), OWNER) for page in ("change", "end")},
    **{f"plan-action-{page}": (action, OWNER) for page in ("change", "move", "remove")},
    "plan-share-revoke": (key("share"), OWNER),
    "plan-shared": (lambda world: {"token": "no-such-token"}, OWNER),
    "self-assessment-begin": (lambda world: {"code": "register"}, CLINICIANS),
    "self-assessment": (key("look"), OWNER),
    "self-assessment-skill": (skill, OWNER),
    "feedback": (open_round, OWNER),
    "feedback-begin": (lambda world: {"pk": world.things["closed_round"].assessment_id}, OWNER),
    **{f"feedback-{page}": (open_round, OWNER) for page in ("add", "close", "remove")},
    "feedback-release": (lambda world: {"uuid": world.things["closed_round"].uuid}, OWNER),
    "feedback-take-back": (lambda world: {**open_round(world), "pk": world.things["rater"].pk}, OWNER),
    "feedback-answer": (lambda world: {"token": "no-such-token"}, OWNER),
    **{f"example-{page}": (key("example"), OWNER) for page in ("change", "remove")},
}

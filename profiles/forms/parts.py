"""The parts of a profile: which pages each has, in which order, and the table behind it."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from profiles.models import OutOfProgramme, Post, ProgrammeTaken, Qualification, WorkingPattern

from .steps import aspirations, learning, posts, training
from .steps.step import Step


@dataclass(frozen=True)
class Part:
    """One part. `section` is the task it belongs to; `model` only where it is a list; `aside` are pages in between.

    Where `flows`, whoever answers a question for the first time is asked the next one that has no answer.
    """

    code: str
    section: str
    title: Promise | str
    steps: tuple[type[Step], ...]
    model: type[models.Model] | None = None
    aside: tuple[type[Step], ...] = ()
    add: Promise | str = ""
    empty: Promise | str = ""
    lead: Promise | str = ""
    related: tuple[str, ...] = ()
    flows: bool = False

    def step(self, code: str) -> type[Step] | None:
        return next((step for step in (*self.steps, *self.aside) if step.code == code), None)

    def after(self, step: type[Step]) -> type[Step] | None:
        """The page that follows when a row is new."""
        if step in self.aside:
            return self.steps[1]
        place = self.steps.index(step) + 1
        return self.steps[place] if place < len(self.steps) else None

    def unanswered_after(self, step: type[Step], row: Any) -> type[Step] | None:
        """The next page of which nothing was said, when nothing was said of this one either."""
        if not self.flows or step.says_something(row):
            return None
        return next((one for one in self.steps[self.steps.index(step) + 1 :] if not one.says_something(row)), None)

    def new(self, **facts: Any) -> Any:
        return self.model(**facts) if self.model else None


PARTS = {
    part.code: part
    for part in (
        Part(
            "posts",
            "posts",
            _("Your roles"),
            (posts.PostStep, posts.PostDates, posts.PostLeadership),
            Post,
            (posts.EmployerStep,),
            _("Add a role"),
            _("You have not added any roles."),
            _("Clinical roles and leadership roles, now and before. You can have several at once."),
            ("organisation",),
        ),
        Part(
            "qualifications",
            "qualifications",
            _("Your qualifications"),
            (learning.QualificationStep, learning.QualificationDates),
            Qualification,
            (),
            _("Add a qualification"),
            _("You have not added any qualifications."),
            _("The ones that matter for leading. You do not need to add every certificate."),
        ),
        Part(
            "programmes",
            "programmes",
            _("Your programmes and fellowships"),
            (learning.ProgrammeStep, learning.ProgrammeDates),
            ProgrammeTaken,
            (),
            _("Add a programme or fellowship"),
            _("You have not added any programmes or fellowships."),
            _("Leadership programmes, fellowships and awards that you took part in."),
        ),
        Part(
            "out-of-programme",
            "training",
            _("Time out of programme"),
            (training.TimeOutStep, training.TimeOutDates),
            OutOfProgramme,
            (),
            _("Add time out of programme"),
            _("You have not added any time out of programme."),
            "",
            ("kind",),
        ),
        Part(
            "working-patterns",
            "training",
            _("Less than full time"),
            (training.PatternStep, training.PatternDates),
            WorkingPattern,
            (),
            _("Add a time when you worked less than full time"),
            _("You have not added any time when you worked less than full time."),
        ),
        Part(
            "training",
            "training",
            _("Your training"),
            (training.StandingStep, training.SpecialtyStep, training.ProgrammeNumberStep, training.TrainingDates),
        ),
        Part("stage", "aspirations", "", (aspirations.StageStep, aspirations.NextStepStep), flows=True),
        Part(
            "aspirations",
            "aspirations",
            _("What you would like"),
            (aspirations.HorizonStep, aspirations.PlacesStep, aspirations.PatternWishStep, aspirations.JobShareStep),
            flows=True,
        ),
        Part("support", "support", _("What would help you"), (aspirations.SupportStep,)),
    )
}
LISTS = [code for code, part in PARTS.items() if part.model]
SINGLES = [code for code, part in PARTS.items() if not part.model]

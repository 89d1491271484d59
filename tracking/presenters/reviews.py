"""What a person is shown of their own record when they check it, and when the next check is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from pathways.models import PlanAction
from profiles.models import Clinician
from talent_register.common.sections import once, sections
from tracking.models import YearlyReview
from tracking.rules.reminders import DUE_SOON_DAYS
from tracking.rules.reviews import opens_on

from .person import SHARES, day


@dataclass(frozen=True)
class NextReview:
    """The next review. It may be done a little early; `is_now` says that it is time."""

    due_on: date | None
    today: date

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < self.today

    @property
    def is_now(self) -> bool:
        return self.due_on is not None and (self.due_on - self.today).days <= DUE_SOON_DAYS

    @property
    def opens_on(self) -> date | None:
        return opens_on(self.due_on) if self.due_on else None

    @property
    def is_open(self) -> bool:
        return self.due_on is not None and opens_on(self.due_on) <= self.today

    @property
    def year(self) -> int | None:
        return self.due_on.year if self.due_on else None


def next_review(clinician: Clinician, today: date) -> NextReview:
    return NextReview(clinician.review_due_on, today)


def summary(clinician: Clinician) -> list[dict[str, Any]]:
    """The record in the groups in which it can be changed."""
    sharing = [str(audience.label) for audience, (field, _staff) in SHARES.items() if getattr(clinician, field)]
    return [
        {
            "title": _("About you"),
            "facts": [
                {"key": _("Name"), "value": clinician.full_name, "href": reverse("own-name")},
                {"key": _("Email"), "value": clinician.email, "href": reverse("own-addresses")},
                {"key": _("Profession"), "value": str(clinician.profession or ""), "href": reverse("own-profession")},
                {
                    "key": _("Region"),
                    "value": str(clinician.region or clinician.get_nation_display()),
                    "href": reverse("own-region"),
                },
            ],
        },
        *_sections(clinician),
        {
            "title": _("Who can see your profile"),
            "facts": [{"key": _("You said yes to"), "value": "\n".join(sharing) or _("Nobody")}],
        },
    ]


def _sections(clinician: Clinician) -> list[dict[str, Any]]:
    """Every section that may be copied: what it says, and where to change it."""
    return [
        {
            "title": str(section.words),
            "facts": [{"key": line.key, "value": line.value} for line in map(once, section.lines(clinician))],
            "href": section.href,
        }
        for section in sections()
        if section.lines
    ]


def open_actions(clinician: Clinician) -> list[PlanAction]:
    """What the review asks about, the earliest day first."""
    return list(clinician.plan_actions.open().by_date())


def timeline(reviews: Iterable[YearlyReview]) -> list[dict[str, Any]]:
    return [
        {
            "title": review.get_outcome_display(),
            "href": reverse("review", args=[review.due_on.year]),
            "at": review.done_at,
            "text": _("Review due on %(day)s") % {"day": day(review.due_on)},
        }
        for review in reviews
    ]

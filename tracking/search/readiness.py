"""The filter "Readiness": what the newest discussion of somebody says, as far as the reader may read it.

Two readers may find different people with it, and no page says more by counting than by naming. What a whole team
reads is found without what some member kept out of.
"""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from profiles.models import Clinician
from talent_register.accounts import access
from talent_register.common.permissions import Permission
from tracking.choices import Readiness
from tracking.models import TalentDiscussion

from .facets import Facet, Reader


def _said(reader: Reader) -> Subquery:
    of_person = (
        TalentDiscussion.objects.of_others_visible_to(reader.user)
        .filter(clinician=OuterRef("pk"))
        .order_by("-held_on", "-id")
    )
    return Subquery(of_person.values("readiness")[:1])


def _having(values: tuple[str, ...], reader: Reader) -> Q:
    newest = TalentDiscussion.objects.filter(pk__in=_newest(reader.user, is_for_team=reader.is_for_team).values("pk"))
    people = Clinician.objects.visible_to(reader.user, Permission.DISCUSSION_VIEW)
    return Q(pk__in=newest.filter(readiness__in=values).values("clinician")) & Q(pk__in=people.values("pk"))


def _newest(user: Any, *, is_for_team: bool = False) -> QuerySet[TalentDiscussion]:
    """The newest of each person, near and far: whether they may be seen is asked beside it, as that is much cheaper."""
    said = TalentDiscussion.objects.of_teams_of(user)
    return (said.that_nobody_kept_out_of() if is_for_team else said).newest_each()


def _told(user: Any) -> QuerySet:
    return _newest(user).values_list("clinician", "readiness")


def _options(user: Any) -> list:
    return list(Readiness.choices) if access.can(user, Permission.DISCUSSION_VIEW) else []


READINESS = Facet(
    "readiness",
    _said,
    _having,
    label=_("Readiness"),
    options=_options,
    told=_told,
    of_whom=Permission.DISCUSSION_VIEW,
)

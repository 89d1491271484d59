"""The filter "Reviewer": who is to hold the next talent discussion with somebody, as far as the reader may know."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from profiles.models import Clinician
from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.common.permissions import Permission
from tracking.models import Reviewer
from tracking.models.reviewers import ME

from .facets import Facet, Reader

NOBODY = "none"


def _people(user: Any) -> QuerySet[Clinician]:
    return Clinician.objects.visible_to(user, Permission.DISCUSSION_VIEW)


def _open(user: Any) -> QuerySet[Reviewer]:
    """One of each person, near and far: whether the people may be seen is asked beside it."""
    return Reviewer.objects.of_teams_of(user).open().one_each(user)


def _value(reader: Reader) -> Coalesce:
    known = _open(reader.user).filter(clinician=OuterRef("pk"), clinician__in=_people(reader.user))
    return Coalesce(Subquery(known.values("whose")[:1]), Value(NOBODY))


def _having(values: tuple[str, ...], reader: Reader) -> Q:
    each = Reviewer.objects.filter(pk__in=_open(reader.user).values("pk"))
    whose = Q(user__uuid__in=[one for one in values if _is_key(one)])
    whose = (whose & ~Q(user=reader.user)) | (Q(user=reader.user) if ME in values else Q(pk__in=[]))
    seen = Q(pk__in=_people(reader.user).order_by().values("pk"))
    wanted = Q(pk__in=each.filter(whose).values("clinician")) & seen
    if NOBODY in values:
        wanted |= ~(Q(pk__in=each.values("clinician")) & seen)
    return wanted


def _is_key(value: str) -> bool:
    return value not in (ME, NOBODY)


def _told(user: Any) -> QuerySet:
    return _open(user).values_list("clinician", "whose")


def _options(user: Any) -> list:
    """Oneself, whoever else has people, and nobody."""
    if not access.can(user, Permission.DISCUSSION_VIEW):
        return []
    busy = Reviewer.objects.of_teams_of(user).open().values("user")
    others = User.objects.filter(pk__in=busy).exclude(pk=user.pk).order_by("name", "pk")
    return [
        (ME, _("I am the reviewer")),
        *((str(one.uuid), one.name or say("No name")) for one in others),
        (NOBODY, _("No reviewer yet")),
    ]


REVIEWER = Facet(
    "reviewer",
    _value,
    _having,
    label=_("Reviewer"),
    options=_options,
    told=_told,
    of_whom=Permission.DISCUSSION_VIEW,
    rest=NOBODY,
)

"""The filter "Readiness": what the newest discussion of somebody says, as far as the reader may read it.

Two readers may find different people with it, and no page says more by counting than by naming.
"""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from talent_register.accounts import access
from talent_register.common.permissions import Permission
from tracking.choices import Readiness
from tracking.models import TalentDiscussion

from .facets import Facet, Reader


def _discussions(user: Any) -> QuerySet[TalentDiscussion]:
    return TalentDiscussion.objects.of_others_visible_to(user)


def _said(reader: Reader) -> Subquery:
    of_person = _discussions(reader.user).filter(clinician=OuterRef("pk")).order_by("-held_on", "-id")
    return Subquery(of_person.values("readiness")[:1])


def _having(values: tuple[str, ...], reader: Reader) -> Q:
    newest = TalentDiscussion.objects.filter(pk__in=_discussions(reader.user).newest_each().values("pk"))
    return Q(pk__in=newest.filter(readiness__in=values).values("clinician"))


def _told(user: Any) -> QuerySet:
    return _discussions(user).newest_each().values_list("clinician", "readiness")


def _options(user: Any) -> list:
    return list(Readiness.choices) if access.can(user, Permission.DISCUSSION_VIEW) else []


READINESS = Facet("readiness", _said, _having, label=_("Readiness"), options=_options, told=_told)

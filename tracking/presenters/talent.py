"""What talent discussions add to the shared staff pages."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from profiles.models import Clinician
from talent_register.accounts.access import can
from talent_register.common.permissions import Permission
from tracking.models import Cohort, TalentDiscussion
from tracking.registry import Card, Fact, Part, Todo

from . import discussions as words

SEEN_WHEN_SHOWN = gettext_lazy("They see this at the latest 28 days after it was recorded")


def parts(person: Clinician, user: Any) -> list[Part]:
    if not can(user, Permission.DISCUSSION_VIEW) or person.user_id == user.pk:
        return []
    return [Part(_("Discussions"), reverse("discussion-list", args=[person.reference]))]


def cards(person: Clinician, user: Any, today: date) -> list[Card]:
    if not parts(person, user):
        return []
    facts = words.card(person, words.newest(person, user), today)
    return [Card(_("Talent discussions"), facts, SEEN_WHEN_SHOWN, _("Not yet discussed."))]


def tags(person: Clinician, user: Any, today: date) -> list[Fact]:
    """Readiness in the one tint that judges nobody."""
    newest = words.newest(person, user) if parts(person, user) else None
    return [{"text": words.readiness(newest.readiness), "colour": "white"}] if newest else []


def events(person: Clinician, user: Any) -> list[Fact]:
    return [
        {"title": one.get_kind_display(), "at": one.recorded_at, "by": one.recorded_by, "text": words.in_short(one)}
        for one in words.of_person(person, user)
    ]


def cohort_parts(cohort: Cohort, user: Any) -> list[Part]:
    if not can(user, Permission.DISCUSSION_VIEW):
        return []
    return [Part(_("Grid"), reverse("cohort-grid", args=[cohort.slug]))]


def attention(user: Any, today: date) -> list[Todo]:
    """People whose newest discussion said to look again by today."""
    newest = TalentDiscussion.objects.visible_to(user).of_others(user).newest_each()
    due = TalentDiscussion.objects.filter(pk__in=newest.values("pk"), review_on__lte=today).count()
    if not due:
        return []
    line = ngettext("%(n)d person is to be talked about again", "%(n)d people are to be talked about again", due)
    return [Todo(line % {"n": due}, reverse("discussion-due"), due)]

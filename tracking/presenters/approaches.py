"""Questions about posts as the person reads them, and the leadership posts recorded of them."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from profiles.models import Clinician
from tracking.models import ContactRequest, Tenure
from tracking.rules.slates import reason_words

from .plain import Cell, Head, Plain
from .slates import COLOURS

State = ContactRequest.State


def rows(asked: Any) -> Plain | None:
    made = []
    for request in asked.select_related("entry__slate__role", "entry__slate__owner"):
        slate = request.entry.slate
        made.append(
            [
                Cell(slate.role.title, reverse("approach", args=[request.uuid]), date_format(request.sent_at, "j F Y")),
                Cell(slate.owner.name),
                Cell(date_format(request.sent_at, "j F Y")),
                Cell("", tag=state_words(request), colour=COLOURS[State(request.state)]),
            ]
        )
    heads = [Head(_("Role")), Head(_("From")), Head(_("Asked on")), Head(_("Your answer"))]
    return Plain.of(_("Questions about posts"), heads, made) if made else None


def state_words(request: ContactRequest) -> str:
    """The state from the person's side."""
    return {
        State.WAITING: _("Not answered"),
        State.ACCEPTED: _("You said yes"),
        State.DECLINED: _("You said not this time"),
        State.PAUSED: _("You said not now"),
    }[State(request.state)]


def why(request: ContactRequest) -> list[str]:
    """Why they thought of this person: every reason that was kept, and what whoever added them noted."""
    noted = [request.entry.note] if request.entry.note else []
    return [*(words[:1].upper() + words[1:] for words in map(reason_words, request.entry.reasons)), *noted]


def facts(request: ContactRequest) -> list[dict[str, Any]]:
    slate = request.entry.slate
    said = [{"key": _("Your answer"), "value": state_words(request)}] if request.state != State.WAITING else []
    if request.outcome:
        said.append({"key": _("What became of it"), "value": request.get_outcome_display()})
    return [
        {"key": _("Role"), "value": slate.role.title},
        {"key": _("From"), "value": slate.owner.name},
        {"key": _("Asked on"), "value": date_format(request.sent_at, "j F Y")},
        *said,
    ]


def posts(record: Clinician) -> list[str]:
    """Leadership posts that staff recorded of this person, as sentences."""
    tenures = Tenure.objects.filter(clinician=record).select_related("post__role", "post__organisation")
    made = []
    for tenure in tenures.order_by("-started_on"):
        words = {
            "post": tenure.post.name,
            "organisation": tenure.post.organisation.name,
            "start": date_format(tenure.started_on, "F Y"),
        }
        if tenure.ended_on:
            end = {"end": date_format(tenure.ended_on, "F Y")}
            made.append(_("%(post)s, %(organisation)s, from %(start)s to %(end)s") % {**words, **end})
        else:
            made.append(_("%(post)s, %(organisation)s, since %(start)s") % words)
    return made

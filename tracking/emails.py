"""What the letters of tracking need to say. Their words are templates in templates/letters/tracking/."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from talent_register.accounts.access import team_of
from talent_register.letters import actions as letters
from talent_register.letters.actions.writing import compose
from talent_register.letters.models import Purpose

from .rules.reminders import ALL_RULES, LICENCE, PLAN, REVIEW, ReminderRule

PATHS = {REVIEW: "reviews/2027/", PLAN: "plan/", LICENCE: "licence/"}
# Somebody invented, for previews.
EXAMPLE = {
    "name": "Jordan Example",
    "due_on": date(2027, 8, 6),
    "is_due_today": True,
    "address": "https://register.example.nhs.uk/me/reviews/2027/",
}
APPROACH = {
    "name": "Jordan Example",
    "team": "South West",
    "address": "https://register.example.nhs.uk/me/approaches/0/",
    "service_name": "Clinical Leadership Register",
}
EXPORT_EXAMPLE = {
    "is_ready": True,
    "name": "Rory Lead",
    "asked_on": "6 August 2026",
    "kept_until": "13 August 2026",
    "link": "https://register.example.nhs.uk/exports/",
}
DIGEST_EXAMPLES = {
    "programme": {
        "name": "Rory Lead",
        "team": "South West",
        "day": "3 August 2026",
        "number": 5,
        "lines": [
            {
                "words": "3 yearly reviews are overdue",
                "address": "https://register.example.nhs.uk/people/?review=OVERDUE",
            },
            {"words": "2 nominations to decide", "address": "https://register.example.nhs.uk/nominations/"},
        ],
        "choose": "https://register.example.nhs.uk/staff/digest/",
    },
    "college": {
        "name": "Cora Admin",
        "team": "College of Examples",
        "day": "3 August 2026",
        "number": 1,
        "lines": [{"words": "1 import waits for approval", "address": "https://register.example.nhs.uk/imports/"}],
        "choose": "https://register.example.nhs.uk/staff/digest/",
    },
}
EXAMPLES = {
    "tracking/digest": DIGEST_EXAMPLES["programme"],
    **{
        rule.template: {
            **EXAMPLE,
            "address": f"https://register.example.nhs.uk/me/{PATHS[rule.fact]}",
            "weeks": round(-rule.offset_days / 7),
        }
        for rule in ALL_RULES
    },
    "tracking/approach": APPROACH,
    "tracking/approach_answered": APPROACH,
    "tracking/support": APPROACH,
    "tracking/update": {"name": "Jordan Example", "address": "https://register.example.nhs.uk/me/updates/"},
    "tracking/trial": {"subject": "Your leadership review is due today", "body": "Dear Jordan Example, …"},
    "tracking/export_answered": EXPORT_EXAMPLE,
}


def reminder(person: Any, rule: ReminderRule, due_on: date, leaves_on: date) -> dict[str, Any]:
    """The words of a reminder. One that leaves late must not say that something is due today."""
    page, args = {REVIEW: ("review", [due_on.year]), PLAN: ("plan", []), LICENCE: ("own-licence", [])}[rule.fact]
    with translation.override(person.language):
        path = reverse(page, args=args)
    return {
        "name": person.full_name,
        "due_on": due_on,
        "is_due_today": leaves_on == due_on,
        "address": f"{settings.PUBLIC_URL}{path}",
        **days_left(due_on, leaves_on),
    }


def days_left(due_on: date, leaves_on: date) -> dict[str, int]:
    """About how many weeks are left when the letter leaves."""
    return {"weeks": round((due_on - leaves_on).days / 7)}


DIGEST_KIND = "tracking/digest"


def digest(user: Any, period: str, lines: list[Any], at: datetime) -> Any:
    """What waits for a member of staff: numbers and links."""
    return letters.write(
        key=f"{DIGEST_KIND}:{user.uuid}:{period}",
        kind=DIGEST_KIND,
        purpose=Purpose.DIGEST,
        to_email=user.email,
        to_name=user.name,
        language=user.language,
        related=period,
        not_before=at,
        context=digest_context(user, lines, at),
    )


def digest_context(user: Any, lines: list[Any], at: datetime) -> dict[str, Any]:
    with translation.override(user.language):
        choose = reverse("staff-digest")
        day = date_format(timezone.localtime(at), "j F Y")
    return {
        "name": user.name,
        "team": team_of(user),
        "day": day,
        "number": sum(line.number for line in lines),
        "lines": [{"words": line.words, "address": f"{settings.PUBLIC_URL}{line.href}"} for line in lines],
        "choose": f"{settings.PUBLIC_URL}{choose}",
    }


def digest_trial(user: Any, lines: list[Any], at: datetime) -> None:
    """What waits now, or the example when nothing does, to the user alone."""
    context = digest_context(user, lines, at) if lines else DIGEST_EXAMPLES["programme"]
    _trial(DIGEST_KIND, "DIGEST", context, user=user, at=at)


def update(person: Any) -> dict[str, Any]:
    """That there is something to read, and where; never what it says."""
    with translation.override(person.language):
        path = reverse("own-updates")
    return {"name": person.full_name, "address": f"{settings.PUBLIC_URL}{path}"}


def trial(rule: ReminderRule, *, user: Any, at: datetime) -> None:
    """The example of a reminder, in the user's own language and to the user alone."""
    _trial(rule.template, rule.kind, EXAMPLES[rule.template], user=user, at=at)


def _trial(template: str, name: str, context: dict[str, Any], *, user: Any, at: datetime) -> None:
    subject, body = compose(template, context, user.language)
    letters.write(
        key=f"tracking/trial:{user.pk}:{name}:{at:%Y-%m-%d %H:%M}",
        kind="tracking/trial",
        purpose=Purpose.SECURITY,  # asked for a moment ago: it leaves at once, at any hour
        to_email=user.email,
        to_name=user.name,
        language=user.language,
        context={"subject": subject, "body": body},
    )


def approach(*, request: Any) -> None:
    """Tell somebody that a team would like to talk about a post. Not to people who switched such letters off."""
    person = request.entry.clinician
    if not person.email or Purpose.MESSAGES in person.stopped:
        return
    _write(
        "approach",
        key=str(request.uuid),
        **person.as_reader(),
        team=request.entry.slate.owner.name,
        path=_page("approach", str(request.uuid), language=person.language),
    )


def support(*, event: Any) -> None:
    """Tell somebody that a message waits for them. What it says stands behind the log-in only."""
    letters.write_many([_support(event)])


def support_many(*, events: Iterable[Any]) -> None:
    """The same for people to whom one message goes."""
    letters.write_many(map(_support, events))


def support_letter(*, person: Any, team: str) -> tuple[str, str]:
    """The subject and the body of that letter, as one person gets it."""
    return compose("tracking/support", _context(person.full_name, team, _own_page(person)), person.language)


def _support(event: Any) -> letters.Draft:
    person = event.clinician
    return letters.Draft(
        key=f"tracking/support:{event.uuid}",
        kind="tracking/support",
        purpose=Purpose.MESSAGES,
        related=str(event.uuid),
        context=_context(person.full_name, event.owner.name, _own_page(person)),
        **person.as_reader(),
    )


def _own_page(person: Any) -> str:
    return _page("own-updates", language=person.language)


def approach_answered(*, request: Any) -> None:
    """Tell whoever asked that there is an answer. Who it is from stands behind the log-in only."""
    asker = request.sent_by
    if asker is None or not asker.is_active:
        return
    slate = request.entry.slate
    _write(
        "approach_answered",
        key=str(request.uuid),
        to_email=asker.email,
        to_name=asker.name,
        language=asker.language,
        team=slate.owner.name,
        path=_page("slate", str(slate.uuid), language=asker.language),
    )


def _page(name: str, *args: str, language: str) -> str:
    with translation.override(language):
        return reverse(name, args=args)


def _write(name: str, *, key: str, to_name: str, team: str, path: str, **more: Any) -> None:
    letters.write(
        key=f"tracking/{name}:{key}",
        kind=f"tracking/{name}",
        purpose=Purpose.MESSAGES,
        to_name=to_name,
        related=key,
        context=_context(to_name, team, path),
        **more,
    )


def _context(name: str, team: str, path: str) -> dict[str, Any]:
    address = f"{settings.PUBLIC_URL}{path}"
    return {"name": name, "team": team, "address": address, "service_name": settings.SERVICE_NAME}


def export_answered(export: Any) -> None:
    """Tell the one who asked that the file is there, or that a colleague refused. Nobody in the list is named."""
    user = export.asked_by
    with translation.override(user.language):
        days = {name: date_format(at, "j F Y") if at else "" for name, at in _days(export).items()}
        link = settings.PUBLIC_URL + reverse("export-list")
    letters.write(
        key=f"tracking/export:{export.uuid}:{export.state}",
        kind="tracking/export_answered",
        purpose=Purpose.SECURITY,
        to_email=user.email,
        to_name=user.name,
        language=user.language,
        related=str(export.uuid),
        context={"is_ready": export.kept_until is not None, "name": user.name, "link": link, **days},
    )


def _days(export: Any) -> dict[str, Any]:
    at = {"asked_on": export.asked_at, "kept_until": export.kept_until}
    return {name: timezone.localtime(value) if value else None for name, value in at.items()}

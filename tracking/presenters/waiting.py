"""What waits for staff in the storeys below: imports, roles to confirm, data requests, answers, files.

Named in settings.STAFF_ATTENTION beside what the nouns of tracking add: one source for the home page and for digests.
"""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from pathways.holidays import missing
from profiles.access import wrongly_addressed
from profiles.models import ClaimRequest, Clinician, EndedLink, Registration, RetentionReport, RightsRequest
from talent_register.accounts import access, rules
from talent_register.accounts.actions import handing_over
from talent_register.accounts.models import Membership
from talent_register.common.permissions import Permission
from talent_register.imports.choices import State
from talent_register.imports.models import ImportRun
from talent_register.imports.rules import ANSWERABLE
from tracking.models import ContactRequest, Export, SlateEntry
from tracking.registry import Todo

ANSWER_SOON_DAYS = 7


def imports(user: Any, today: date) -> list[Todo]:
    """Lists that wait for an approver, where the user is one; and those that wait for answers."""
    runs = ImportRun.objects.visible_to(user)
    handed_over = runs.filter(state=State.READY, handed_over_at__isnull=False)
    may_approve = access.organisations_where(user, Permission.IMPORT_APPROVE)
    approve = handed_over.filter(organisation__in=may_approve).exclude(handed_over_by=user).count()
    answers = runs.filter(state__in=ANSWERABLE, handed_over_at__isnull=True).count()
    page = reverse("import-list")
    return [
        *_todo(approve, ngettext("%(n)d import waits for approval", "%(n)d imports wait for approval", approve), page),
        *_todo(answers, ngettext("%(n)d import is not finished", "%(n)d imports are not finished", answers), page),
    ]


def roles_to_confirm(user: Any, today: date) -> list[Todo]:
    """Roles of colleagues that somebody has to confirm within the notice."""
    todo = []
    for role, own in access.roles_of(user):
        if not role.invites:
            continue
        held = Membership.objects.filter(organisation=own.organisation_id).current(today).exclude(user=user)
        near = sum(
            rules.is_offered(one.role) and rules.is_confirmation_near(one.checked_on, today)
            for one in held.filter(user__is_active=True)
        )
        words = ngettext(
            "%(n)d role in your team is to be confirmed", "%(n)d roles in your team are to be confirmed", near
        )
        todo += _todo(near, words, reverse("team-review", args=[own.organisation.slug]))
    return list({one.href: one for one in todo}.values())


def left_behind(user: Any, today: date) -> list[Todo]:
    """People who have left a team with something that nobody took over."""
    todo = {}
    for role, own in access.roles_of(user):
        if role.invites:
            number = len(handing_over.left_behind(own.organisation))
            words = ngettext(
                "%(n)d person has left something behind for your team",
                "%(n)d people have left something behind for your team",
                number,
            )
            todo[own.organisation_id] = _todo(number, words, reverse("team", args=[own.organisation.slug]))
    return [one for found in todo.values() for one in found]


def holidays(user: Any, today: date) -> list[Todo]:
    """Years of bank holidays that nobody has added, for editors."""
    if not access.can(user, Permission.CONTENT_EDIT):
        return []
    number = len(missing(today))
    words = ngettext("%(n)d list of bank holidays is missing", "%(n)d lists of bank holidays are missing", number)
    return _todo(number, words, reverse("content-kind", args=["bank-holiday"]))


def support(user: Any, today: date) -> list[Todo]:
    """Requests about data whose answer is due soon or late, and records to look at."""
    due = RightsRequest.objects.visible_to(user).open().filter(due_on__lte=today + timedelta(days=ANSWER_SOON_DAYS))
    claims = ClaimRequest.objects.visible_to(user).open().count()
    late = due.count()
    requests = ngettext(
        "%(n)d data request is to be answered within 7 days",
        "%(n)d data requests are to be answered within 7 days",
        late,
    )
    return [
        *_todo(late, requests, reverse("rights-request-list")),
        *_todo(claims, ngettext("%(n)d record to look at", "%(n)d records to look at", claims), reverse("claim-list")),
    ]


def numbers(user: Any, today: date) -> list[Todo]:
    """Registration numbers that were looked up once and are due again: after a year, or under another last name."""
    if not access.can(user, Permission.REGISTRATION_VERIFY):
        return []
    due = Registration.objects.visible_to(user).exclude(clinician__user=user).due_again_by(today).count()
    words = ngettext(
        "%(n)d registration number is to be checked again", "%(n)d registration numbers are to be checked again", due
    )
    return _todo(due, words, f"{reverse('registration-check-list')}?heap=again")


def held(user: Any, today: date) -> list[Todo]:
    """What was kept long enough, and is more than a night may delete without a second person."""
    if not access.can(user, Permission.RETENTION_APPROVE):
        return []
    number = RetentionReport.objects.visible_to(user).latest_held().count()
    words = ngettext(
        "%(n)d deletion is larger than a night may do and waits for approval",
        "%(n)d deletions are larger than a night may do and wait for approval",
        number,
    )
    return _todo(number, words, reverse("retention"))


def wrong_addresses(user: Any, today: date) -> list[Todo]:
    """People on a college's lists whose letter reached somebody else."""
    if not access.can(user, Permission.TRAINEE_VIEW):
        return []
    listed = Clinician.objects.visible_to(user, Permission.TRAINEE_VIEW)
    number = len(wrongly_addressed(listed.filter(ended_links__why=EndedLink.Why.NOT_ME)))
    words = ngettext(
        "%(n)d letter reached somebody else: correct the address",
        "%(n)d letters reached somebody else: correct the addresses",
        number,
    )
    return _todo(number, words, f"{reverse('trainee-list')}?wrong=yes")


def answers(user: Any, today: date) -> list[Todo]:
    """People who would like to talk about a post, where nobody has yet written down what came of it."""
    if not access.can(user, Permission.SLATE_EDIT):
        return []
    yes = ContactRequest.objects.filter(entry__in=SlateEntry.objects.visible_to(user), sent_by=user, outcome="")
    number = yes.filter(state=ContactRequest.State.ACCEPTED).count()
    words = ngettext(
        "%(n)d person would like to talk about a post", "%(n)d people would like to talk about a post", number
    )
    return _todo(number, words, reverse("slate-list"))


def files(user: Any, today: date) -> list[Todo]:
    """Own exports that are ready and were not fetched."""
    if not access.can(user, Permission.PEOPLE_EXPORT):
        return []
    ready = Export.objects.own(user).filter(state=Export.State.READY, downloaded_at__isnull=True)
    ready = ready.filter(kept_until__gt=timezone.now()).count()
    words = ngettext("%(n)d export is ready for you", "%(n)d exports are ready for you", ready)
    return _todo(ready, words, reverse("export-list"))


def _todo(number: int, words: str, href: str) -> list[Todo]:
    return [Todo(words % {"n": number}, href, number)] if number else []

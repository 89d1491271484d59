"""Asking others how they see somebody lead, taking what they say, and keeping only what may be shown."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from pathways import emails
from pathways.actions.skills import asked_of
from pathways.choices import RaterGroup
from pathways.models import FeedbackRater, FeedbackReply, FeedbackRound, SelfAssessment
from pathways.rules import feedback as rules
from profiles.models import Clinician
from talent_register.audit import actions as audit
from talent_register.common.secret_links import token_hash

Named = list[tuple[str, str]]  # group, email


@transaction.atomic
def begin(*, assessment: SelfAssessment, named: Named, by: Any, at: datetime) -> FeedbackRound:
    """Ask the first people. Raises CannotAsk; while a round is open its raters are added to that one."""
    clinician = Clinician.objects.select_for_update(of=("self",)).get(pk=assessment.clinician_id)
    present = clinician.feedback_rounds.open().first()
    if present:
        return ask(round=present, named=named, by=by, at=at)
    begun = FeedbackRound.objects.create(
        clinician=clinician,
        assessment=assessment,
        framework=assessment.framework,
        smallest_group=settings.FEEDBACK_SMALLEST_GROUP,
        begun_at=at,
        closes_on=localdate(at) + rules.ASKED_FOR,
    )
    return ask(round=begun, named=named, by=by, at=at)


@transaction.atomic
def ask(*, round: FeedbackRound, named: Named, by: Any, at: datetime) -> FeedbackRound:
    """Send each person a link of their own. Raises CannotAsk, and FeedbackRound.DoesNotExist once it is closed."""
    round = _locked(FeedbackRound.objects.open(), round)
    person = round.clinician
    addresses = [email for _group, email in named]
    own = [person.email, person.work_email, person.personal_email]
    rules.check_can_ask(addresses, round.raters.values_list("email", flat=True), own)
    for group, email in named:
        rater = FeedbackRater(round=round, group=group, email=email, asked_on=localdate(at))
        rater.token_hash = _link_hash(rater)
        rater.save()
        emails.feedback_asked(rater=rater)
    _record("pathways.feedback_asked", round, by, asked=len(named))
    return round


@transaction.atomic
def reply(*, rater: FeedbackRater, answers: Mapping[str, str], comment: str, at: datetime) -> bool:
    """Keep what a rater said, once. False when the link had done its work in the meantime."""
    round = _locked(FeedbackRound.objects.all(), rater.round)
    held = FeedbackRater.objects.select_for_update(of=("self",)).waiting().filter(pk=rater.pk)
    if held.first() is None:
        return False
    FeedbackReply.objects.create(rater=rater, answers=dict(answers), comment=comment)
    FeedbackRater.objects.filter(pk=rater.pk).update(answered_on=localdate(at))
    _record("pathways.feedback_given", round, None)
    return True


@transaction.atomic
def decline(*, rater: FeedbackRater, at: datetime) -> None:
    """The rater would rather not. Nobody asks them again in this round."""
    if FeedbackRater.objects.waiting().filter(pk=rater.pk).update(declined_on=localdate(at)):
        _record("pathways.feedback_declined", rater.round, None)


@transaction.atomic
def take_back(*, rater: FeedbackRater, by: Any) -> None:
    """The person asks this rater no longer: the link stops, and what they said goes."""
    round = _locked(FeedbackRound.objects.open(), rater.round)
    rater.delete()
    _record("pathways.feedback_taken_back", round, by)


@transaction.atomic
def close(*, round: FeedbackRound, by: Any, at: datetime) -> FeedbackRound:
    """Freeze what each group said, as far as it may be shown; then forget who said what."""
    round = _locked(FeedbackRound.objects.all(), round)
    if round.closed_at is not None:
        return round
    raters = list(round.raters.select_related("reply"))
    said = [rules.Said(r.group, r.reply.answers, r.reply.comment) for r in raters if r.answered_on]
    levels = {level.code: level.name for level in round.framework.levels.order_by("rank") if level.rank}
    round.results = rules.freeze(said, _skills(round), levels, _asked(raters), round.smallest_group)
    round.closed_at = at
    round.save(update_fields=["results", "closed_at"])
    FeedbackReply.objects.filter(rater__round=round).delete()
    round.raters.update(email="")
    _record("pathways.feedback_closed", round, by, answered=len(said), asked=len(raters))
    return round


@transaction.atomic
def release(*, round: FeedbackRound, to_staff: bool, to_readers: bool, by: Any, at: datetime) -> FeedbackRound:
    """Let programme teams or readers of the plan read it, or take that back. Raises CannotRelease while it is open."""
    round = _locked(FeedbackRound.objects.all(), round)
    if round.closed_at is None:
        raise rules.CannotRelease
    round.staff_since = (round.staff_since or at) if to_staff else None
    round.readers_since = (round.readers_since or at) if to_readers else None
    round.save(update_fields=["staff_since", "readers_since"])
    _record("pathways.feedback_released", round, by, staff=to_staff, readers=to_readers)
    return round


@transaction.atomic
def remove(*, round: FeedbackRound, by: Any) -> None:
    """Delete a round with everything in it. Links that are out stop working."""
    round = _locked(FeedbackRound.objects.all(), round)
    _record("pathways.feedback_removed", round, by)
    round.delete()


@transaction.atomic
def remind_due(*, at: datetime) -> int:
    """Write to those who have not answered, twice at most, with the same link. Returns how many."""
    today, reminded = localdate(at), 0
    waiting = FeedbackRater.objects.waiting().filter(
        reminders__lt=len(rules.REMIND_AFTER), asked_on__lte=today - rules.REMIND_AFTER[0], round__closes_on__gte=today
    )
    waiting = waiting.filter(round__clinician__state="REGISTERED").select_related("round")
    for rater in waiting.select_for_update(of=("self",), skip_locked=True):
        if rules.reminder_due(rater.asked_on, rater.reminders, today):
            rater.token_hash, rater.reminders = _link_hash(rater), rater.reminders + 1
            rater.save(update_fields=["token_hash", "reminders"])
            emails.feedback_reminder(rater=rater)
            reminded += 1
    return reminded


def close_ended(*, at: datetime) -> int:
    """Close the rounds whose last day is over, each in a transaction of its own. Returns how many."""
    ended = list(FeedbackRound.objects.ended_before(localdate(at)))
    for round in ended:
        close(round=round, by=None, at=at)
    return len(ended)


def _link_hash(rater: FeedbackRater) -> str:
    return token_hash(emails.feedback_token(rater.uuid))


def _skills(round: FeedbackRound) -> list[rules.Skill]:
    own = {a.competency.code: a for a in round.assessment.answers.select_related("competency", "level")}
    found = []
    for competency in asked_of(round.framework):
        answer = own.get(competency.code)
        words = (answer.level.name if answer.level else answer.get_unknown_display()) if answer else ""
        found.append(rules.Skill(competency.code, competency.title, str(words)))
    return found


def _asked(raters: Iterable[FeedbackRater]) -> dict[str, int]:
    """Group → people asked, in the order of the choices."""
    groups = [rater.group for rater in raters]
    return {code: groups.count(code) for code in RaterGroup.values if code in groups}


def _locked(rounds: Any, round: FeedbackRound) -> FeedbackRound:
    held = rounds.select_for_update(of=("self",)).select_related("clinician__user", "framework", "assessment")
    found: FeedbackRound = held.get(pk=round.pk)
    return found


def _record(type: str, round: FeedbackRound, by: Any, **details: Any) -> None:
    audit.record(
        type,
        by=by,
        object_type="feedback_round",
        object_ref=str(round.uuid),
        person_ref=round.clinician.reference,
        details=details,
    )

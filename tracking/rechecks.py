"""What the outbox asks just before a reminder leaves: may it still go? Named in settings.LETTER_RECHECKS."""

from datetime import date

from django.utils import timezone, translation

from profiles.models import AGREED_FOR, Clinician, Use
from talent_register.accounts.models import User
from talent_register.letters.actions.writing import compose
from talent_register.letters.models import Letter
from talent_register.organisations.models import Organisation

from . import emails
from .actions import digests
from .actions.reminder_facts import FACTS, reachable, standing_on
from .models import ContactRequest, Reminder, ReminderPause, SupportEvent
from .registry import waiting
from .rules.reminders import RULES
from .rules.support import may_be_written_to

GONE = "The reminder was taken back."
CHANGED = "It is done, its day has moved, or the person does not want reminders."

NOT_AGREED = "The person no longer agrees to this use of their profile."
UNWANTED = "The person has left or paused their record, or does not want these letters."


def reason_not_to_tell(letter: Letter) -> str:
    """Why the letter "there is something to read" must not go any more. It goes to the address of today."""
    person = reachable(timezone.localdate()).filter(reference=letter.person_ref).select_related("user").first()
    if person is None:
        return UNWANTED
    letter.to_email = person.email
    return ""


def reason_not_to_write(letter: Letter) -> str:
    """Why a message of a team must not go any more. It goes to the address of today."""
    person = Clinician.objects.registered().filter(reference=letter.person_ref).select_related("user").first()
    if person is None or not may_be_written_to(person.stopped, person.email):
        return UNWANTED
    event = SupportEvent.objects.filter(uuid=letter.related).select_related("owner").first() if letter.related else None
    if event and not _agrees(person, event.owner, Use.SUPPORT):
        return NOT_AGREED
    letter.to_email = person.email
    return ""


def reason_not_to_approach(letter: Letter) -> str:
    """Why a question about a post must not go any more: the person said no to the use, or to such questions."""
    if letter.kind != "tracking/approach":
        return ""  # what the person answered goes to the team
    request = ContactRequest.objects.filter(uuid=letter.related).select_related("entry__slate__owner").first()
    if request is None:
        return GONE
    person = Clinician.objects.registered().filter(pk=request.entry.clinician_id).select_related("user").first()
    if person is None or not may_be_written_to(person.stopped, person.email):
        return UNWANTED
    owner = request.entry.slate.owner
    if not person.shares_with_recruiters or not _agrees(person, owner, Use.POSTS):
        return NOT_AGREED
    letter.to_email = person.email
    return ""


def _agrees(person: Clinician, team: Organisation, use: Use) -> bool:
    """Whether the person agrees today to what a team does."""
    audience = "nation" if team.kind == Organisation.Kind.NATIONAL else "region"
    return Clinician.objects.filter(AGREED_FOR[use][audience], pk=person.pk).exists()


def reason_not_to_remind(letter: Letter) -> str:
    """Why the letter must not go any more; empty when it may. It goes to the address of today, in words true today."""
    reminder = Reminder.objects.standing().filter(letter_key=letter.key).first()
    if reminder is None:
        return GONE
    rule, today = RULES[reminder.kind], timezone.localdate()
    fact = FACTS[rule.fact]
    rows = standing_on(fact, today)
    if not rows.filter(**{fact.person: reminder.clinician_id, fact.due: reminder.due_on}).exists():
        return CHANGED
    person = Clinician.objects.select_related("user").get(pk=reminder.clinician_id)
    letter.to_email = person.email
    words = emails.reminder(person, rule, reminder.due_on, today)
    letter.subject, letter.body = compose(letter.kind, words, letter.language)
    return ""


NEWER = "A newer digest follows."
NOTHING_WAITS = "Nothing waits any more, or the person has no role."


def reason_not_to_digest(letter: Letter) -> str:
    """Why a digest must not go any more. One that may says what waits now, not when it was written."""
    user, at = User.objects.filter(email=letter.to_email).first(), timezone.now()
    if user is None or not digests.staff(at).filter(pk=user.pk).exists():
        return NOTHING_WAITS
    if not digests.is_of_now(user, letter.related, at):
        return NEWER
    with translation.override(letter.language):
        lines = waiting(user, timezone.localdate(at))
    if not lines:
        return NOTHING_WAITS
    letter.subject, letter.body = compose(letter.kind, emails.digest_context(user, lines, at), letter.language)
    return ""


def held_until(day: date) -> date | None:
    """The day on which reminders go again, when staff have paused them on a day. Named in settings.LETTER_HOLDS."""
    pause = ReminderPause.objects.in_force(day).first()
    return pause.until_day if pause else None

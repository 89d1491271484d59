"""What the outbox asks just before a reminder leaves: may it still go? Named in settings.LETTER_RECHECKS."""

from django.utils import timezone

from profiles.models import Clinician
from talent_register.letters.models import Letter

from .actions.reminders import reachable
from .models import Reminder
from .rules.support import may_be_written_to

GONE = "The reminder was taken back."
CHANGED = "The review is done, its day has moved, or the person does not want reminders."

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
    if person is None or not may_be_written_to(person.letters_off, person.email):
        return UNWANTED
    letter.to_email = person.email
    return ""


def reason_not_to_remind(letter: Letter) -> str:
    """Why the letter must not go any more; empty when it may. It goes to the address of today."""
    reminder = Reminder.objects.standing().filter(letter_key=letter.key).first()
    if reminder is None:
        return GONE
    people: list[Clinician] = list(
        reachable(timezone.localdate())
        .filter(pk=reminder.clinician_id, review_due_on=reminder.due_on)
        .select_related("user")
    )
    if not people:
        return CHANGED
    letter.to_email = people[0].email
    return ""

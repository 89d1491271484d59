"""Whom an import gives cause to write to, which letter they get, who gets none, and why."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from profiles import emails, rules
from profiles.actions import links
from profiles.letter_examples import EXAMPLES
from profiles.models import ClaimRequest, ClaimToken, Clinician, ClinicianState, Recognition, RightsRequest
from talent_register.imports.choices import Action, NoLetter, RowState
from talent_register.imports.rules import LetterPlan, LettersOfKind
from talent_register.letters.choices import Purpose, State
from talent_register.letters.models import Letter, Trouble

WORDS = {
    emails.CLAIM: lambda: (
        _("Invitation to look at their record, correct it, join or decline. Again after %(second)s and %(third)s days")
        % {"second": rules.UNANSWERED[0].after, "third": rules.UNANSWERED[1].after}
    ),
    emails.CHANGED: lambda: _("Your list changed something on their record"),
    emails.RECOGNISED: lambda: _("You told us about something they have earned"),
}
# All that is asked of a person here and by the letters: a list may have 20,000.
NEEDED = (
    *("reference", "state", "given_names", "family_name", "preferred_name", "language", "erase_on", "restricted_at"),
    *("work_email", "personal_email", "letters_to", "letters_off", "letters_paused_until", "user__email"),
)
# What a person may turn off; the others are about the account and what others say of it.
PURPOSES = {emails.CHANGED: Purpose.REVIEW}
ON_THE_REGISTER = (ClinicianState.REGISTERED, ClinicianState.PAUSED)


@dataclass
class Sorted:
    """People by the kind of letter they get, and how many get none for which reason."""

    people: dict[str, list[Clinician]] = field(default_factory=dict)
    without: Counter = field(default_factory=Counter)


def of_trainees(run) -> Sorted:
    """New people are invited; those on the register hear that the list changed or asks something."""
    with_effect = run.rows.filter(state=RowState.APPLIED, action__in=[Action.NEW, Action.CHANGED])
    touched = Q(pk__in=with_effect.values("person_id")) | Q(suggestions__import_reference=run.reference)
    people = _people(Clinician.objects.filter(touched).values("pk"))
    invited = set(ClaimToken.objects.filter(clinician__in=people).values_list("clinician_id", flat=True))
    told = _told(run, emails.CHANGED)
    return _sorted(
        (person, emails.CLAIM, person.pk in invited)
        if person.state == ClinicianState.STUB
        else (person, emails.CHANGED, person.reference in told)
        for person in people
    )


def of_recognitions(run) -> Sorted:
    """People on the register hear what the list says they have earned."""
    theirs = Recognition.objects.filter(import_reference=run.reference, clinician__user__isnull=False)
    people = _people(theirs.values("clinician"))
    told = _told(run, emails.RECOGNISED)
    return _sorted((person, emails.RECOGNISED, person.reference in told) for person in people)


def _people(keys) -> QuerySet[Clinician]:
    return Clinician.objects.filter(pk__in=keys).select_related("user").only(*NEEDED).order_by("pk")


def plan(run, found: Sorted) -> LetterPlan:
    """The same as figures, with a made-up letter of each kind."""
    kinds = [
        LettersOfKind(kind, WORDS[kind](), len(people), _in_welsh(people), _example(run, kind, people[0]))
        for kind, people in found.people.items()
    ]
    return LetterPlan(kinds, {reason.value: found.without[reason] for reason in NoLetter if found.without[reason]})


def write(run, found: Sorted, not_before: datetime) -> int:
    """Put the letters into the outbox. Once written to, people count as told: again for the same list, none."""
    people, reference = found.people, run.reference
    written = emails.claim_letters(people.get(emails.CLAIM, []), run_reference=reference, not_before=not_before)
    changed, organisation = people.get(emails.CHANGED, []), str(run.organisation)
    written += emails.changed(changed, organisation=organisation, run=reference, not_before=not_before)
    earned = Recognition.objects.filter(import_reference=reference, clinician__in=people.get(emails.RECOGNISED, []))
    earned = earned.select_related("clinician__user", "organisation")
    return written + emails.recognised(earned, run=reference, not_before=not_before)


def left(run) -> dict[str, Letter]:
    """Letters of an import to its people that left, or may have, by the person's reference."""
    gone = [State.SENT, State.CARRIED, State.SENDING, State.IN_DOUBT]
    found = Letter.objects.filter(related=run.reference, kind__in=WORDS, state__in=gone)
    return {letter.person_ref: letter for letter in found.exclude(to_email="").exclude(person_ref="")}


def to_tell(run, people: Iterable[int]) -> int:
    """Of these people whose letter had left: to how many an undo would write."""
    told = left(run)
    return Clinician.objects.filter(pk__in=list(people), reference__in=list(told)).count() if told else 0


def tell_undone(run) -> int:
    """Write to those whose letter had left and whose record is gone, or as it was before the list. Once a list."""
    told = left(run)
    there = dict(Clinician.objects.filter(reference__in=list(told)).values_list("reference", "pk"))
    reversed_rows = run.rows.filter(state=RowState.REVERSED).exclude(action=Action.UNCHANGED)
    changed = set(reversed_rows.values_list("person_id", flat=True)) if told else set()
    concerned = [letter for ref, letter in told.items() if ref not in there or there[ref] in changed]
    return emails.import_undone(concerned, organisation=str(run.organisation), run=run.reference, there=set(there))


def _told(run, kind: str) -> set[str]:
    """References of those for whom a letter of this kind and list exists, but for those that were called off."""
    written = Letter.objects.filter(related=run.reference, kind=kind).exclude(state=State.CANCELLED)
    return set(written.values_list("person_ref", flat=True))


def _sorted(people: Iterable[tuple[Clinician, str, bool]]) -> Sorted:
    """From (person, kind of letter, whether they were told already)."""
    found = Sorted()
    broken = set(Trouble.objects.in_force().values_list("email", flat=True))
    objections = RightsRequest.objects.filter(kind=RightsRequest.Kind.OBJECT)
    died = ClaimRequest.objects.open().filter(kind=ClaimRequest.Kind.DIED)
    reported_dead = set(died.values_list("record_id", flat=True))
    objecting = set(objections.exclude(state=RightsRequest.State.REFUSED).values_list("clinician_id", flat=True))
    said = links.refused()
    for person, kind, is_told in people:
        reason = _why_not(person, kind, is_told, has_objected=person.pk in objecting, broken=broken)
        if person.pk in reported_dead:
            reason = NoLetter.GONE
        elif reason is None and links.is_not_theirs(person, said):
            reason = NoLetter.NOT_THEIRS
        if reason:
            found.without[reason] += 1
        else:
            found.people.setdefault(kind, []).append(person)
    return found


def _why_not(person: Clinician, kind: str, is_told: bool, *, has_objected: bool, broken: set[str]) -> NoLetter | None:
    if person.state != ClinicianState.STUB and (person.state not in ON_THE_REGISTER or not person.user_id):
        return NoLetter.GONE
    if is_told:
        return NoLetter.TOLD
    if not person.email:
        return NoLetter.NO_ADDRESS
    if person.restricted_at or has_objected or _is_unwanted(person, kind):
        return NoLetter.WISHES
    return NoLetter.BOUNCED if person.email.lower() in broken else None


def _is_unwanted(person: Clinician, kind: str) -> bool:
    """Whether the person paused or stopped letters of this kind's purpose."""
    purpose = PURPOSES.get(kind)
    return bool(purpose) and (person.state == ClinicianState.PAUSED or purpose in person.stopped)


def _in_welsh(people: list[Clinician]) -> int:
    return sum(person.language == "cy" for person in people)


def _example(run, kind: str, first: Clinician) -> dict:
    """A made-up reader, the real organisation, and what the list really gave."""
    example = {**EXAMPLES[kind], "organisation": str(run.organisation), "service_name": settings.SERVICE_NAME}
    if kind == emails.CLAIM:
        example |= {"supplied": emails.supplied_words(first), "expires_on": first.erase_on}
    return example

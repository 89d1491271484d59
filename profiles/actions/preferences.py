"""Which letters somebody wants, and in which language: chosen on a page, by a link in a letter, or none for a while."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from profiles import rules
from profiles.models import Clinician
from talent_register.accounts.access import nation_of_address
from talent_register.letters import actions as letters
from talent_register.letters.choices import NOT_ABOUT_A_PROFILE
from talent_register.letters.models import Letter, Purpose

from .trail import note


def switched_off(wanted: Collection[str]) -> list[str]:
    """The purposes that are off when these are wanted. Letters about the account cannot be."""
    return [one for one in Purpose.values if one not in {Purpose.SECURITY, *NOT_ABOUT_A_PROFILE, *wanted}]


@transaction.atomic
def choose(
    *, clinician: Clinician, purposes: Collection[str], language: str, hears_monthly: bool, by: Any, at: datetime
) -> None:
    """Keep what somebody wants from now on. What waits and is no longer wanted does not leave."""
    clinician = Clinician.objects.select_for_update(of=("self",)).select_related("user").get(pk=clinician.pk)
    clinician.letters_off, clinician.language = switched_off(purposes), language
    clinician.hears_monthly, clinician.updated_at = hears_monthly, at
    clinician.save(update_fields=["letters_off", "language", "hears_monthly", "updated_at"])
    if clinician.user is not None:
        clinician.user.language = language
        clinician.user.save(update_fields=["language"])
    letters.cancel_unwanted(person_ref=clinician.reference, wanted=purposes, at=at)
    note("profiles.letters_chosen", clinician, by, off=clinician.letters_off)


class OwnWishes:
    """What a letter's own link does for people we know (letters.wishes.PersonsWishes)."""

    def is_stopped(self, letter: Letter) -> bool | None:
        person = Clinician.objects.known_as(letter.person_ref)
        return None if person is None else letter.purpose in person.letters_off

    def nation_of(self, letter: Letter) -> str:
        person = Clinician.objects.known_as(letter.person_ref)
        return person.nation if person else nation_of_address(letter.to_email)

    @transaction.atomic
    def change(self, letter: Letter, *, stops: bool, at: datetime) -> bool | None:
        person = Clinician.objects.select_for_update(of=("self",)).known_as(letter.person_ref)
        if person is None:
            return None
        if (letter.purpose in person.letters_off) == stops:
            return False
        off = {*person.letters_off, letter.purpose} if stops else {*person.letters_off} - {letter.purpose}
        person.letters_off, person.updated_at = [one for one in Purpose.values if one in off], at
        person.save(update_fields=["letters_off", "updated_at"])
        return True


OWN_WISHES = OwnWishes()


@transaction.atomic
def pause_letters(*, clinician: Clinician, until: date, by: Any, at: datetime) -> None:
    """No letters before a day, but those about the account. It ends by itself. Raises rules.CannotPause."""
    clinician = Clinician.objects.select_for_update(of=("self",)).get(pk=clinician.pk)
    rules.check_can_pause_letters(timezone.localdate(at), until)
    _pause_until(clinician, until, at)
    note("profiles.letters_paused", clinician, by)


@transaction.atomic
def resume_letters(*, clinician: Clinician, by: Any, at: datetime) -> bool:
    """Letters come again at once. False when they were not paused."""
    clinician = Clinician.objects.select_for_update(of=("self",)).get(pk=clinician.pk)
    if not clinician.has_paused_letters:
        return False
    _pause_until(clinician, None, at)
    note("profiles.letters_resumed", clinician, by)
    return True


def _pause_until(clinician: Clinician, until: date | None, at: datetime) -> None:
    clinician.letters_paused_until, clinician.updated_at = until, at
    clinician.save(update_fields=["letters_paused_until", "updated_at"])

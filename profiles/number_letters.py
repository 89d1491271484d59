"""The letter to somebody whose registration number was looked up and did not agree with their name."""

from collections.abc import Collection

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac

from talent_register.letters import actions as letters
from talent_register.letters.models import Letter, Purpose

from .models import Clinician, ClinicianState, FactSource, Registration, RegistrationCheck

DISAGREES = "profiles/number_disagrees"
MENDED = "The number agrees now, or was changed or taken back."


def disagrees(registrations: Collection[int]) -> int:
    """Tell these numbers' people, once until the number, the name or what the register says is another.

    Of numbers that their person gave another in place of, nobody is told: that one may wait for support unseen.
    """
    return letters.write_many(_draft(row) for row in _theirs().filter(pk__in=registrations).disagreeing())


def still_disagrees(letter: Letter) -> str:
    """Why nobody needs to be told of this number any more."""
    theirs = _theirs().filter(pk=letter.related, clinician__reference=letter.person_ref)
    return "" if letter.related.isdecimal() and theirs.disagreeing().exists() else MENDED


def _theirs():
    people = Clinician.objects.filter(state__in=[ClinicianState.REGISTERED, ClinicianState.PAUSED])
    found = Registration.objects.filter(clinician__in=people.filter(restricted_at__isnull=True), waiting__isnull=True)
    return found.select_related("clinician__user", "regulator").prefetch_related("checks")


def _draft(row: Registration) -> letters.Draft:
    person = row.clinician
    with translation.override(person.language):
        register = str(row.regulator.name)
    return letters.Draft(
        key=f"{DISAGREES}:{row.pk}:{_as_it_stands(row)}",
        kind=DISAGREES,
        purpose=Purpose.REVIEW,
        **person.as_reader(),
        related=str(row.pk),
        context={
            "name": person.full_name,
            "regulator": register,
            "day": _looks(row)[0].as_at,
            "link": settings.PUBLIC_URL + reverse("profile-registrations"),
            "service_name": settings.SERVICE_NAME,
        },
    )


def _as_it_stands(row: Registration) -> str:
    """What the look was about: the names as a keyed hash, and the last look that did agree."""
    names = f"{row.clinician.family_key}\n{row.clinician.given_key}"
    hashed = salted_hmac("profiles.disagrees", names, secret=settings.HASH_KEY, algorithm="sha256").hexdigest()
    agreed = next((look.pk for look in _looks(row) if look.is_match), 0)
    return f"{agreed}:{hashed[:16]}"


def _looks(row: Registration) -> list[RegistrationCheck]:
    return [look for look in row.checks.all() if look.source != FactSource.SELF]

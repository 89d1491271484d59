"""Letters that ask again: people of a list who have not answered, and people who registered and have not begun."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from talent_register.common.secret_links import new_token, token_hash
from talent_register.imports.models import ImportRun
from talent_register.letters import actions as letters
from talent_register.letters.models import Letter, Purpose

from . import emails, rules
from .models import ClaimToken, Clinician, SectionMark

CLAIM_AGAIN, UNFINISHED = "profiles/claim_again", "profiles/unfinished"
CALLED_OFF = "The organisation called its letters off, or took the list back."
BEGUN = "The person has finished a section, or left, or asked to be hidden."


def claim_again(people: dict[Clinician, str], *, asking: rules.Asking, at: datetime) -> int:
    """Ask people of lists again, with a link of their own; the first link opens too. {person: reference of the list}"""
    tokens, drafts = [], []
    for person, run in people.items():
        token = new_token()
        expires_on = person.erase_on or rules.stub_erased_on(timezone.localdate(at))
        tokens.append(
            ClaimToken(
                clinician=person,
                token_hash=token_hash(token),
                import_reference=run,
                letter=asking.number,
                created_at=at,
                expires_on=expires_on,
            )
        )
        context = {
            "organisation": emails.supplier(person, run),
            "link": settings.PUBLIC_URL + reverse("claim", args=[token]),
            "expires_on": expires_on,
        }
        drafts.append(_draft(CLAIM_AGAIN, person, asking, **context))
    ClaimToken.objects.bulk_create(tokens)
    return letters.write_many(drafts)


def unfinished(people: Iterable[Clinician], *, asking: rules.Asking) -> int:
    """Remind people that they have finished no section of their profile yet."""
    link = settings.PUBLIC_URL + reverse("own-profile")
    return letters.write_many(_draft(UNFINISHED, person, asking, link=link) for person in people)


def key(kind: str, reference: str, asking: rules.Asking) -> str:
    """What makes a letter exist once."""
    return f"{kind}:{reference}:{asking.number}"


def number_of(letter: Letter) -> int:
    """Which letter of its kind it is, as its key says."""
    return int(letter.key.rpartition(":")[2])


def _draft(kind: str, person: Clinician, asking: rules.Asking, **context: object) -> letters.Draft:
    common = {"name": person.full_name, "is_last": asking.is_last, "service_name": settings.SERVICE_NAME}
    return letters.Draft(
        key=key(kind, person.reference, asking),
        kind=kind,
        purpose=Purpose.REVIEW,
        **person.as_reader(),
        context={**common, **context},
    )


def still_to_ask(letter: Letter) -> str:
    """Why somebody of a list is not asked again: the organisation does not write to its people any more."""
    lists = ClaimToken.objects.filter(clinician__reference=letter.person_ref).values("import_reference")
    return "" if ImportRun.objects.writing_to_people().filter(reference__in=lists).exists() else CALLED_OFF


def still_unfinished(letter: Letter) -> str:
    """Why nobody needs to be reminded of their profile any more."""
    waiting = Clinician.objects.registered().filter(reference=letter.person_ref, restricted_at__isnull=True)
    done = SectionMark.objects.filter(clinician__reference=letter.person_ref, is_done=True)
    return "" if waiting.exists() and not done.exists() else BEGUN

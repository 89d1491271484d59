"""Letters to people about their own record. Each goes into the outbox in the transaction of its cause."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent_register.accounts.models import Membership
from talent_register.accounts.roles import ROLES
from talent_register.common.permissions import Permission
from talent_register.common.secret_links import new_token, token_hash
from talent_register.letters import actions as letters
from talent_register.letters.models import Letter, Purpose

from . import rules
from .models import (
    ClaimToken,
    Clinician,
    ClinicianState,
    ConsentWording,
    Departure,
    Recognition,
    RecordMerge,
    RightsRequest,
)


def welcome(*, clinician: Clinician) -> None:
    """Say what happens next."""
    letters.write(
        key=f"profiles/welcome:{clinician.reference}",
        kind="profiles/welcome",
        purpose=Purpose.SECURITY,
        **clinician.as_reader(),
        context={
            "person": clinician,
            "home": settings.PUBLIC_URL + reverse("home"),
            "pathways": settings.PUBLIC_URL + "/pathways/",
            "service_name": settings.SERVICE_NAME,
        },
    )


LEFT = _("The person left the register.")


def left(*, clinician: Clinician, departure: Departure) -> None:
    """Confirm that somebody leaves, what goes, what stays, and until when they can change their mind."""
    _about_rights(
        "left",
        clinician,
        key=str(departure.pk),
        undo_until=departure.undo_until,
        link=settings.PUBLIC_URL + reverse("own-departure"),
    )


def request_received(*, request: RightsRequest) -> None:
    _about_rights("request_received", request.clinician, key=request.reference, due_on=request.due_on)


def request_settled(*, request: RightsRequest) -> None:
    """Say that there is an answer. The answer itself is read after logging in."""
    _about_rights("request_settled", request.clinician, key=request.reference)


def request_extended(*, request: RightsRequest) -> None:
    _about_rights("request_extended", request.clinician, key=request.reference, due_on=request.due_on)


def _about_rights(kind: str, clinician: Clinician, *, key: str, **context: object) -> None:
    letters.write(
        key=f"profiles/{kind}:{key}",
        kind=f"profiles/{kind}",
        purpose=Purpose.SECURITY,
        **clinician.as_reader(),
        context={
            "name": clinician.full_name,
            "link": settings.PUBLIC_URL + reverse("own-data"),
            "service_name": settings.SERVICE_NAME,
            **context,
        },
    )


CONSENT_AGAIN = "profiles/consent_again"


def words_of(wording: ConsentWording) -> str:
    """How letters name the words they ask about."""
    return f"consent {wording.audience} {wording.version}"


def consent_again(people: Iterable[Clinician], *, wording: ConsentWording, until: date) -> int:
    """Ask those who said yes to older words to read the new ones."""
    return letters.write_many(
        [
            letters.Draft(
                key=f"{CONSENT_AGAIN}:{clinician.reference}:{words_of(wording)}",
                kind=CONSENT_AGAIN,
                purpose=Purpose.SECURITY,
                **clinician.as_reader(),
                related=words_of(wording),
                context={
                    "name": clinician.full_name,
                    "until": until,
                    "link": settings.PUBLIC_URL + reverse("own-consent-again"),
                    "service_name": settings.SERVICE_NAME,
                },
            )
            for clinician in people
        ]
    )


AWAY, AWAY_LAST = "profiles/away", "profiles/away_last"


def shall_we_keep(people: Iterable[Clinician], *, kind: str) -> int:
    """Ask those who were away for years whether we may keep their record, until the day it is erased."""
    return letters.write_many(
        [
            letters.Draft(
                key=f"{kind}:{clinician.reference}:{clinician.erase_on}",
                kind=kind,
                purpose=Purpose.SECURITY,
                **clinician.as_reader(),
                context={
                    "name": clinician.full_name,
                    "day": clinician.erase_on,
                    "link": settings.PUBLIC_URL + reverse("home"),
                    "service_name": settings.SERVICE_NAME,
                },
            )
            for clinician in people
        ]
    )


def merged(*, merge: RecordMerge, holds_back: bool = False) -> None:
    """Tell both accounts that their records were made one, and until when it can be undone. `holds_back`: they said
    different things about who may see them, and the no holds."""
    _about_merge("merged", merge, holds_back=holds_back)


def unmerged(*, merge: RecordMerge) -> None:
    """Tell both accounts that they have a record each again."""
    _about_merge("unmerged", merge)


def _about_merge(kind: str, merge: RecordMerge, **context: object) -> None:
    for record in (merge.kept, merge.lost):
        if record.user_id:
            _about_rights(
                kind,
                record,
                key=f"{merge.reference}:{record.reference}",
                is_kept=record == merge.kept,
                undo_until=merge.undo_until,
                link=settings.PUBLIC_URL + reverse("home"),
                reply_email=settings.REPLY_EMAIL,
                **context,
            )


def recognised(recognitions: Iterable[Recognition], *, run: str, not_before: datetime) -> int:
    """Tell registered people what an organisation says they have earned: one letter a person and list."""
    found: dict[Clinician, list[Recognition]] = {}
    for recognition in recognitions:
        found.setdefault(recognition.clinician, []).append(recognition)
    return letters.write_many(
        [
            letters.Draft(
                key=f"profiles/recognised:{run}:{clinician.reference}",
                kind=RECOGNISED,
                purpose=Purpose.SECURITY,
                **clinician.as_reader(),
                related=run,
                not_before=not_before,
                context={
                    "name": clinician.full_name,
                    "organisation": str(theirs[0].organisation),
                    "link": settings.PUBLIC_URL + reverse("recognition-list"),
                    "service_name": settings.SERVICE_NAME,
                },
            )
            for clinician, theirs in found.items()
        ]
    )


CLAIM, RECOGNISED, CHANGED = "profiles/claim", "profiles/recognised", "profiles/changed"


def changed(people: Iterable[Clinician], *, organisation: str, run: str, not_before: datetime) -> int:
    """Tell people on the register that an organisation's list changed something on their record, once a list."""
    return letters.write_many(
        [
            letters.Draft(
                key=f"{CHANGED}:{run}:{clinician.reference}",
                kind=CHANGED,
                purpose=Purpose.REVIEW,
                **clinician.as_reader(),
                related=run,
                not_before=not_before,
                context={
                    "name": clinician.full_name,
                    "organisation": organisation,
                    "link": settings.PUBLIC_URL + reverse("home"),
                    "service_name": settings.SERVICE_NAME,
                },
            )
            for clinician in people
        ]
    )


UNDONE = "profiles/import_undone"


def import_undone(told: Iterable[Letter], *, organisation: str, run: str, there: set[str]) -> int:
    """Tell those who had one of these letters that the list behind it was taken back. `there` are the references of
    people who still have a record. A record that was removed left its address and language with its letter alone."""
    return letters.write_many(
        [
            letters.Draft(
                key=f"{UNDONE}:{run}:{letter.person_ref}",
                kind=UNDONE,
                purpose=Purpose.SECURITY,
                to_email=letter.to_email,
                to_name=letter.to_name,
                person_ref=letter.person_ref,
                language=letter.language,
                related=run,
                context={
                    "name": letter.to_name,
                    "organisation": organisation,
                    "is_removed": letter.person_ref not in there,
                    "service_name": settings.SERVICE_NAME,
                },
            )
            for letter in told
        ]
    )


def claim_letters(people: Iterable[Clinician], *, run_reference: str, not_before: datetime | None = None) -> int:
    """Write to people whom a list brought in. Returns how many were written to; again for the same list, none."""
    now = timezone.now()
    told = set(ClaimToken.objects.filter(import_reference=run_reference).values_list("clinician_id", flat=True))
    people = Clinician.objects.stubs().filter(pk__in=[p.pk for p in people if p.pk not in told and p.email])
    tokens, drafts = [], []
    for person in people.prefetch_related("trainings__organisation", "registrations__regulator"):
        token = new_token()
        tokens.append(
            ClaimToken(
                clinician=person,
                token_hash=token_hash(token),
                import_reference=run_reference,
                created_at=now,
                expires_on=person.erase_on or rules.stub_erased_on(timezone.localdate(now)),
            )
        )
        drafts.append(_claim_letter(person, token, tokens[-1], not_before))
    ClaimToken.objects.bulk_create(tokens)
    return letters.write_many(drafts)


def supplied_words(person: Clinician) -> list:
    """What an organisation gave about a person, in words: "name", "email address" and so on."""
    trainings = list(person.trainings.all())
    given = [
        (_("name"), person.given_names or person.family_name),
        (_("email address"), person.work_email or person.personal_email),
        (_("date of birth"), person.birth_date),
        (_("registration number"), list(person.registrations.all())),
        (_("specialty"), any(training.specialty_id for training in trainings)),
        (_("training grade"), any(training.grade_id for training in trainings)),
    ]
    return [words for words, value in given if value]


def supplier(person: Clinician, run_reference: str = "") -> str:
    """The name of the organisation that put the person on its list."""
    trainings = list(person.trainings.all())
    of_run = [training for training in trainings if run_reference and training.import_reference == run_reference]
    return str((of_run or trainings)[0].organisation) if trainings else str(_("Your training organisation"))


LETTERS_PAUSED = "The person has paused all letters."


def unless_unwanted(letter) -> str:
    """Why nothing is written to somebody who paused their profile or their letters, but about their account."""
    if letter.purpose == Purpose.SECURITY or not letter.person_ref:
        return ""
    people = Clinician.objects.filter(reference=letter.person_ref)
    person = people.only("state", "letters_paused_until").first()
    if person is None:
        return ""
    if person.state == ClinicianState.PAUSED:
        return "The person has paused their profile."
    return LETTERS_PAUSED if person.has_paused_letters else ""


def still_to_tell(letter) -> str:
    """Why nobody is told any more that a list changed their record: it is restricted since, or they left."""
    people = Clinician.objects.filter(reference=letter.person_ref, restricted_at__isnull=True)
    here = people.filter(state__in=[ClinicianState.REGISTERED, ClinicianState.PAUSED]).exists()
    return "" if here else "The person restricted their record, or left."


def not_joined(*, counts: dict[int, int], on: date) -> int:
    """Tell those who see an organisation's list how many of its people did not answer. {organisation id: people}."""
    roles = [code for code, role in ROLES.items() if Permission.TRAINEE_VIEW in role.permissions]
    found = Membership.objects.current().filter(organisation__in=counts, role__in=roles, user__is_active=True)
    told = 0
    for place in found.select_related("organisation", "user"):
        letters.write(
            key=f"profiles/not_joined:{place.organisation.code}:{place.user.uuid}:{on}",
            kind="profiles/not_joined",
            purpose=Purpose.SECURITY,
            to_email=place.user.email,
            to_name=place.user.name,
            language=place.user.language,
            context={
                "name": place.user.name,
                "organisation": place.organisation.name,
                "people": counts[place.organisation_id],
                "link": settings.PUBLIC_URL + reverse("trainee-list"),
                "service_name": settings.SERVICE_NAME,
            },
        )
        told += 1
    return told


def still_wanted(letter) -> str:
    """Why a claim letter must not leave any more: the person has answered, or the record is gone.

    A record that went into another one waits there, and the link in the letter opens that one.
    """
    kept = RecordMerge.objects.in_force().filter(lost__reference=letter.person_ref).values("kept")
    here = Q(reference=letter.person_ref) | Q(pk__in=kept)
    return (
        ""
        if Clinician.objects.stubs().filter(here).exists()
        else "The person has answered already, or the record is gone."
    )


def _claim_letter(person: Clinician, token: str, link: ClaimToken, not_before: datetime | None) -> letters.Draft:
    return letters.Draft(
        key=f"profiles/claim:{person.reference}:{link.import_reference}",
        kind=CLAIM,
        purpose=Purpose.SECURITY,
        **person.as_reader(),
        related=link.import_reference,
        not_before=not_before,
        context={
            "person": person,
            "organisation": supplier(person, link.import_reference),
            "supplied": supplied_words(person),
            "link": settings.PUBLIC_URL + reverse("claim", args=[token]),
            "expires_on": link.expires_on,
            "service_name": settings.SERVICE_NAME,
        },
    )

"""What a person decides about being seen."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

import pgtrigger
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from profiles import emails, rules
from profiles.models import Audience, Clinician, Consent, ConsentUse, ConsentWording, Use
from talent_register.letters.models import Letter

from .trail import note

FLAGS = {
    Audience.REGION: "shares_with_region",
    Audience.NATION: "shares_with_nation",
    Audience.COLLEGE: "shares_with_college",
    Audience.RECRUITERS: "shares_with_recruiters",
}

# A no to one use of a profile, by audience: the column is true where the person refused.
REFUSED = {
    (Audience.REGION, Use.POSTS): "no_posts_with_region",
    (Audience.NATION, Use.POSTS): "no_posts_with_nation",
}
BATCH = 500
LAPSED = "new words not answered"
TWO_RECORDS = "two records said different things"


@transaction.atomic
def decide(*, clinician: Clinician, choices: dict[str, bool], by: Any, at: datetime, how: str) -> Clinician:
    """Write each choice as a new row with the words that were shown; what is in force shows at once."""
    clinician = Clinician.objects.select_for_update().get(pk=clinician.pk)
    wordings = wordings_in_force(at)
    for audience, is_given in choices.items():
        Consent.objects.create(
            clinician=clinician, audience=audience, wording=wordings[audience], is_given=is_given, at=at, how=how
        )
        setattr(clinician, FLAGS[Audience(audience)], is_given)
    clinician.updated_at = at
    clinician.save()
    note("profiles.consent_decided", clinician, by, choices=choices, how=how)
    return clinician


@transaction.atomic
def decide_uses(*, clinician: Clinician, use: str, choices: dict[str, bool], by: Any, at: datetime, how: str) -> None:
    """Say yes or no to one use, by audience. It gives nobody more than the yes to the audience does."""
    clinician = Clinician.objects.select_for_update(of=("self",)).get(pk=clinician.pk)
    wordings = wordings_in_force(at)
    for audience, is_given in choices.items():
        setattr(clinician, REFUSED[Audience(audience), Use(use)], not is_given)
        said = {"use": use, "is_given": is_given, "at": at, "how": how}
        Consent.objects.create(clinician=clinician, audience=audience, wording=wordings[audience], **said)
    clinician.updated_at = at
    clinician.save()
    said_of = {f"{audience} {use}": is_given for audience, is_given in choices.items()}
    note("profiles.consent_decided", clinician, by, choices=said_of, how=how)


def uses_apart(clinician: Clinician, use: str) -> dict[ConsentUse, bool]:
    """What the person may refuse by itself, of the audiences they said yes to, and whether it is allowed now."""
    found: dict[ConsentUse, bool] = {}
    for one in ConsentUse.objects.filter(use=use, is_apart=True):
        if getattr(clinician, FLAGS[Audience(one.audience)]):
            found[one] = not getattr(clinician, REFUSED[Audience(one.audience), Use(use)])
    return found


def in_force(clinician: Clinician) -> dict[str, bool]:
    """What the person decided last, for each audience they decided about."""
    return {row.audience: row.is_given for row in newest(clinician.consents.filter(use=""))}


def newest(decided: Iterable[Consent]) -> list[Consent]:
    """The decision in force for each audience and use, in the order in which audiences are asked about."""
    last: dict[tuple[str, str], Consent] = {}
    for row in decided:
        last.setdefault((row.audience, row.use), row)
    pairs = [(audience, use) for audience in Audience.values for use in ("", *Use.values)]
    return [last[pair] for pair in pairs if pair in last]


def by_question(decided: Iterable[Consent]) -> dict[tuple[str, str], Consent]:
    """The decisions in force by audience and use."""
    return {(row.audience, row.use): row for row in newest(decided)}


def hold_back(*, clinician: Clinician, refused: Collection[tuple[str, str]], at: datetime) -> list[int]:
    """Let a no hold, that the person said on another record of theirs, though their yes here is newer.

    It is against the words of that yes. Returns the keys of the rows that say so.
    """
    found = by_question(clinician.consents.select_related("wording"))
    rows = [
        Consent(
            clinician=clinician, audience=audience, use=use, wording=row.wording, is_given=False, at=at, how=TWO_RECORDS
        )
        for (audience, use), row in found.items()
        if (audience, use) in refused and row.is_given
    ]
    return [row.pk for row in Consent.objects.bulk_create(rows)]


def take_back(*, ids: Collection[int]) -> None:
    """The two records are apart again: what was held back because of the other holds no more."""
    with pgtrigger.ignore("profiles.Consent:append_only"):
        Consent.objects.filter(pk__in=ids, how=TWO_RECORDS).delete()


def columns(decided: Iterable[Consent]) -> dict[str, bool]:
    """Column of a record → what the decisions in force make of it."""
    return {
        REFUSED[Audience(row.audience), Use(row.use)] if row.use else FLAGS[Audience(row.audience)]: (
            row.is_given != bool(row.use)
        )
        for row in newest(decided)
    }


def wordings_in_force(at: datetime) -> dict[str, ConsentWording]:
    """The newest wording for each audience."""
    newest = ConsentWording.objects.filter(from_date__lte=timezone.localdate(at)).order_by("version")
    return {wording.audience: wording for wording in newest}


def asked_again(clinician: Clinician, at: datetime) -> dict[str, tuple[Consent, date]]:
    """Audience → the person's answer to older words, and the day from which a yes to them no longer holds."""
    decided = {row.audience: row for row in newest(clinician.consents.filter(use="").select_related("wording"))}
    versions = {audience: row.wording.version for audience, row in decided.items()}
    found = rules.to_ask(versions, _worded(), timezone.localdate(at))
    return {audience: (decided[audience], rules.lapses_on(since)) for audience, since in found.items()}


def _worded() -> dict[str, list[rules.Worded]]:
    found: dict[str, list[rules.Worded]] = {}
    for wording in ConsentWording.objects.all():
        one = rules.Worded(wording.version, wording.from_date, wording.asks_again)
        found.setdefault(wording.audience, []).append(one)
    return found


def ask_by_letter(*, at: datetime) -> int:
    """Write once to everybody whose yes was to older words, before it ends. A batch; call again until 0."""
    today = timezone.localdate(at)
    for audience, wording in _asking(today):
        if rules.lapses_on(wording.from_date) <= today:
            continue
        told = Letter.objects.filter(kind=emails.CONSENT_AGAIN, related=emails.words_of(wording))
        people = _with_older_yes(audience, wording).exclude(reference__in=told.values("person_ref"))
        if found := list(people.select_related("user").order_by("pk")[:BATCH]):
            return emails.consent_again(found, wording=wording, until=rules.lapses_on(wording.from_date))
    return 0


@transaction.atomic
def lapse_due(*, at: datetime) -> int:
    """End each yes to words that were replaced too long ago. A batch; call again until 0."""
    today = timezone.localdate(at)
    for audience, wording in _asking(today):
        if rules.lapses_on(wording.from_date) > today:
            continue
        people = _with_older_yes(audience, wording).select_for_update(skip_locked=True, of=("self",))
        if found := list(people.order_by("pk")[:BATCH]):
            for clinician in found:
                _lapse(clinician, audience, at)
            return len(found)
    return 0


def _asking(today: date) -> list[tuple[str, ConsentWording]]:
    """The oldest words of each version that ask again, for each audience that was asked before."""
    wordings = ConsentWording.objects.filter(from_date__lte=today, asks_again=True, version__gt=1)
    return [(wording.audience, wording) for wording in wordings.order_by("audience", "version")]


def _with_older_yes(audience: str, wording: ConsentWording) -> QuerySet[Clinician]:
    given = Consent.objects.filter(clinician=OuterRef("pk"), audience=audience, use="")
    is_newer = Exists(given.filter(wording__version__gte=wording.version))
    people = Clinician.objects.filter(**{FLAGS[Audience(audience)]: True})
    return people.filter(Exists(given), ~is_newer, state__in=["REGISTERED", "PAUSED"])


def _lapse(clinician: Clinician, audience: str, at: datetime) -> None:
    """The yes ends as the person gave it: against the words they read. Nobody else's decision is written down."""
    Clinician.objects.filter(pk=clinician.pk).update(**{FLAGS[Audience(audience)]: False}, updated_at=at)
    last = clinician.consents.filter(audience=audience, use="").select_related("wording").first()
    if last is not None:
        Consent.objects.create(
            clinician=clinician, audience=audience, wording=last.wording, is_given=False, at=at, how=LAPSED
        )
    note("profiles.consent_lapsed", clinician, audience=audience)

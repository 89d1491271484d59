"""Programmes and fellowships follow what organisations say that somebody has earned: said once, true in both places."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from pathways.models import Participation, Programme
from pathways.rules.earned import by_words, named_programme, state_of
from profiles.models import FactSource, Recognition

State = Participation.State
FOLLOWS = ["recognition", "state", "ended_on", "award", "expires_on", "disputed_at", "source", "organisation", "as_at"]


@transaction.atomic
def follow(*, people: Collection[int], at: datetime) -> None:
    """Bring the participations of these people (keys) into line with their recognitions. Safe at any time, often.

    A recognition that names a programme we know gives the participation its state, dates and dispute. A place that
    somebody holds already becomes that participation; where there is none, one is made. What no recognition stands
    for any more goes, or is again the place it was.
    """
    said = {one.uuid: one for one in Recognition.objects.filter(clinician__in=people)}
    known = Participation.objects.select_for_update(of=("self",)).filter(clinician__in=people)
    held = list(known.order_by("-started_on", "-id"))
    for one in held:
        if one.recognition and one.recognition not in said:
            _let_go(one, at)
    held = [one for one in held if one.pk]
    names = by_words(Programme.objects.values_list("name", "pk"))
    by_recognition = {one.recognition: one for one in held if one.recognition in said}
    places: dict[tuple, list[Participation]] = defaultdict(list)
    for one in held:
        places[one.clinician_id, one.programme_id].append(one)
    new, changed = [], []
    for uuid, recognition in said.items():
        programme = named_programme(recognition.name, names)
        own = places[recognition.clinician_id, programme]
        mine = by_recognition.get(uuid) or _free(own)
        if mine and _says(mine, recognition, at):
            changed.append(mine)
        elif mine is None and programme and not _is_taken(own):
            new.append(_new(recognition, programme, at))
            own.append(new[-1])
    Participation.objects.bulk_update(changed, [*FOLLOWS, "updated_at"], batch_size=500)
    Participation.objects.bulk_create(new, batch_size=500)


def look_back(*, at: datetime, at_once: int = 500) -> int:
    """Follow earlier words that nothing follows yet, as when the catalogue has grown. To how many people it came.

    A second word on one programme is followed by nothing, and looked at each time in vain.
    """
    names = by_words(Programme.objects.values_list("name", "pk"))
    followed = Participation.objects.filter(recognition=OuterRef("uuid"))
    left = Recognition.objects.filter(~Exists(followed)).order_by()
    known = [said for said in left.values_list("name", flat=True).distinct() if named_programme(said, names)]
    people = sorted(set(left.filter(name__in=known).values_list("clinician_id", flat=True)))
    for first in range(0, len(people), at_once):
        follow(people=people[first : first + at_once], at=at)
    return len(people)


def _free(own: list[Participation]) -> Participation | None:
    """The newest place of a person in a programme that no recognition stands for yet."""
    return next((one for one in own if one.recognition is None and one.state == State.ON_PROGRAMME), None)


def _is_taken(own: list[Participation]) -> bool:
    """Somebody is in a programme once for each start, and a list gives none: the first that names it stands for it."""
    return any(one.started_on is None for one in own)


def _new(recognition: Recognition, programme: int, at: datetime) -> Participation:
    made = Participation(
        clinician_id=recognition.clinician_id,
        programme_id=programme,
        import_reference=recognition.import_reference or "-",
        created_at=at,
    )
    _says(made, recognition, at)
    return made


def _says(mine: Participation, recognition: Recognition, at: datetime) -> bool:
    """Say what the recognition says; whether that is anything new."""
    ended = recognition.given_on
    if mine.started_on and ended and ended < mine.started_on:
        ended = None  # the list speaks of an earlier time
    wanted = {
        "recognition": recognition.uuid,
        "state": state_of(recognition.kind, recognition.outcome),
        "ended_on": ended,
        "award": recognition.level,
        "expires_on": recognition.expires_on,
        "disputed_at": recognition.disputed_at,
        "source": FactSource.COLLEGE,
        "organisation_id": recognition.organisation_id,
        "as_at": recognition.as_at,
    }
    is_new = any(getattr(mine, name) != value for name, value in wanted.items())
    for name, value in wanted.items():
        setattr(mine, name, value)
    if is_new:
        mine.updated_at = at
    return is_new


def _let_go(one: Participation, at: datetime) -> None:
    """What was made of a recognition goes with it, unless a body decided about it; a place is a place again."""
    if one.import_reference and not one.decisions.exists():
        one.delete()
        return
    one.recognition, one.ended_on, one.award, one.expires_on, one.disputed_at = None, None, "", None, None
    one.state = State.REMOVED if one.import_reference else State.ON_PROGRAMME
    one.updated_at = at
    one.save()

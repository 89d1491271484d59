"""The daily run of reminders beside one task a person, on the same people in one run.

`./test bench reminders [PEOPLE]` (200,000 unless given). Yesterday's run has caught up with everything; today's is
timed with its letters. The plain way looks at each person by itself, as a queue of one task a person would, on a sample
of everybody; its time is stretched to all of them, and its sample must call for exactly the reminders ours wrote.
One JSON object: seconds of both, the second run of the same day, and the ratio.
"""

import json
import random
import time
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from profiles.models import Clinician
from talent_register.common import holidays
from talent_register.letters import actions as letters
from talent_register.letters.choices import Purpose
from tests.benchmarks._goals import goal
from tests.benchmarks._people import fill, how_many, unrecorded
from tracking import emails
from tracking.actions import reminders
from tracking.models import Reminder
from tracking.rules.reminders import RULES, reminder_for

SAMPLE = 2000


def main() -> None:
    people = how_many(200_000)
    fill(people)
    give_addresses()
    # In the morning, when letters leave: in the evening everything that waits would be put off, which is no daily work.
    now = holidays.next_morning(timezone.now()) + timedelta(hours=1)
    reminders.send(at=now - timedelta(days=1))
    sample = random.Random(5).sample(list(Clinician.objects.values_list("pk", flat=True)), SAMPLE)
    plain, called_for = _plain(sample, now)
    ours, made = _timed(now)
    again, twice = _timed(now)
    written = set(
        Reminder.objects.filter(created_at=now, clinician__in=sample).values_list("clinician", "kind", "due_on")
    )
    assert written == called_for, "The two ways call for different reminders."
    assert twice == 0, "A second run wrote something."
    all_of_it = plain * people / SAMPLE
    line = {"bench": "reminders", "people": people, "written": made, "seconds": ours, "again_seconds": again}
    line |= {"task_per_person_seconds": round(all_of_it, 1), "stretched_from": SAMPLE}
    print(json.dumps({**line, "ratio": round(all_of_it / ours, 1)}), flush=True)
    goal("reminders", "seconds", ours, at_most=60)
    goal("reminders", "times faster than a task a person", round(all_of_it / ours, 1), at_least=50)


def give_addresses() -> None:
    """An address at work for everybody made before, so that letters can leave."""
    with unrecorded(Clinician), connection.cursor() as cursor:
        cursor.execute("UPDATE profiles_clinician SET work_email = lower(reference) || '@example.nhs.uk'")
        cursor.execute("VACUUM ANALYZE profiles_clinician")


def _timed(now: datetime) -> tuple[float, int]:
    started = time.perf_counter()
    made = reminders.send(at=now).made.total()
    return round(time.perf_counter() - started, 2), made


def _plain(sample: list[int], now: datetime) -> tuple[float, set]:
    """One transaction a person: look, and write what is due. Undone at the end."""
    called_for = set()
    with transaction.atomic():
        started = time.perf_counter()
        for key in sample:
            with transaction.atomic():
                if found := _one(key, now):
                    called_for.add(found)
        spent = time.perf_counter() - started
        transaction.set_rollback(True)
    return spent, called_for


def _one(key: int, now: datetime) -> tuple | None:
    person = Clinician.objects.select_related("user").get(pk=key)
    if not person.review_due_on or not person.email or Purpose.REVIEW in person.letters_off:
        return None
    rule = reminder_for(person.review_due_on, timezone.localdate(now))
    if rule is None:
        return None
    reminder, is_new = Reminder.objects.get_or_create(
        clinician=person,
        kind=rule.kind,
        due_on=person.review_due_on,
        defaults={"send_on": rule.send_on(person.review_due_on), "created_at": now},
    )
    if not is_new:
        return None
    letters.write(
        key=f"{rule.template}:{person.reference}:{person.review_due_on}",
        kind=RULES[rule.kind].template,
        purpose=Purpose.REVIEW,
        to_email=person.email,
        person_ref=person.reference,
        context=emails.reminder(person, rule, reminder.due_on, timezone.localdate(now)),
    )
    return key, rule.kind, person.review_due_on

"""The people of the kill test: `python -m tests.load people FILE`.

They hand in lists and letters, answer and approve as soon as asked, try again when the register is away, and at the
end print what the register holds as one JSON object.
"""

import json
import time
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Count
from django.db.utils import Error
from django.utils import timezone

from profiles.models import Clinician, Registration, Training
from talent_register.audit.models import Event
from talent_register.common.doorbell import ring_after_commit
from talent_register.imports import rules
from talent_register.imports.actions import runs
from talent_register.imports.choices import State
from talent_register.imports.models import ImportRun
from talent_register.letters.models import Letter
from talent_register.organisations.models import Organisation
from tests.load import KILLS, LETTERS, LISTS, ROWS

LONGEST = 120.0 + 30 * KILLS
HEADINGS = "Last name,First names,GMC number,Work email"


def main(kills):
    """`kills` is a file that says how many processes were killed so far. A list is handed in when nobody works on one,
    or when its share of the kills is over: so that there is work for all of them."""
    kills, began = Path(kills), time.monotonic()
    college = until_done(make_college)
    for number in range(LISTS):
        until_done(hand_in, college, number)
        while killed(kills) < KILLS * (number + 1) / LISTS and not until_done(is_all_done):
            until_done(answer_and_approve)
            time.sleep(0.1)
    while not (until_done(is_all_done) and killed(kills) >= KILLS) and time.monotonic() - began < LONGEST:
        until_done(answer_and_approve)
        time.sleep(0.2)
    print(json.dumps(until_done(report) | {"seconds": round(time.monotonic() - began, 1)}))


def killed(kills):
    return int(kills.read_text() or 0) if kills.exists() else 0


def until_done(act, *arguments):
    """As people do: reload the page until it works. Every act here may be done twice."""
    while True:
        try:
            return act(*arguments)
        except Error:
            connection.close()
            time.sleep(0.1)


def make_college():
    facts = {"slug": "royal-college-of-x", "name": "Royal College of X", "kind": "COLLEGE"}
    return Organisation.objects.get_or_create(code="COLL-X", defaults=facts)[0]


@transaction.atomic
def hand_in(college, number):
    name = f"list-{number}.csv"
    if ImportRun.objects.filter(file_name=name).exists():
        return
    now = timezone.now()
    run = runs.start(organisation=college, list_type="trainees", by=None, at=now)
    rows = (row_of(number * ROWS + line) for line in range(ROWS))
    runs.take_file(run=run, name=name, content="\n".join([HEADINGS, *rows]).encode(), by=None, at=now)
    share = LETTERS // LISTS
    Letter.objects.bulk_create(letter_of(number * share + each, now) for each in range(share))
    ring_after_commit("letters.send_waiting")


def row_of(number):
    return f"{word(number)},{word(number * 7919)},{7_100_000 + number},person.{number}@trust.example"


def word(number):
    """A name of letters only, another one for every number."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return "".join(letters[(number * 31 + number // 26**place) % 26] for place in range(7)).title()


def letter_of(number, now):
    return Letter(
        key=f"kill-nine:{number}",
        kind="tests/kill_nine",
        purpose="REVIEW",
        to_email=f"reader.{number}@trust.example",
        subject=f"Letter {number}",
        body="This letter comes once.\n",
        not_before=now,
        created_at=now,
    )


def answer_and_approve():
    for run in ImportRun.objects.filter(state__in=[State.NEEDS_ANSWERS, State.PROBLEMS, State.READY]):
        try:
            runs.settle_all(run=run, at=timezone.now())
            run.refresh_from_db()
            if run.state == State.READY:
                runs.confirm(run=run, by=None, at=timezone.now(), declared=True)
        except rules.CannotChange:
            continue  # the background has it just now


def is_all_done():
    lists_left = ImportRun.objects.exclude(file_name="").exclude(state__in=rules.CLOSED).exists()
    return not lists_left and not Letter.objects.filter(state__in=["PENDING", "SENDING"]).exists()


def report():
    numbers = set(Registration.objects.values_list("number", flat=True))
    expected = {str(7_100_000 + number) for number in range(LISTS * ROWS)}
    return {
        "lists": list(ImportRun.objects.exclude(file_name="").values("state").annotate(n=Count("pk"))),
        "applied": Event.objects.filter(type="imports.run_applied").count(),
        "people": Clinician.objects.count(),
        "trainings": Training.objects.count(),
        "registrations": Registration.objects.count(),
        "lost": len(expected - numbers),
        "foreign": len(numbers - expected),
        "letters": list(Letter.objects.values("state").annotate(n=Count("pk"))),
        "looked_up": Letter.objects.filter(outcome__startswith="Found").count(),
        "sent_again": Letter.objects.filter(attempts__gt=1).count(),
        "references": [str(reference) for reference in Letter.objects.values_list("reference", flat=True)],
    }

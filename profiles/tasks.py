"""Work on people in the background. Each task runs again without harm."""

from celery import shared_task
from django.utils import timezone

from profiles import rules
from profiles.actions import asking_again, away, consents, copies, departures, erasure, pauses, retention, same_person
from talent_register.audit.context import acting


@shared_task(name="profiles.retention")
def let_go(**kwargs: object) -> None:
    """Every night: let go what is due by the rules, within the night's cap, and write the report."""
    with acting("job:profiles.retention"):
        retention.run(at=timezone.now())


@shared_task(name="profiles.retention_hourly")
def let_go_what_is_short_lived(**kwargs: object) -> None:
    """Every hour: what goes by design within days, like files and drafts."""
    with acting("job:profiles.retention_hourly"):
        retention.run(at=timezone.now(), only_uncapped=True)


@shared_task(name="profiles.ask_consent_again")
def ask_consent_again(**kwargs: object) -> None:
    """Every day: write to those whose yes was to older words, and end what nobody renewed in time."""
    for step in (consents.ask_by_letter, consents.lapse_due):
        done = 1
        while done:
            with acting("job:profiles.ask_consent_again"):
                done = step(at=timezone.now())


@shared_task(name="profiles.ask_inactive")
def ask_inactive(**kwargs: object) -> None:
    """Every day: keep those who came back, and ask those who have been away for years, before anything is let go."""
    with acting("job:profiles.ask_inactive"):
        away.keep_those_who_came_back(at=timezone.now())
    for step in (away.ask, away.ask_once_more):
        done = 1
        while done:
            with acting("job:profiles.ask_inactive"):
                done = step(at=timezone.now())


@shared_task(name="profiles.ask_again")
def ask_again(**kwargs: object) -> None:
    """Every day: ask people of lists who have not answered, and people who registered and have not begun."""
    job = "job:profiles.ask_again"
    for asking in rules.UNANSWERED:
        with acting(job):
            due = list(asking_again.unanswered(asking=asking, at=timezone.now()).items())
        for start in range(0, len(due), asking_again.BATCH):
            with acting(job):
                some = dict(due[start : start + asking_again.BATCH])
                asking_again.ask_unanswered(due=some, asking=asking, at=timezone.now())
    for asking in rules.UNFINISHED:
        done = 1
        while done:
            with acting(job):
                done = asking_again.ask_unfinished(asking=asking, at=timezone.now())


@shared_task(name="profiles.end_pauses")
def end_pauses(**kwargs: object) -> None:
    """Let those come back whose pause is over, a batch a transaction."""
    ended = 1
    while ended:
        with acting("job:profiles.end_pauses"):
            ended = pauses.end_due(on=timezone.localdate(), at=timezone.now())


@shared_task(name="profiles.settle_same_person")
def settle_same_person(**kwargs: object) -> None:
    """Every 10 minutes: end questions whose time is over, and look again at lists that missed an answer."""
    with acting("job:profiles.settle_same_person"):
        same_person.settle_due(at=timezone.now())


@shared_task(name="profiles.make_data_copies")
def make_data_copies(**kwargs: object) -> None:
    """Make what was asked for. Each copy is a transaction."""
    job = "job:profiles.make_data_copies"
    while pk := _next_copy(job):
        with acting(job):
            copies.make_claimed(pk=pk, at=timezone.now())


def _next_copy(job: str) -> int | None:
    with acting(job):
        return copies.claim_next(at=timezone.now())


@shared_task(name="profiles.carry_out_departures")
def carry_out_departures(**kwargs: object) -> None:
    """Anonymise those whose days to change their mind are over, one person a transaction."""
    found = True
    while found:
        with acting("job:profiles.carry_out_departures"):
            found = departures.carry_out_next(on=timezone.localdate(), at=timezone.now())
    with acting("job:profiles.carry_out_departures"):
        erasure.tidy()

"""The daily work of tracking. Safe to ring at any hour, any number of times."""

from celery import shared_task
from django.utils import timezone

from talent_register.audit.context import acting
from talent_register.common import indexes

from . import following, watching
from .actions import (
    decisions,
    digests,
    discussions,
    exports,
    facets,
    figure_runs,
    gifts,
    meetings,
    reminders,
    rollups,
    tallies,
    words,
)
from .exporting import WAYS
from .reports import editions


@shared_task(name="tracking.send_reminders")
def send_reminders(**kwargs: object) -> None:
    """Write the reminders of today, and take back those that no longer apply."""
    reminders.send(at=timezone.now())


@shared_task(name="tracking.write_digests")
def write_digests(**kwargs: object) -> None:
    """Tell staff what waits for them, each as often as they chose."""
    digests.write(at=timezone.now(), begin=watching.turn)


@shared_task(name="tracking.follow_cohort_rules")
@acting("job:tracking.follow_cohort_rules")
def follow_cohort_rules(**kwargs: object) -> None:
    """Bring the cohorts that follow filters into line with them."""
    following.follow_all(at=timezone.now())


@shared_task(name="tracking.give_templates")
@acting("job:tracking.give_templates")
def give_templates(**kwargs: object) -> None:
    """Suggest the steps that were given to cohorts to those who entered them since."""
    gifts.give_to_new(at=timezone.now())


@shared_task(name="tracking.forget_words")
def forget_words(**kwargs: object) -> None:
    """Take away the words of names that nobody has any more, and note any that are missing."""
    words.forget_unused()
    words.note_missing()


@shared_task(name="tracking.file_names")
def file_names(**kwargs: object) -> None:
    """File the newest names in the indexes that searches read."""
    indexes.file_newest()


@shared_task(name="tracking.count_cohorts")
def count_cohorts(**kwargs: object) -> None:
    """Count every cohort, for its figures of the day."""
    rollups.count_all(at=timezone.now())
    tallies.count_all(at=timezone.now())


@shared_task(name="tracking.count_touched_cohorts")
def count_touched_cohorts(**kwargs: object) -> None:
    """Count the cohorts that are new, or in which somebody came, left or withdrew."""
    rollups.count_touched(at=timezone.now())


@shared_task(name="tracking.keep_facets")
def keep_facets(**kwargs: object) -> None:
    """Take changes of people into the bits that filters are counted by; all of them anew on a new day."""
    facets.refresh(at=timezone.now())


@shared_task(name="tracking.tell_of_meetings")
def tell_of_meetings(**kwargs: object) -> None:
    """Write to members of review meetings that are near; what was written already is not written again."""
    meetings.tell_of_near(at=timezone.now())


@shared_task(name="tracking.show_discussions")
def show_discussions(**kwargs: object) -> None:
    """Show people what was said of them, at the latest on the day that was set."""
    discussions.show_what_is_due(at=timezone.now())
    decisions.show_what_is_due(at=timezone.now())


@shared_task(name=exports.TASK)
def write_exports(**kwargs: object) -> None:
    """Write the lists that wait."""
    exports.write_queued(how=WAYS)


@shared_task(name=figure_runs.TASK)
def prepare_figures(**kwargs: object) -> None:
    """Make the figures of quarters that wait."""
    figure_runs.prepare_waiting(make=editions.make)

"""The doorbells of imports. The runs are the queue: a ring that is lost or doubled changes nothing."""

from celery import shared_task

from .actions import letters, work
from .actions.work import TASK
from .resources import list_type_of


@shared_task(name=TASK)
def carry_on(*, run_id: int, **kwargs: object) -> None:
    """Do the next step of one run."""
    work.carry_on(run_id=run_id, list_type_of=list_type_of)


@shared_task(name="imports.ring_again")
def ring_again(**kwargs: object) -> None:
    """Ring for runs that nobody works on."""
    work.ring_again()


@shared_task(name=letters.TASK)
def write_letters(**kwargs: object) -> None:
    """Write the letters that somebody asked for after an import."""
    letters.write_waiting(list_type_of=list_type_of)

"""Work of the pathways in the background. Each task runs again without harm."""

from celery import shared_task
from django.utils import timezone

from pathways.actions import closing, digests, earned, feedback, mentoring
from talent_register.audit.context import acting


@shared_task(name="pathways.tend_feedback")
def tend_feedback(**kwargs: object) -> None:
    """Remind raters whose day has come, then close what is over."""
    with acting("job:pathways.tend_feedback"):
        feedback.remind_due(at=timezone.now())
    with acting("job:pathways.tend_feedback"):
        feedback.close_ended(at=timezone.now())


@shared_task(name="pathways.write_digests")
def write_digests(**kwargs: object) -> None:
    """Tell people of last week's opportunities; what was told already is not told again."""
    with acting("job:pathways.write_digests"):
        digests.write(at=timezone.now())


@shared_task(name="pathways.tend_mentoring")
def tend_mentoring(**kwargs: object) -> None:
    """Tell those whose time with a mentor is nearly over, and end what is."""
    with acting("job:pathways.tend_mentoring"):
        mentoring.tell_ends(at=timezone.now())
    with acting("job:pathways.tend_mentoring"):
        mentoring.end_over(at=timezone.now())


@shared_task(name="pathways.tell_of_closing")
def tell_of_closing(**kwargs: object) -> None:
    """Tell people what closes soon that they saved; what was told already is not told again."""
    with acting("job:pathways.tell_of_closing"):
        closing.write(at=timezone.now())


@shared_task(name="pathways.look_back")
def look_back(**kwargs: object) -> None:
    """Let participations follow what organisations said before we knew the programme."""
    with acting("job:pathways.look_back"):
        earned.look_back(at=timezone.now())

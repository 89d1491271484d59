"""Answers of the API, as data."""

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from talent_register.common.machines import mistake, refused
from talent_register.imports.choices import Letters, State
from talent_register.imports.models import ImportRun
from talent_register.imports.rules import UNFINISHED

from . import results

LISTS_A_PAGE = 50
FINISHED = {State.IMPORTED, State.IMPORTED_PARTLY, State.UNDONE, State.CANCELLED, State.REFUSED, State.FAILED}


def summary(run: ImportRun) -> dict:
    """How far a list is: the result without its issues, what comes next, and where to look."""
    figures = results.result(run, [])
    del figures["issues"]
    return {
        **figures,
        "state_in_words": str(State(run.state).label),
        "letters": run.letters,
        "organisation": run.organisation.code,
        "list_type": run.list_type,
        "scope": run.scope,
        "mode": run.mode,
        "file_sha256": run.file_sha256,
        "handed_in_at": run.uploaded_at.isoformat(),
        "next": next_step(run.state, run.letters),
        "links": {
            "self": reverse("api-import", args=[run.reference]),
            "problems": reverse("api-import-problems", args=[run.reference]),
            "page": settings.PUBLIC_URL + reverse("import-step", args=[run.reference]),
        },
    }


def page(runs: QuerySet[ImportRun]) -> dict:
    """The first of these, and where the rest is."""
    found = list(runs[: LISTS_A_PAGE + 1])
    shown = found[:LISTS_A_PAGE]
    more = f"{reverse('api-imports')}?after={shown[-1].reference}" if len(found) > LISTS_A_PAGE else None
    return {"imports": [summary(run) for run in shown], "next": more}


def next_step(state: str, letters: str = "") -> str:
    """What happens next, and who does it."""
    if state in UNFINISHED:
        return _("We are working on it. Ask again in a few seconds.")
    if state == State.REFUSED:
        return _("Read what is wrong with the file, mend it and hand in the list again.")
    if state in (State.IMPORTED, State.IMPORTED_PARTLY) and letters == Letters.UNDECIDED:
        return _("Nobody has been written to. A person of your organisation looks at the letters and decides.")
    if state in FINISHED:
        return _("Nothing more happens.")
    return _("A person of your organisation looks at it, answers what is open and approves it. Give them the page.")


def issues(run: ImportRun, found: list[dict], more: int | None) -> dict:
    """One page of what is wrong."""
    address = reverse("api-import-problems", args=[run.reference])
    return {
        "reference": run.reference,
        "state": run.state,
        "issues": found,
        "next": f"{address}?after={more}" if more else None,
    }


def not_this_way(method: str):
    """The answer to a method that an address does not know."""
    words = _("Use %(method)s here.") % {"method": method}
    return refused(405, [mistake("method", words)], Allow=method)

"""Published figures on leaders and on the response standard, for everybody. Served from frozen tables only."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from talent_register.common.kept_pages import keeping
from talent_register.common.permissions import public
from talent_register.common.tables import csv_response, file_name
from tracking.models import ReportSnapshot
from tracking.presenters import figures
from tracking.rules.reports import RESPONSE

WHY = "published figures about nobody in particular"


def _published(request, **wanted):
    return ReportSnapshot.objects.visible_to(request.user).for_everybody().filter(**wanted)


def _edition() -> str:
    """Changes with each publication: what is published never changes after that."""
    of_everybody = ReportSnapshot.objects.visible_to(AnonymousUser())
    return f"{of_everybody.newest_publication()} {settings.SUPPRESSION_THRESHOLD} {settings.RESPONSE_DAYS}"


def _by_edition(view):
    return keeping(view, _edition)


@public(WHY)
@_by_edition
def statistics(request):
    """The newest edition: every table by its message, and the earlier ones."""
    leaders = _published(request, family=ReportSnapshot.Family.LEADERS)
    days = list(leaders.order_by("-as_at").values_list("as_at", flat=True).distinct())
    tables = [figures.shown(one) for one in leaders.filter(as_at=days[0])] if days else []
    response = _published(request, code=RESPONSE).order_by("-as_at").first()
    context = {
        "tables": tables,
        "days": days,
        "response": figures.shown(response) if response else None,
        "response_days": settings.RESPONSE_DAYS,
        "protection": figures.protection(),
    }
    return render(request, "tracking/statistics.html", context)


def _table(request, code, as_at=""):
    """One published table, of a day or the newest."""
    found = _published(request, code=code).order_by("-as_at")
    if as_at:
        found = found.filter(as_at=figures.as_at(as_at))
    snapshot = found.first()
    if snapshot is None:
        raise Http404(_("No such figures are published."))
    return snapshot


@public(WHY)
@_by_edition
def statistic(request, code, as_at=""):
    """One table with its chart, its method and the same over time."""
    snapshot = _table(request, code, as_at)
    editions = list(_published(request, code=code).order_by("-as_at"))
    context = {
        "table": figures.shown(snapshot),
        "method": figures.translated(snapshot.method),
        "protection": figures.protection(),
        "over_time": figures.over_time(editions),
        "is_newest": snapshot == editions[0],
    }
    return render(request, "tracking/statistic.html", context)


@public(WHY)
def statistic_csv(request, code, as_at):
    """The same as a file, method included."""
    snapshot = _table(request, code, as_at)
    header, rows = figures.file_rows(snapshot)
    return csv_response(file_name(snapshot.code, snapshot.as_at, "csv"), header, rows)

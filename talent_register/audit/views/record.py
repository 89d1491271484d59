"""The record, for auditors. Reading it is itself recorded."""

from django.shortcuts import get_object_or_404, render

from talent_register.audit import actions, presenters
from talent_register.audit.forms import EventFilter, ReasonForm, ViewFilter
from talent_register.audit.models import Change, Event, View
from talent_register.common.keyset import newest_first
from talent_register.common.permissions import Permission, requires

CHANGES_SHOWN = 100


@requires(Permission.AUDIT_VIEW)
def events(request):
    """What was done, newest first."""
    form = EventFilter(request.GET or None)
    page = newest_first(form.narrow(Event.objects.visible_to(request.user)), request.GET)
    _record("audit.events_read", request, form)
    rows = [presenters.EventRow(event) for event in page.rows]
    context = {"form": form, "page": page, "rows": rows, "parts": presenters.parts()}
    return render(request, "audit/event_list.html", context)


@requires(Permission.AUDIT_VIEW)
def event(request, pk):
    """One event, and the rows that the same request changed."""
    found = get_object_or_404(Event.objects.visible_to(request.user), pk=pk)
    changes = Change.objects.visible_to(request.user).of_request(found.request_id)[: CHANGES_SHOWN + 1]
    cards = [presenters.ChangeCard(change) for change in changes]
    actions.record(
        "audit.event_read", by=request.user, object_type="event", object_ref=str(pk), person_ref=found.person_ref
    )
    context = {
        "row": presenters.EventRow(found),
        "facts": presenters.facts(found),
        "changes": cards[:CHANGES_SHOWN],
        "there_are_more": len(cards) > CHANGES_SHOWN,
        "shown": CHANGES_SHOWN,
    }
    return render(request, "audit/event.html", context)


@requires(Permission.AUDIT_VIEW)
def views(request):
    """Who was seen, by whom, on which page."""
    form = ViewFilter(request.GET or None)
    page = newest_first(form.narrow(View.objects.visible_to(request.user)), request.GET)
    _record("audit.views_read", request, form)
    rows = [presenters.ViewRow(view) for view in page.rows]
    context = {"form": form, "page": page, "rows": rows, "parts": presenters.parts()}
    return render(request, "audit/view_list.html", context)


@requires(Permission.AUDIT_VIEW)
def row_history(request, table, row_id):
    """What became of one row of one table: which columns changed, and their values for a reason that is kept."""
    form = ReasonForm(request.POST or None)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    page = newest_first(Change.objects.visible_to(request.user).of_row(table, row_id), request.GET)
    actions.record(
        "audit.row_values_read" if reason else "audit.row_history_read",
        by=request.user,
        object_type=table,
        object_ref=row_id,
        reason=reason,
    )
    context = {
        "table": table,
        "row_id": row_id,
        "page": page,
        "form": form,
        "reason": reason,
        "changes": [presenters.ChangeCard(change, shows_values=bool(reason)) for change in page.rows],
    }
    return render(request, "audit/row_history.html", context)


def _record(event_type, request, form):
    """Which filters were used, never what was typed into them, but for the person asked about."""
    chosen = form.chosen()
    actions.record(
        event_type,
        by=request.user,
        person_ref=chosen.get("person", "").strip().upper(),
        details={"filters": sorted(chosen)} if chosen else {},
    )

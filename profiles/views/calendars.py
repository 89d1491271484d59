"""One's calendar link, and the feed behind it."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from profiles import access
from profiles.actions import calendars as actions
from profiles.forms.asking import sent
from profiles.forms.calendar import CalendarForm
from profiles.presenters import calendar
from talent_register.common.permissions import Permission, public, requires
from talent_register.common.secret_links import token_hash


@requires(Permission.OWN_RECORD)
def calendar_link(request):
    """Make a link; it is shown once. Read whether one is in use, and when it was last fetched."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    form, address = CalendarForm(sent(request)), ""
    if request.method == "POST" and form.is_valid():
        hides = form.cleaned_data["titles"] == "HIDDEN"
        token = actions.make(clinician=clinician, hides_titles=hides, by=request.user, at=now())
        address = f"{settings.PUBLIC_URL}{reverse('calendar-feed')}?token={token}"
    link = access.own_calendar_link(clinician)
    return render(request, "profiles/calendar_link.html", {"form": form, "address": address, "link": link})


@require_POST
@requires(Permission.OWN_RECORD)
def calendar_revoke(request):
    """End the link."""
    clinician = access.own_record(request.user)
    if clinician is not None:
        actions.revoke(clinician=clinician, by=request.user, at=now())
    return redirect("calendar-link")


@public("the secret token in the address is the proof; calendar programs have no session")
@require_safe
def feed(request):
    """The days, for whoever holds the token. 410 once the link was ended, 404 for a token that never was."""
    link = access.calendar_link_by(token_hash(request.GET.get("token", "")))
    if link is None:
        raise Http404
    if link.revoked_at or link.clinician.user_id is None:
        return HttpResponse(_("This calendar link was ended.") + "\n", status=410, content_type="text/plain")
    actions.fetched(link=link, at=now())
    with override(link.clinician.user.language):
        text = calendar.feed(link.clinician, hides_titles=link.hides_titles, at=now(), host=request.get_host())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response

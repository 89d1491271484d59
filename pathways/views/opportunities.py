"""What is open: find, save, apply; and for those who run it, the outcome."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from pathways import access
from pathways.actions import opportunities as actions
from pathways.forms.opportunities import ApplyForm, OpportunityFilterForm, OutcomeForm
from pathways.models import Application, Opportunity, SavedOpportunity
from pathways.presenters.opportunities import (
    filtered,
    may_apply,
    opportunity_list,
    own_marks,
    refusal,
    row_of,
)
from pathways.rules.opportunities import CannotApply
from talent_register.common.permissions import Permission, public, requires

from .keeping import by_content

CAREERS = "careers information is for everybody"
PAGE = 25


@public(CAREERS)
@by_content
def opportunity_index(request):
    """The list. Filters are in the address; an empty result names one filter to remove."""
    form = OpportunityFilterForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    today = localdate()
    found = Paginator(filtered(said, request.user, today), PAGE).get_page(request.GET.get("page"))
    page = opportunity_list(found, said, _reader(request), request.user, today)
    for filter_ in page.remove:
        query = request.GET.copy()
        query.pop(filter_["name"], None)
        filter_ |= {"href": f"?{query.urlencode()}", "label": form.fields[filter_["name"]].label}
    return render(request, "pathways/opportunity_list.html", {"form": form, "page": page})


def _reader(request):
    return access.own_record(request.user) if request.user.is_authenticated else None


@public(CAREERS)
@by_content
def opportunity(request, slug):
    """One opportunity, also after it closed."""
    found = _find(request, slug)
    clinician = _reader(request)
    row = row_of(found, clinician, localdate(), *own_marks(request.user))
    context = {"row": row, "clinician": clinician, "refusal": may_apply(row, clinician)}
    return render(request, "pathways/opportunity.html", context)


def _find(request, slug) -> Opportunity:
    known = Opportunity.objects.visible_to(request.user).select_related("programme", "organisation", "region")
    return get_object_or_404(known, slug=slug)


@requires(Permission.OWN_RECORD)
def save(request, slug):
    """Save it, or forget it again."""
    found, clinician = _find(request, slug), access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    if request.method == "POST" and "forget" in request.POST:
        actions.forget(clinician=clinician, opportunity=found, by=request.user)
        messages.success(request, _("Removed from what you saved"))
    elif request.method == "POST":
        actions.save(clinician=clinician, opportunity=found, by=request.user, at=now())
        messages.success(request, _("Saved. You find it under “My opportunities”"))
    return redirect("opportunity", slug)


@requires(Permission.OWN_RECORD)
def apply(request, slug):
    """Say why, and send it to the team that runs it."""
    found, clinician = _find(request, slug), access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    form = ApplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["statement"]
        try:
            actions.apply(clinician=clinician, opportunity=found, statement=said, by=request.user, at=now())
        except CannotApply as reason:
            form.add_error(None, refusal(reason))
        else:
            messages.success(request, _("You have applied. You will see the outcome here"))
            return redirect("own-opportunities")
    return render(request, "pathways/apply.html", {"form": form, "opportunity": found})


@requires(Permission.OWN_RECORD)
def own(request):
    """What the person saved and applied for, with outcomes."""
    context = {
        "saved": SavedOpportunity.objects.visible_to(request.user).select_related("opportunity"),
        "applications": access.own_applications(request.user),
        "today": localdate(),
    }
    return render(request, "pathways/own_opportunities.html", context)


@requires(Permission.OWN_RECORD)
def withdraw(request, uuid):
    application = get_object_or_404(access.own_applications(request.user), uuid=uuid)
    if request.method == "POST":
        actions.withdraw(application=application, by=request.user)
        messages.success(request, _("You have withdrawn your application"))
        return redirect("own-opportunities")
    return render(request, "pathways/withdraw.html", {"application": application})


@requires(Permission.PROGRAMME_RUN)
def application_list(request):
    """Applications to what the reader's teams run, those without an outcome first."""
    rows = list(access.run_applications(request.user)[:200])
    access.note_seen(request.user, rows, page="applications", permission=Permission.PROGRAMME_RUN)
    return render(request, "pathways/application_list.html", {"rows": rows})


@requires(Permission.PROGRAMME_RUN)
def outcome(request, uuid):
    """Read one application and give its outcome, with a reason."""
    application = get_object_or_404(access.run_applications(request.user), uuid=uuid)
    access.note_seen(request.user, [application], page="application", permission=Permission.PROGRAMME_RUN)
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.decide(
                application=application,
                offered=said["offered"] == "yes",
                reason=said["reason"],
                by=request.user,
                at=now(),
            )
        except CannotApply as reason:
            form.add_error(None, refusal(reason))
        else:
            messages.success(request, _("Saved. The person can read the outcome and the reason"))
            return redirect("application-list")
    is_open = application.state == Application.State.APPLIED
    return render(request, "pathways/outcome.html", {"form": form, "application": application, "is_open": is_open})

"""Slates: the list, one of them, writing to its people through the relay, what became of it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talent_register.common.permissions import Permission, requires
from tracking import access
from tracking.actions import slates as actions
from tracking.forms.slates import OutcomeForm, WriteForm
from tracking.models import ContactRequest, Slate, SlateEntry
from tracking.presenters import slates as shown
from tracking.rules.slates import CannotChangeSlate

PAGE = 50


@requires(Permission.SLATE_EDIT)
def slate_list(request):
    """Every slate of the user's teams, open ones first."""
    state = Q(entries__request__state=ContactRequest.State.ACCEPTED)
    slates = Slate.objects.visible_to(request.user).annotate(
        people=Count("entries"), asked=Count("entries__request"), accepted=Count("entries__request", filter=state)
    )
    slates = slates.select_related("role", "owner").order_by("-closed_at", "-created_at")
    page = Paginator(slates, PAGE).get_page(request.GET.get("page"))
    return render(request, "tracking/slate_list.html", {"page": page, "table": shown.listed(page.object_list)})


def _slate(request, uuid) -> Slate:
    return get_object_or_404(
        Slate.objects.visible_to(request.user).select_related("role", "owner", "region"), uuid=uuid
    )


@requires(Permission.SLATE_EDIT)
def slate(request, uuid):
    """Who is on it, why, and what they said. Addresses only of those who said yes."""
    found = _slate(request, uuid)
    page = shown.of_slate(found, request.user, timezone.localdate())
    access.note_view(request, page.people, page="slate", permission=Permission.SLATE_EDIT)
    context = {"slate": found, "shown": page, "diversity": shown.diversity(page.places)}
    return render(request, "tracking/slate.html", context)


@requires(Permission.SLATE_EDIT)
def write(request, uuid):
    """Write to those of the slate who were not written to yet."""
    found = _slate(request, uuid)
    page = shown.of_slate(found, request.user, timezone.localdate())
    to_ask = [place for place in page.places if not place.state]
    access.note_view(request, [p.entry.clinician for p in to_ask], page="slate", permission=Permission.SLATE_EDIT)
    form = WriteForm(request.POST if request.method == "POST" else None)
    chosen = request.POST.getlist("person") if form.is_bound else [place.row.reference for place in to_ask]
    if request.method == "POST" and form.is_valid():
        entries = [place.entry for place in to_ask if place.row.reference in chosen]
        try:
            message = form.cleaned_data["message"]
            sent = actions.write(slate=found, entries=entries, message=message, by=request.user, at=timezone.now())
        except CannotChangeSlate as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _told(sent))
            return redirect("slate", uuid)
    context = {"slate": found, "form": form, "to_ask": to_ask, "chosen": chosen}
    return render(request, "tracking/slate_write.html", context)


def _told(sent) -> str:
    words = ngettext("%(n)d person was asked", "%(n)d people were asked", sent.written) % {"n": sent.written}
    if sent.paused:
        quiet = ngettext(
            "%(n)d person was left alone: they asked not to be approached now",
            "%(n)d people were left alone: they asked not to be approached now",
            sent.paused,
        )
        words += ". " + quiet % {"n": sent.paused}
    return words


def _entry(request, uuid, reference) -> SlateEntry:
    entries = SlateEntry.objects.visible_to(request.user).select_related("slate", "clinician")
    return get_object_or_404(entries, slate__uuid=uuid, clinician__reference=reference)


@requires(Permission.SLATE_EDIT)
def remove(request, uuid, reference):
    """Take somebody off who was not written to."""
    entry = _entry(request, uuid, reference)
    access.note_view(request, [entry.clinician], page="slate", permission=Permission.SLATE_EDIT)
    problem = ""
    if request.method == "POST":
        try:
            actions.remove(entry=entry, by=request.user)
        except CannotChangeSlate as reason:
            problem = str(reason)
        else:
            messages.success(request, _("%(name)s is off the slate") % {"name": entry.clinician.full_name})
            return redirect("slate", uuid)
    return render(request, "tracking/slate_remove.html", {"entry": entry, "problem": problem})


@requires(Permission.SLATE_EDIT)
def outcome(request, uuid, reference):
    """What became of a conversation."""
    entry = _entry(request, uuid, reference)
    asked = get_object_or_404(ContactRequest.objects.visible_to(request.user), entry=entry)
    access.note_view(request, [entry.clinician], page="slate", permission=Permission.SLATE_EDIT)
    form = OutcomeForm(request.POST if request.method == "POST" else None, initial={"outcome": asked.outcome})
    if request.method == "POST" and form.is_valid():
        try:
            actions.settle(request=asked, outcome=form.cleaned_data["outcome"], by=request.user, at=timezone.now())
        except CannotChangeSlate as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("The outcome is saved"))
            return redirect("slate", uuid)
    return render(request, "tracking/slate_outcome.html", {"entry": entry, "form": form})


@requires(Permission.SLATE_EDIT)
def close(request, uuid):
    """Ask, then close."""
    found = get_object_or_404(Slate.objects.visible_to(request.user).open(), uuid=uuid)
    if request.method == "POST":
        actions.close(slate=found, by=request.user, at=timezone.now())
        messages.success(request, _("%(name)s is closed") % {"name": found.name})
        return redirect("slate", uuid)
    return render(request, "tracking/slate_close.html", {"slate": found})

"""Numbers that people look up on public registers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles.actions import registrations as actions
from profiles.forms.asking import sent
from profiles.forms.registrations import CheckForm
from profiles.models import Registration, Regulator
from profiles.presenters import registrations as words
from talent_register.common.permissions import Permission, requires

PAGE = 50


@requires(Permission.REGISTRATION_VERIFY)
def check_list(request):
    """Numbers never checked, and those to check again, by register; the oldest first. No names: open one to read it."""
    today = timezone.localdate()
    heaps = words.queue(today)
    heap = request.GET.get("heap") if request.GET.get("heap") in heaps else "new"
    found = Registration.objects.visible_to(request.user).exclude(clinician__user=request.user)
    regulator = Regulator.objects.filter(code=request.GET.get("regulator", "")).first()
    if regulator:
        found = found.filter(regulator=regulator)
    rows = heaps[heap][1](found).select_related("clinician", "regulator")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "rows": [words.queue_row(row, today) for row in page],
        "heaps": [{"code": code, "words": name, "current": code == heap} for code, (name, _f) in heaps.items()],
        "heap": heap,
        "regulators": Regulator.objects.in_use(),
        "regulator": regulator,
    }
    return render(request, "profiles/registration_checks.html", shown)


@requires(Permission.REGISTRATION_VERIFY)
def check(request, pk):
    """One number: what to compare, where to look, and what was found."""
    found = Registration.objects.visible_to(request.user).exclude(clinician__user=request.user)
    row = get_object_or_404(found.select_related("clinician__profession", "regulator"), pk=pk)
    form = CheckForm(sent(request), registration=row)
    if request.method == "POST" and form.is_valid():
        actions.verify(registration=row, by=request.user, at=timezone.now(), **form.facts())
        messages.success(request, _("What you found is saved"))
        return redirect("registration-check-list")
    words.note_look(row, request.user)
    page = {
        "form": form,
        "row": row,
        "facts": words.facts_to_check(row),
        "history": [words.history_row(one) for one in row.checks.select_related("status")],
        "back": reverse("registration-check-list"),
    }
    return render(request, "profiles/registration_check.html", page)

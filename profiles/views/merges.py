"""Two records of one person: found, compared, merged, and taken back while that can be done."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from profiles import access, rules
from profiles.actions import claims, merges
from profiles.forms.asking import sent
from profiles.forms.claim import TwiceForm
from profiles.forms.merges import MergeForm, PickForm
from profiles.models import Clinician, RecordMerge
from profiles.presenters import merges as words
from talent_register.common.permissions import Permission, requires


def _records(request):
    return Clinician.objects.visible_to(request.user, Permission.RECORD_MERGE).select_related(
        "user", "profession", "region"
    )


def _merges(request):
    return RecordMerge.objects.visible_to(request.user).select_related("kept", "lost", "merged_by")


@requires(Permission.RECORD_MERGE)
def merge_list(request):
    """Pairs that may be one person, two references to type, and what was merged."""
    form = PickForm(sent(request), records=_records(request))
    if request.method == "POST" and form.is_valid():
        return redirect("merge-compare", form.cleaned_data["first"].reference, form.cleaned_data["second"].reference)
    page = {
        "form": form,
        "pairs": words.candidates(_records(request)),
        "merges": _merges(request)[: words.PREVIOUS],
    }
    return render(request, "profiles/merge_list.html", page)


def _pair(request, left, right):
    return tuple(get_object_or_404(_records(request), reference=reference) for reference in (left, right))


@requires(Permission.RECORD_MERGE)
def compare(request, left, right):
    """Both sides and a choice for each difference; then what it would do; then it is done."""
    pair = _pair(request, left, right)
    sides = words.sides(*pair)
    form = MergeForm(sent(request), questions=sides["questions"], keep=sides["keep"])
    page = {"form": form, "pair": pair, "rows": sides["rows"], "are_apart": merges.are_apart(*pair)}
    words.note_look(*pair, request.user)
    if request.method != "POST" or not form.is_valid() or "change" in request.POST:
        return render(request, "profiles/merge_compare.html", page)
    kept, lost = pair if form.cleaned_data["keep"] == "left" else pair[::-1]
    if "confirm" not in request.POST:
        return render(request, "profiles/merge_preview.html", {**page, **words.preview(kept, lost, form.take)})
    return _merge(request, kept, lost, form, page)


def _merge(request, kept, lost, form, page):
    reason = form.cleaned_data["reason"]
    try:
        made = merges.merge(kept=kept, lost=lost, take=form.take, reason=reason, by=request.user, at=timezone.now())
    except rules.CannotMerge as problem:
        form.add_error(None, str(problem))
        return render(request, "profiles/merge_compare.html", page)
    messages.success(request, _("The 2 records are one now"))
    return redirect("merge", made.reference)


@requires(Permission.RECORD_MERGE)
@require_POST
def separate(request, left, right):
    """These are two people."""
    first, second = _pair(request, left, right)
    if first == second:
        return redirect("merge-list")
    merges.keep_apart(first=first, second=second, by=request.user, at=timezone.now())
    messages.success(request, _("Noted as two people. They are shown again only if one of the records changes"))
    return redirect("merge-list")


@requires(Permission.RECORD_MERGE)
def merge(request, reference):
    """What was merged, by whom and why, and until when it can be undone."""
    found = get_object_or_404(_merges(request), reference=reference)
    can_undo = found.state == RecordMerge.State.MERGED and found.undo_until >= timezone.localdate()
    return render(request, "profiles/merge.html", {"merge": found, "can_undo": can_undo})


@requires(Permission.RECORD_MERGE)
@require_POST
def undo(request, reference):
    """Two records again."""
    found = get_object_or_404(_merges(request), reference=reference)
    try:
        merges.unmerge(merge=found, by=request.user, at=timezone.now())
    except rules.CannotMerge as problem:
        messages.warning(request, str(problem))
    else:
        messages.success(request, _("The merge is undone. There are 2 records again"))
    return redirect("merge", reference)


@requires(Permission.OWN_RECORD)
def twice(request):
    """Say that one has another record. The answer is the same whatever is known here."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    form = TwiceForm(sent(request))
    if request.method == "POST" and form.is_valid():
        claims.say_twice(clinician=clinician, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("We have your message. We look for your other record and write to you"))
        return redirect("own-data")
    return render(request, "profiles/own_twice.html", {"form": form})


@requires(Permission.OWN_RECORD)
def own(request):
    """What somebody reads whose record went into another of theirs."""
    merge = access.own_merge(request.user)
    if merge is None:
        return redirect("home")
    return render(request, "profiles/own_merged.html", {"merge": merge, "reply_email": settings.REPLY_EMAIL})

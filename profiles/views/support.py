"""Support's list of records that people must look at."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles.actions import claims, support
from profiles.forms.asking import sent
from profiles.forms.claim import SettleForm
from profiles.models import ClaimRequest
from profiles.presenters import support as words
from talent_register.common.permissions import Permission, requires


@requires(Permission.CLAIM_SUPPORT)
def request_list(request):
    """What waits first, the oldest first."""
    waiting = ClaimRequest.objects.visible_to(request.user).open().select_related("record", "asked_by", "regulator")
    page = Paginator(waiting, 50).get_page(request.GET.get("page"))
    return render(request, "profiles/claim_list.html", {"page": page})


@requires(Permission.CLAIM_SUPPORT)
def settle(request, reference):
    """Both sides of one question, and the outcome."""
    found = ClaimRequest.objects.visible_to(request.user).select_related("record", "asked_by", "regulator")
    asked = get_object_or_404(found, reference=reference)
    form = SettleForm(sent(request), request=asked)
    if request.method == "POST" and form.is_valid():
        try:
            support.settle(request=asked, by=request.user, at=timezone.now(), **form.cleaned_data)
        except claims.CannotChangeRecord:
            form.add_error("outcome", _("The record was claimed or removed in the meantime. Choose the other outcome"))
        else:
            messages.success(request, _("Outcome saved"))
            return redirect("claim-list")
    words.note_look(asked, request.user)
    page = {"form": form, "asked": asked, "rows": words.rows(asked), "pair": words.mergeable_pair(asked)}
    return render(request, "profiles/claim_settle.html", page)

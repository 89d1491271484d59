"""Support's list of what people asked about their data, each with the day by which it must be answered."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles.actions import rights
from profiles.forms.asking import sent
from profiles.forms.rights import SettleRequestForm
from profiles.models import RightsRequest
from profiles.presenters import rights as words
from talent_register.common.permissions import Permission, requires


@requires(Permission.RIGHTS_SUPPORT)
def request_list(request):
    """What is due first."""
    waiting = RightsRequest.objects.visible_to(request.user).open().select_related("clinician")
    page = Paginator(waiting, 50).get_page(request.GET.get("page"))
    return render(request, "profiles/rights_request_list.html", {"page": page, "today": timezone.localdate()})


@requires(Permission.RIGHTS_SUPPORT)
def request_settle(request, reference):
    """One request, and its answer."""
    found = RightsRequest.objects.visible_to(request.user).select_related("clinician__user")
    asked = get_object_or_404(found, reference=reference)
    form = SettleRequestForm(sent(request), request=asked)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(asked, by=request.user, **form.cleaned_data)
        except rights.CannotSettle:
            form.add_error("outcome", _("Somebody else answered this in the meantime"))
        else:
            messages.success(request, _("Saved, and the person told"))
            return redirect("rights-request-list")
    words.note_look(asked, request.user)
    page = {"form": form, "asked": asked, "rows": words.facts(asked), "today": timezone.localdate()}
    return render(request, "profiles/rights_request_settle.html", page)


def _answer(asked: RightsRequest, *, outcome: str, answer: str, by) -> None:
    if outcome == SettleRequestForm.LATER:
        rights.extend(request=asked, because=answer, by=by, at=timezone.now())
    else:
        rights.settle(request=asked, state=outcome, answer=answer, by=by, at=timezone.now())

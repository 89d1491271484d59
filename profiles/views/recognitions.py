"""What organisations say that the person has earned, and saying that it is wrong."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles.actions import recognitions
from profiles.models import Recognition
from talent_register.common.permissions import Permission, requires


@requires(Permission.OWN_RECORD)
def recognition_list(request):
    """Awards and programmes, each with who says so."""
    own = Recognition.objects.visible_to(request.user).select_related("organisation", "clinician")
    if request.method == "POST":
        if chosen := _chosen(own, request.POST.get("recognition", "")):
            recognitions.dispute(recognition=chosen, by=request.user, at=timezone.now())
            messages.success(request, _("Thank you. We have marked it as wrong. The organisation will see this"))
        return redirect("recognition-list")
    return render(request, "profiles/recognition_list.html", {"recognitions": own})


def _chosen(own, key: str) -> Recognition | None:
    try:
        return own.filter(uuid=key).first()
    except ValidationError:
        return None

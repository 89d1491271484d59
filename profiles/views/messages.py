"""What the register wrote to its reader."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from profiles import access
from profiles.presenters.messages import Message
from talent_register.common.keyset import newest_first
from talent_register.common.permissions import Permission, requires


@requires(Permission.OWN_RECORD)
def message_list(request):
    """Every letter to the person, newest first."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    page = newest_first(access.own_letters(clinician), request.GET)
    context = {"page": page, "letters": [Message(letter) for letter in page.rows], "clinician": clinician}
    return render(request, "profiles/message_list.html", context)


@requires(Permission.OWN_RECORD)
def message(request, reference):
    """One letter as it was written. The words of those about the account are not kept in view: they hold links."""
    clinician = access.own_record(request.user)
    if clinician is None:
        raise Http404
    letter = get_object_or_404(access.own_letters(clinician), reference=reference)
    return render(request, "profiles/message.html", {"message": Message(letter)})

"""One message to the people chosen on the people list: written, checked, then sent."""

from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles.models import Clinician
from talent_register.common.permissions import Permission, requires
from tracking import access, selection, texts
from tracking.actions import messages as actions
from tracking.choices import Purpose
from tracking.forms.messages import MessageForm
from tracking.presenters import messages as words
from tracking.rules.support import NAME, TEAM, CannotSupport

CHANGED = _("The list has changed since you checked it. Check it again")


@requires(Permission.DISCUSSION_EDIT)
def write(request):
    """Write it; then see who gets it and how it reads; then send it."""
    sent = request.POST if request.method == "POST" else request.GET
    chosen = selection.read(request.user, sent, timezone.localdate())
    if not chosen.pairs:
        messages.warning(request, _("Select at least 1 person, then write to them"))
        return redirect(selection.came_from(request.GET))
    chosen = selection.within(request.user, chosen, Permission.DISCUSSION_EDIT)
    begun = texts.filled(request.GET.get("text", ""), name=NAME, team=TEAM)
    form = MessageForm(request.POST if request.method == "POST" else None, initial={"words": begun})
    if form.is_bound and form.is_valid() and "change" not in request.POST:
        return _checked(request, form, chosen)
    context = {
        "form": form,
        "chosen": chosen,
        "count": chosen.people.count(),
        "texts": [(code, text.name) for code, text in texts.TEXTS.items()],
        "back": selection.came_from(request.GET),
    }
    return render(request, "tracking/people_message.html", context)


def _checked(request, form, chosen):
    """Send it, if that was asked of a list that is as it was; or else the page that says who gets it."""
    found = words.addressed(chosen.people)
    check = words.check(chosen.people, chosen.missing, found, timezone.localdate())
    if "token" in request.POST:
        try:
            _send(request, form, found, check)
            return redirect(_list(chosen))
        except CannotSupport as reason:
            form.add_error(None, str(reason))
    _note(request, check)
    context = {
        "form": form,
        "chosen": chosen,
        "check": check,
        "sample": words.sample(form.cleaned_data["words"], request.user, found.takers[0]) if found.takers else None,
        "token": uuid4(),
    }
    return render(request, "tracking/people_message_check.html", context)


def _send(request, form, found, check) -> None:
    try:
        token = UUID(request.POST["token"])
    except ValueError:
        raise CannotSupport(CHANGED) from None
    if request.POST.get("expected") != check.mark or check.is_too_many:
        raise CannotSupport(CHANGED)
    to = {one: access.acting_organisation(request.user, Permission.DISCUSSION_EDIT, one) for one in found.takers}
    message = actions.Message(token, form.cleaned_data["words"])
    sent = actions.send(message=message, to=to, by=request.user, at=timezone.now())
    for told in words.told(sent, check):
        messages.success(request, told)


def _list(chosen) -> str:
    """The list they came from, where its filters chose them."""
    kept = urlencode([(name, value) for name, value in chosen.pairs if name not in ("everyone", "person")])
    return f"{reverse('people')}?{kept}" if kept else reverse("people")


def _note(request, check) -> None:
    """Who is named is noted as seen."""
    references = [one.reference for one in (*check.people, *check.unwilling)]
    seen = Clinician.objects.visible_to(request.user, Permission.DISCUSSION_EDIT).filter(reference__in=references)
    purpose = access.purpose_of(request) or Purpose.SUPPORT
    access.note_view(request, seen, page="writing to people", permission=Permission.DISCUSSION_EDIT, purpose=purpose)

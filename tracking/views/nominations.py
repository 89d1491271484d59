"""Nominations: windows, putting people forward, deciding by two, and what the nominated say."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from profiles.models import Clinician, Use
from talent_register.common.permissions import Permission, requires
from tracking import access
from tracking.actions import nominations as actions
from tracking.forms.nominations import NominationForm, ProposalForm, ReplyForm, WindowForm
from tracking.models import Nomination, NominationDecision, NominationWindow
from tracking.presenters import nominations as words
from tracking.rules.nominations import CannotNominate, is_open


@requires(Permission.DISCUSSION_VIEW)
def window_list(request):
    """Every window the user may see."""
    table = words.windows(request.user, timezone.localdate())
    return render(request, "tracking/nomination_list.html", {"table": table})


@requires(Permission.DISCUSSION_EDIT)
def create(request):
    """Open a window."""
    organisations = access.organisations_of(request.user, Permission.DISCUSSION_EDIT)
    form = WindowForm(request.POST if request.method == "POST" else None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("name", "about", "opens_on", "closes_on")}
        try:
            made = actions.open_window(owner=form.chosen_owner(), by=request.user, at=timezone.now(), **said)
        except CannotNominate as reason:
            form.add_error(reason.field, str(reason))
        else:
            messages.success(request, _("%(name)s is set up") % {"name": made.name})
            return redirect("nomination-window", made.uuid)
    return render(request, "tracking/nomination_create.html", {"form": form})


@requires(Permission.DISCUSSION_VIEW)
def window(request, uuid):
    """Who is nominated, each person once."""
    found, today = _window(request, uuid), timezone.localdate()
    groups = words.groups(found, request.user)
    _note(request, [group.person for group in groups])
    context = {
        "window": found,
        "state": words.state(found, today),
        "is_open": is_open(found.opens_on, found.closes_on, today),
        "table": words.listed(found, groups) if groups else None,
    }
    return render(request, "tracking/nomination_window.html", context)


@requires(Permission.DISCUSSION_EDIT)
def choose(request, reference):
    """In which of the open windows. One is no choice."""
    person = _person(request, reference)
    _note(request, [person])
    open_now = list(NominationWindow.objects.visible_to(request.user).open_on(timezone.localdate()))
    if len(open_now) == 1:
        return redirect("nomination-nominate", open_now[0].uuid, reference)
    return render(request, "tracking/nomination_choose.html", {"person": person, "windows": open_now})


@requires(Permission.DISCUSSION_EDIT)
def nominate(request, uuid, reference):
    """Put somebody forward, or change what one said."""
    found, person = _window(request, uuid), _person(request, reference)
    _note(request, [person])
    mine = Nomination.objects.visible_to(request.user).standing()
    mine = mine.filter(window=found, clinician=person, nominator=request.user).first()
    names = ("kinds", "words", "referee_name", "referee_email")
    initial = {name: getattr(mine, name) for name in names} if mine else {}
    form = NominationForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.nominate(window=found, clinician=person, case=form.case(), by=request.user, at=timezone.now())
        except CannotNominate as reason:
            form.add_error(reason.field, str(reason))
        else:
            messages.success(request, _("%(name)s is nominated and can read it") % {"name": person.full_name})
            return redirect("nomination-person", uuid, reference)
    return render(request, "tracking/nomination_nominate.html", {"window": found, "person": person, "form": form})


@requires(Permission.DISCUSSION_VIEW)
def person(request, uuid, reference):
    """All nominations of one person, what they say to it, and the decisions."""
    found, someone = _window(request, uuid), _person(request, reference)
    _note(request, [someone])
    group = next(iter(words.groups(found, request.user, someone)), words.Group(someone))
    today = timezone.localdate()
    decides = NominationWindow.objects.visible_to(request.user).decided_by(request.user).filter(pk=found.pk).exists()
    form = ProposalForm(request.POST if request.method == "POST" else None, kinds=group.undecided)
    if request.method == "POST" and decides and form.is_valid():
        try:
            actions.propose(window=found, clinician=someone, by=request.user, at=timezone.now(), **form.cleaned_data)
        except CannotNominate as reason:
            form.add_error(reason.field, str(reason))
        else:
            messages.success(request, _("Proposed. A second person confirms it"))
            return redirect("nomination-person", uuid, reference)
    context = {
        "window": found,
        "group": group,
        "said": [(one, words.kind_words(one), one.nominator_id == request.user.pk) for one in group.nominations],
        "is_open": is_open(found.opens_on, found.closes_on, today),
        "form": form if decides and today > found.closes_on and group.undecided else None,
    }
    return render(request, "tracking/nomination_person.html", context)


@requires(Permission.DISCUSSION_EDIT)
@require_POST
def withdraw(request, uuid, reference):
    """Take one's own nomination back."""
    mine = Nomination.objects.visible_to(request.user).standing().filter(nominator=request.user)
    nomination = get_object_or_404(
        mine.select_related("window", "clinician"), window__uuid=uuid, clinician__reference=reference
    )
    _note(request, [nomination.clinician])
    try:
        actions.withdraw(nomination=nomination, by=request.user, at=timezone.now())
        messages.success(request, _("Your nomination is withdrawn"))
    except CannotNominate as reason:
        messages.warning(request, str(reason))
    return redirect("nomination-window", uuid)


@requires(Permission.DISCUSSION_EDIT)
@require_POST
def confirm(request, uuid, reference):
    """The second person agrees."""
    found, someone = _window(request, uuid), _person(request, reference)
    _note(request, [someone])
    group = next(iter(words.groups(found, request.user, someone)), words.Group(someone))
    wanted = [one for one in group.decisions if one.kind == request.POST.get("kind")]
    decides = NominationWindow.objects.visible_to(request.user).decided_by(request.user)
    get_object_or_404(decides, pk=found.pk)
    try:
        _confirm(wanted, request)
    except CannotNominate as reason:
        messages.warning(request, str(reason))
    return redirect("nomination-person", uuid, reference)


def _confirm(wanted: list[NominationDecision], request) -> None:
    for decision in wanted:
        actions.confirm(decision=decision, by=request.user, at=timezone.now())
        messages.success(request, _("Decided. They can read it now"))


@requires(Permission.OWN_RECORD)
def own(request, uuid):
    """What the reader is nominated for, by whom and why; they comment or decline."""
    clinician = access.own_record(request.user)
    found = next((one for one in words.own(request.user) if one.window.uuid == uuid), None)
    if found is None:
        raise Http404
    form = ReplyForm(request.POST if request.method == "POST" else None) if found.is_standing else None
    if form and form.is_bound and form.is_valid():
        actions.reply(window=found.window, clinician=clinician, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Your answer is saved. The team can read it"))
        return redirect("own-nomination", uuid)
    return render(request, "tracking/own_nomination.html", {"found": found, "form": form})


def _window(request, uuid) -> NominationWindow:
    return get_object_or_404(NominationWindow.objects.visible_to(request.user).select_related("owner"), uuid=uuid)


def _person(request, reference) -> Clinician:
    """Somebody else."""
    seen = Clinician.objects.visible_to(request.user, Permission.DISCUSSION_VIEW, use=Use.POSTS)
    people = seen.exclude(user=request.user)
    return get_object_or_404(people.select_related("profession", "region"), reference=reference)


def _note(request, people) -> None:
    access.note_view(request, people, page="nominations", permission=Permission.DISCUSSION_VIEW)

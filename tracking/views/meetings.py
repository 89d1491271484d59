"""Review meetings: planning, the agenda, keeping out, moving on, ratings compared, minutes."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talent_register.common.permissions import Permission, requires
from tracking import access, selection
from tracking.actions import meetings as actions
from tracking.choices import Purpose
from tracking.forms.meetings import ChooseMeetingForm, ConflictForm, MeetingForm
from tracking.models import ReviewMeeting
from tracking.presenters import calibration, grids
from tracking.presenters import meetings as words
from tracking.rules.meetings import CannotMeet

PAGE = 50
STEPS = {"start": "RUNNING", "finish": "FINISHED", "cancel": "CANCELLED"}


@requires(Permission.DISCUSSION_VIEW)
def meeting_list(request):
    """Every meeting of the user's teams, the coming ones first."""
    page = Paginator(words.meetings(request.user), PAGE).get_page(request.GET.get("page"))
    table = words.listed(list(page.object_list)) if page.object_list else None
    return render(request, "tracking/meeting_list.html", {"page": page, "table": table})


@requires(Permission.DISCUSSION_EDIT)
def create(request):
    """Plan a meeting. People chosen on the people list travel in the address and go on its agenda."""
    chosen = selection.for_posts(request.user, selection.read(request.user, request.GET, timezone.localdate()))
    organisations = access.organisations_of(request.user, Permission.DISCUSSION_EDIT)
    people = {one.pk: one for team in organisations for one in access.colleagues(team, Permission.DISCUSSION_EDIT)}
    people.pop(request.user.pk, None)
    sent = request.POST if request.method == "POST" else None
    form = MeetingForm(sent, organisations=organisations, colleagues=list(people.values()))
    if request.method == "POST" and form.is_valid():
        made = _plan(request, form, chosen)
        if made:
            return redirect("meeting", made.uuid)
    context = {"form": form, "count": chosen.people.count() if chosen.pairs else 0, **_left_out(request, chosen)}
    return render(request, "tracking/meeting_create.html", context)


def _left_out(request, chosen) -> dict:
    """Those chosen who do not go on the agenda, and why. Who is named is noted as seen."""
    refused = list(chosen.refused[:PAGE])
    _note(request, refused)
    return {"missing": chosen.missing, "refused": refused, "refused_count": chosen.refused.count()}


def _plan(request, form, chosen) -> ReviewMeeting | None:
    said = form.cleaned_data
    try:
        made = actions.plan_with_people(
            people=chosen.people if chosen.pairs else None,
            name=said["name"],
            on=said["on"],
            papers=said["papers"],
            is_blind=said["is_blind"],
            grid=grids.chosen(""),
            owner=form.chosen_owner(),
            members=form.chosen_members(),
            by=request.user,
            at=timezone.now(),
        )
    except CannotMeet as reason:
        form.add_error(reason.field, str(reason))
        return None
    planned = _("%(name)s is planned") % {"name": made.name}
    messages.success(request, f"{planned}. {words.what_next(made)}" if chosen.pairs else planned)
    return made


@requires(Permission.DISCUSSION_EDIT)
def add(request):
    """People chosen on the people list go on the agenda of a coming meeting."""
    sent = request.POST or request.GET
    chosen = selection.for_posts(request.user, selection.read(request.user, sent, timezone.localdate()))
    if not chosen.pairs:
        messages.warning(request, _("Select at least 1 person, then add them to a meeting"))
        return redirect(selection.came_from(request.GET))
    meetings = list(words.meetings(request.user).ahead())
    sent = request.POST if request.method == "POST" else None
    form = ChooseMeetingForm(sent, meetings=meetings, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add_people(meeting=form.chosen(), people=chosen.people, by=request.user)
        except CannotMeet as reason:
            form.add_error(None, str(reason))
        else:
            parts = _added(added, chosen.people.count() - added, chosen)
            messages.success(request, ". ".join([*parts, words.what_next(form.chosen())]))
            return redirect("meeting", form.chosen().uuid)
    seen = list(chosen.people[:PAGE])
    _note(request, seen)
    context = {"form": form, "chosen": chosen, "count": chosen.people.count(), "people": seen, "meetings": meetings}
    context["back"] = selection.came_from(request.GET)
    return render(request, "tracking/meeting_add.html", context | _left_out(request, chosen))


def _added(added, already, chosen) -> list[str]:
    parts = [ngettext("%(n)d person is on the agenda now", "%(n)d people are on the agenda now", added) % {"n": added}]
    if already:
        parts.append(ngettext("%(n)d was on it already", "%(n)d were on it already", already) % {"n": already})
    if chosen.missing:
        left = ngettext("%(n)d does not share with you and was left out", "%(n)d do not share with you", chosen.missing)
        parts.append(left % {"n": chosen.missing})
    if refused := chosen.refused.count():
        left = ngettext("%(n)d was left out and said no to this", "%(n)d were left out and said no to this", refused)
        parts.append(left % {"n": refused})
    return parts


def _meeting(request, uuid) -> ReviewMeeting:
    return get_object_or_404(ReviewMeeting.objects.visible_to(request.user).select_related("owner", "grid"), uuid=uuid)


def _note(request, people) -> None:
    permission = Permission.DISCUSSION_VIEW
    access.note_view(request, people, page="review meeting", permission=permission, purpose=Purpose.MEETING)


@requires(Permission.DISCUSSION_VIEW)
def meeting(request, uuid):
    """The agenda in order, who takes part, the papers, and what can be done next."""
    found = _meeting(request, uuid)
    items = words.items_of(found, request.user)
    _note(request, [item.clinician for item in items])
    context = {
        "meeting": found,
        "colour": words.COLOURS[found.state],
        "lines": words.lines(items),
        "members": [str(one.user) for one in found.members.select_related("user")],
        "is_ahead": found.state in ("PLANNED", "RUNNING"),
    }
    return render(request, "tracking/meeting.html", context)


@requires(Permission.DISCUSSION_EDIT)
def change(request, uuid):
    """Another name, day, papers or members."""
    found = get_object_or_404(ReviewMeeting.objects.visible_to(request.user).ahead().select_related("owner"), uuid=uuid)
    seated = {one.user.pk: one.user for one in found.members.select_related("user")}
    people = {**seated, **{one.pk: one for one in access.colleagues(found.owner, Permission.DISCUSSION_EDIT)}}
    initial = {"name": found.name, "on": found.on, "papers": found.papers, "members": [str(pk) for pk in seated]}
    sent = request.POST if request.method == "POST" else None
    form = MeetingForm(sent, organisations=[found.owner], colleagues=people.values(), is_new=False, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("name", "on", "papers")}
        try:
            actions.change(meeting=found, members=form.chosen_members(), by=request.user, at=timezone.now(), **said)
        except CannotMeet as reason:
            form.add_error(reason.field, str(reason))
        else:
            messages.success(request, _("The meeting is changed"))
            return redirect("meeting", uuid)
    return render(request, "tracking/meeting_change.html", {"form": form, "meeting": found})


@requires(Permission.DISCUSSION_VIEW)
def conflicts(request, uuid):
    """A member says of whom they keep out."""
    found = _meeting(request, uuid)
    items = words.items_of(found, request.user)
    _note(request, [item.clinician for item in items])
    form = ConflictForm(request.POST if request.method == "POST" else None, items=items)
    if request.method == "POST" and form.is_valid():
        try:
            for item in form.chosen():
                actions.declare(item=item, by=request.user, at=timezone.now())
        except CannotMeet as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("You keep out. You see them nowhere in this meeting any more"))
            return redirect("meeting", uuid)
    return render(request, "tracking/meeting_conflicts.html", {"meeting": found, "form": form, "items": items})


@requires(Permission.DISCUSSION_EDIT)
def step(request, uuid, step):
    """Start, finish or cancel: ask, then do."""
    found = _meeting(request, uuid)
    if step not in STEPS:
        raise Http404
    if request.method == "POST":
        try:
            actions.become(meeting=found, state=STEPS[step], by=request.user, at=timezone.now())
        except CannotMeet as reason:
            messages.warning(request, str(reason))
            return redirect("meeting", uuid)
        items = words.items_of(found, request.user)
        if step == "start" and items:
            return redirect("meeting-person", uuid, items[0].clinician.reference)
        return redirect("meeting", uuid)
    return render(request, "tracking/meeting_step.html", {"meeting": found, "step": step})


@requires(Permission.DISCUSSION_VIEW)
def ratings(request, uuid):
    """First ratings beside what was agreed and why, and their spread without individuals."""
    found = _meeting(request, uuid)
    items = words.items_of(found, request.user)
    lines, rated = words.lines(items), words.ratings_of(found, request.user)
    _note(request, [item.clinician for item in items])
    context = {
        "meeting": found,
        "compared": calibration.compared(lines, rated),
        "spreads": calibration.spreads(rated, settings.SUPPRESSION_THRESHOLD),
        "warning": calibration.warning(lines),
    }
    return render(request, "tracking/meeting_ratings.html", context)


@requires(Permission.DISCUSSION_VIEW)
def minutes(request, uuid):
    """Who met, who kept out, what was decided and who does what: a page to print."""
    found = _meeting(request, uuid)
    items = words.items_of(found, request.user)
    _note(request, [item.clinician for item in items])
    work, out = words.work_of(items, request.user), words.kept_out(items)
    entries = [(line, work.get(line.item.pk, []), out.get(line.item.pk, [])) for line in words.lines(items)]
    members = [str(one.user) for one in found.members.select_related("user")]
    context = {"meeting": found, "entries": entries, "members": members, "today": timezone.now()}
    return render(request, "tracking/meeting_minutes.html", context)

"""One person of a review meeting at a time: rating, decision, actions, and their place on the agenda."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talent_register.accounts.access import can
from talent_register.common.permissions import Permission, requires
from tracking import access
from tracking.actions import decisions as deciding
from tracking.actions import meetings as actions
from tracking.actions import work as working
from tracking.choices import Purpose
from tracking.forms.meetings import DecisionForm, RatingForm, WorkForm
from tracking.models import AgendaItem, WorkItem
from tracking.presenters import meetings as words
from tracking.presenters import person as record
from tracking.presenters import talent
from tracking.rules.meetings import CannotMeet

MOVES = {"up": -1, "down": 1}


@requires(Permission.DISCUSSION_VIEW)
def person(request, uuid, reference):
    """Where one person stands, and everything the meeting says of them. Contact details stay on the record."""
    item = _item(request, uuid, reference)
    _note(request, item)
    forms = _forms(request, item)
    sent = forms.get(request.POST.get("do", "")) if request.method == "POST" else None
    if sent is not None and sent.is_valid() and can(request.user, Permission.DISCUSSION_EDIT):
        try:
            return DOES[request.POST["do"]](request, item, sent)
        except CannotMeet as reason:
            sent.add_error(reason.field, str(reason))
    return render(request, "tracking/meeting_person.html", {**_shown(request, item), "forms": forms, "form": sent})


def _item(request, uuid, reference) -> AgendaItem:
    items = AgendaItem.objects.visible_to(request.user).filter(meeting__uuid=uuid)
    items = items.select_related("meeting__grid", "meeting__owner", "clinician__profession", "clinician__region")
    return get_object_or_404(items, clinician__reference=reference)


def _note(request, item) -> None:
    permission = Permission.DISCUSSION_VIEW
    people = [item.clinician]
    access.note_view(request, people, page="review meeting", permission=permission, purpose=Purpose.MEETING)


def _forms(request, item) -> dict:
    """The three forms of the page; the one that was sent holds what was typed."""

    def sent(name):
        return request.POST if request.method == "POST" and request.POST.get("do") == name else None

    grid, stands = item.meeting.grid, words.stands(deciding.earlier(item, item.meeting), request.user)
    owners = [one.user for one in item.meeting.members.select_related("user")]
    return {
        "rate": RatingForm(sent("rate"), grid=grid, prefix="first"),
        "decide": DecisionForm(sent("decide"), grid=grid, initial=stands),
        "work": WorkForm(sent("work"), owners=owners, today=timezone.localdate(), prefix="work"),
    }


def _shown(request, item) -> dict:
    today = timezone.localdate()
    items = words.items_of(item.meeting, request.user)
    before, after, number = words.around(items, item)
    ratings = [one for one in words.ratings_of(item.meeting, request.user) if one.item_id == item.pk]
    return {
        "meeting": item.meeting,
        "item": item,
        "line": words.lines([one for one in items if one.pk == item.pk])[0],
        "before": before,
        "after": after,
        "number": number,
        "total": len(items),
        "cards": [*record.brief_cards(item.clinician), *talent.cards(item.clinician, request.user, today)],
        "ratings": [(one, words.rating_words(one.readiness, one.place, item)) for one in ratings],
        "has_rated": any(one.user_id == request.user.pk for one in ratings),
        "work": words.work_of([item], request.user).get(item.pk, []),
        "kept_out": words.kept_out([item]).get(item.pk, []),
        "may_edit": can(request.user, Permission.DISCUSSION_EDIT),
    }


def _rate(request, item, form):
    said = form.cleaned_data["words"]
    deciding.rate(item=item, rating=form.rating(), words=said, by=request.user, at=timezone.now())
    messages.success(request, _("Your rating of %(name)s is saved") % {"name": item.clinician.full_name})
    return redirect("meeting-person", item.meeting.uuid, item.clinician.reference)


def _decide(request, item, form):
    """Save, then on to the next person: a meeting has 3 minutes for each."""
    deciding.decide(item=item, verdict=form.verdict(), by=request.user, at=timezone.now())
    messages.success(request, _("The decision about %(name)s is saved") % {"name": item.clinician.full_name})
    _before, after, _number = words.around(words.items_of(item.meeting, request.user), item)
    if after is None:
        return redirect("meeting", item.meeting.uuid)
    return redirect("meeting-person", item.meeting.uuid, after.clinician.reference)


def _work(request, item, form):
    working.add(
        clinician=item.clinician,
        words=form.cleaned_data["words"],
        owner=form.chosen_owner(),
        due_on=form.cleaned_data["due_on"],
        by=request.user,
        at=timezone.now(),
        item=item,
    )
    messages.success(request, _("The action is saved. %(name)s finds it under My work") % {"name": form.chosen_owner()})
    return redirect("meeting-person", item.meeting.uuid, item.clinician.reference)


DOES = {"rate": _rate, "decide": _decide, "work": _work}


@requires(Permission.DISCUSSION_EDIT)
@require_POST
def arrange(request, uuid, reference):
    """Move a person up or down the agenda, or take them off."""
    item = _item(request, uuid, reference)
    _note(request, item)
    wanted = request.POST.get("move", "")
    items = words.items_of(item.meeting, request.user)
    place = [one.pk for one in items].index(item.pk) + MOVES.get(wanted, 0)
    try:
        if wanted == "off":
            actions.remove_person(item=item, by=request.user)
            messages.success(request, _("%(name)s is off the agenda") % {"name": item.clinician.full_name})
        elif wanted in MOVES and 0 <= place < len(items):
            actions.move(item=item, past=items[place], by=request.user)
    except CannotMeet as reason:
        messages.warning(request, str(reason))
    return redirect("meeting", uuid)


@requires(Permission.DISCUSSION_EDIT)
@require_POST
def tell(request, uuid, reference):
    """Somebody has talked with the person: they can read the decision now."""
    item = _item(request, uuid, reference)
    _note(request, item)
    try:
        deciding.show(item=item, by=request.user, at=timezone.now())
        messages.success(request, _("%(name)s can read this now") % {"name": item.clinician.full_name})
    except CannotMeet as reason:
        messages.warning(request, str(reason))
    return redirect("meeting-person", uuid, reference)


@requires(Permission.DISCUSSION_VIEW)
def work_list(request):
    """What the user has promised to do, the first due first."""
    found = words.work(request.user)
    people = [one.clinician for one in found]
    access.note_view(request, people, page="my work", permission=Permission.DISCUSSION_VIEW)
    return render(request, "tracking/work_list.html", {"lines": words.work_table(found, timezone.localdate())})


@requires(Permission.DISCUSSION_VIEW)
@require_POST
def work_done(request, uuid):
    """It is done."""
    work = get_object_or_404(WorkItem.objects.visible_to(request.user).of(request.user), uuid=uuid)
    working.finish(work=work, by=request.user, at=timezone.now())
    messages.success(request, _("Done: %(words)s") % {"words": work.words})
    return redirect("work-list")

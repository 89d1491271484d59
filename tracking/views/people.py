"""Finding people and opening one record."""

from dataclasses import replace

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from profiles.models import Clinician
from talent_register.common.permissions import Permission, requires
from tracking import access
from tracking.forms import PeopleForm, PurposeForm
from tracking.presenters import history as events
from tracking.presenters import people as words
from tracking.presenters import person as record
from tracking.search import count, find
from tracking.search.pages import page_of


@requires(Permission.PEOPLE_SEARCH)
def search(request):
    """The people list. Everything it shows follows from the address, and everybody it shows is noted."""
    form = PeopleForm(request.GET, user=request.user)
    context = {
        "form": form,
        "purpose": access.purpose_of(request),
        "capacity": access.capacity(request.user, Permission.PEOPLE_SEARCH),
    }
    if form.is_valid():
        context |= _found(request, form)
    return render(request, "tracking/people.html", context)


def _found(request, form) -> dict:
    today = timezone.localdate()
    criteria = form.criteria(request.GET.get("sort", ""))
    found = find(request.user, criteria, today)
    counted = count(request.user, found, criteria, today)
    form.show(counted)
    size = next((one for one in words.SIZES if str(one) == request.GET.get("size")), words.SIZES[0])
    sort = criteria.sort or ("" if criteria.text else "name")
    people = found.page_by(counted, words.in_place)
    page = page_of(people, counted.total, sort=sort, size=size, at=request.GET)
    page.object_list = words.with_their_work(page.object_list)
    access.note_view(request, page.object_list, page="people search", permission=Permission.PEOPLE_SEARCH)
    return {"page": page, **_shown(request, form, page, found, criteria, counted, size)}


def _shown(request, form, page, found, criteria, counted, size) -> dict:
    """The words around the page: headings, other sizes and columns, and ways out of an empty list."""
    today, query = timezone.localdate(), request.GET
    shown = words.shown_columns(query, request.user)
    said = words.said_of(page.object_list, request.user, shown)
    bare = replace(criteria, text="")
    without_words = 0
    if criteria.text and not counted.total:
        without_words = count(request.user, find(request.user, bare, today), bare, today).total
    return {
        "rows": [words.row(person, today, found.close, said) for person in page.object_list],
        "columns": words.columns(query, criteria.sort, shown),
        "shown": shown,
        "column_choices": words.choices_of_columns(shown, request.user),
        "sizes": words.sizes(query, size),
        "steps": words.steps(page, query),
        "has_close": bool(found.close),
        "ways_out": [] if counted.total else words.ways_out(form, counted, query, without_words),
        "kept": [(k, v) for k, values in query.lists() for v in values if v and k not in words.PLACES],
    }


@requires(Permission.PERSON_VIEW)
def person(request, reference):
    """What staff need to know of one person. Opening it is noted, and the person can read that it was opened."""
    clinician = _visible(request, reference)
    access.note_view(request, [clinician], page="record", permission=Permission.PERSON_VIEW)
    shown = record.overview(clinician, request.user, timezone.localdate())
    return render(request, "tracking/person.html", {"record": shown, "purpose": access.purpose_of(request)})


@requires(Permission.PERSON_VIEW)
def history(request, reference):
    """What happened to this person that staff may know: cohorts, reviews, reminders."""
    clinician = _visible(request, reference)
    access.note_view(request, [clinician], page="record, history", permission=Permission.PERSON_VIEW)
    shown = record.overview(clinician, request.user, timezone.localdate())
    context = {"record": shown, "events": events.history(clinician, request.user)}
    return render(request, "tracking/person_history.html", context)


def _visible(request, reference) -> Clinician:
    people = words.with_work(Clinician.objects.visible_to(request.user, Permission.PERSON_VIEW))
    return get_object_or_404(people, reference=reference)


@requires(Permission.PEOPLE_SEARCH)
def purpose(request):
    """Staff say once a session why they look."""
    back = _back(request)
    said = {"purpose": access.purpose_of(request)}
    form = PurposeForm(request.POST if request.method == "POST" else None, initial=said)
    if request.method == "POST" and form.is_valid():
        request.session[access.PURPOSE_KEY] = form.cleaned_data["purpose"]
        return redirect(back)
    return render(request, "tracking/purpose.html", {"form": form, "back": back})


def _back(request) -> str:
    """The page to return to, if it is one of ours."""
    wanted = request.POST.get("return_to") or request.GET.get("return_to") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else reverse("people")

"""Who goes on a slate: found by what the register knows of them, or chosen on the people list; at first or later."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from profiles.models import Clinician
from talent_register.common.permissions import Permission, requires
from tracking import access, selection
from tracking.actions import slates as actions
from tracking.forms.slates import AddForm, BeginForm, FillForm, LookForm, SlateForm
from tracking.models import Slate
from tracking.presenters import slate_matches as shown
from tracking.rules.slates import MOST_ON_A_SLATE, CannotChangeSlate


@requires(Permission.SLATE_EDIT)
def create(request):
    """Look for people, tick some, and make a slate of them."""
    look = LookForm(request.GET if "role" in request.GET else None, user=request.user)
    organisations = access.organisations_of(request.user, Permission.SLATE_EDIT)
    form = _form(request, SlateForm, organisations=organisations)
    context = {"look": look, "form": form, "chosen": request.POST.getlist("person")}
    if look.is_bound and look.is_valid():
        wanted = _wanted(look)
        people = shown.fitting(request.user, wanted)
        if form.is_bound and form.is_valid():
            try:
                slate = actions.create(
                    **_said(form),
                    role=wanted.role,
                    region=wanted.region,
                    people=_ticked(request, wanted, people),
                    by=request.user,
                    at=timezone.now(),
                )
            except CannotChangeSlate as reason:
                form.add_error(None, str(reason))
            else:
                return _made(request, slate)
        context["found"] = _page(request, wanted, people, shown.lot(request.user, wanted, timezone.localdate()))
    return render(request, "tracking/slate_create.html", context)


@requires(Permission.SLATE_EDIT)
def add(request, uuid):
    """Look for more people for a slate that is there."""
    slate = _open_slate(request, uuid)
    look = LookForm(request.GET or {"region": slate.region.code if slate.region else ""}, user=request.user)
    look.role_is_known(slate.role)
    form = _form(request, AddForm)
    context = {"slate": slate, "look": look, "form": form, "chosen": request.POST.getlist("person")}
    if look.is_valid():
        wanted = _wanted(look)
        people = shown.fitting(request.user, wanted, slate)
        if form.is_bound and form.is_valid() and _added(request, slate, _ticked(request, wanted, people), form):
            return redirect("slate", uuid)
        context["found"] = _page(request, wanted, people, str(slate.uuid))
    return render(request, "tracking/slate_add.html", context)


@requires(Permission.SLATE_EDIT)
def fill(request):
    """People chosen on the people list go on a slate that is there."""
    chosen = _chosen(request)
    if not chosen.pairs:
        messages.warning(request, _("Select at least 1 person, then add them to a slate"))
        return redirect(selection.came_from(request.GET))
    slates = list(Slate.objects.visible_to(request.user).open().select_related("role", "region", "owner"))
    form = FillForm(request.POST if request.method == "POST" else None, slates=slates)
    if form.is_bound and form.is_valid():
        slate = form.chosen()
        if _added(request, slate, _with_reasons(request, slate.role, slate.region, chosen), form):
            return redirect("slate", slate.uuid)
    context = {"form": form, "slates": slates, **_of_the_chosen(request, chosen)}
    context["back"] = selection.came_from(request.GET)
    return render(request, "tracking/slate_fill.html", context)


@requires(Permission.SLATE_EDIT)
def begin(request):
    """People chosen on the people list become a slate of their own."""
    chosen = _chosen(request)
    organisations = access.organisations_of(request.user, Permission.SLATE_EDIT)
    form = BeginForm(request.POST if request.method == "POST" else None, organisations=organisations)
    if form.is_bound and form.is_valid():
        role = form.cleaned_data["role"]
        try:
            slate = actions.create(
                **_said(form),
                role=role,
                region=None,
                people=_with_reasons(request, role, None, chosen),
                note=form.cleaned_data["note"],
                by=request.user,
                at=timezone.now(),
            )
        except CannotChangeSlate as reason:
            form.add_error(None, str(reason))
        else:
            return _made(request, slate)
    return render(request, "tracking/slate_begin.html", {"form": form, **_of_the_chosen(request, chosen)})


def _form(request, kind, **more):
    """The form that was sent; where only another page of people is wanted, what was typed stays and is not judged."""
    if request.method != "POST":
        return kind(**more)
    if "page" in request.POST:
        return kind(initial=request.POST.dict(), **more)
    return kind(request.POST, **more)


def _wanted(look) -> shown.Wanted:
    return shown.Wanted(look.wanted_role(), look.wanted_region(), look.bands(), look.cleaned_data["family"])


def _page(request, wanted, people, drawn) -> shown.Found:
    """One page of people, each of whom is noted as seen."""
    number, chosen = request.POST.get("page", "1"), request.POST.getlist("person")
    found = shown.page_of(request.user, wanted, people, drawn, number, chosen, timezone.localdate())
    access.note_view(request, found.people, page="slate", permission=Permission.SLATE_EDIT)
    return found


def _ticked(request, wanted, people) -> dict[Clinician, list[str]]:
    """Whoever is ticked, on whichever page, and still fits."""
    ticked = people.filter(reference__in=request.POST.getlist("person")[: MOST_ON_A_SLATE + 1])
    return shown.picked(request.user, wanted.role, wanted.region, ticked, timezone.localdate())


def _chosen(request):
    """The people chosen on the list whom the user may plan with for posts."""
    sent = request.POST or request.GET
    chosen = selection.read(request.user, sent, timezone.localdate())
    return selection.within(request.user, chosen, Permission.SLATE_EDIT)


def _with_reasons(request, role, region, chosen) -> dict[Clinician, list[str]]:
    return shown.picked(request.user, role, region, chosen.people, timezone.localdate())


def _of_the_chosen(request, chosen) -> dict:
    people = list(chosen.people[:MOST_ON_A_SLATE])
    access.note_view(request, people, page="slate", permission=Permission.SLATE_EDIT)
    count = chosen.people.count()
    return {"chosen": chosen, "people": people, "count": count, "missing": chosen.missing, "most": MOST_ON_A_SLATE}


def _open_slate(request, uuid) -> Slate:
    slates = Slate.objects.visible_to(request.user).open().select_related("role", "owner", "region")
    return get_object_or_404(slates, uuid=uuid)


def _added(request, slate, people, form) -> bool:
    """Add them and say how many; or say on the form why not."""
    try:
        n = actions.add(slate=slate, people=people, note=form.cleaned_data["note"], by=request.user, at=timezone.now())
    except CannotChangeSlate as reason:
        form.add_error("note" if people and not form.cleaned_data["note"] else None, str(reason))
        return False
    words = ngettext("%(n)d person is on the slate now", "%(n)d people are on the slate now", n)
    messages.success(request, words % {"n": n})
    return True


def _said(form) -> dict:
    """What was typed of the slate itself."""
    data = form.cleaned_data
    return {"name": data["name"], "about": data["about"], "owner": form.chosen_owner()}


def _made(request, slate):
    messages.success(request, _("The slate is ready. Nobody has been written to yet"))
    return redirect("slate", slate.uuid)

"""A cohort on the grid of talent discussions."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from profiles.models import Clinician
from talent_register.accounts.access import can
from talent_register.common.permissions import Permission, requires
from tracking import access
from tracking.actions import discussions as actions
from tracking.forms.discussions import PlaceForm
from tracking.models import Cohort, CohortMember
from tracking.presenters import grid as people
from tracking.presenters import grids
from tracking.rules.discussions import CannotRecord, NeedsEvidence

PAGE = 50


@requires(Permission.DISCUSSION_VIEW)
def grid(request, slug):
    """The table of cells and the list beside it. Everybody whose name is shown is noted as seen, and nobody else."""
    cohort = _cohort(request, slug)
    chosen, cell = grids.chosen(request.GET.get("grid", "")), request.GET.get("cell", "")
    is_table = request.GET.get("view") != "list"
    members = people.People(cohort, request.user, chosen)
    picture = members.picture(with_names=is_table)
    page = Paginator(members.listed(cell), PAGE).get_page(request.GET.get("page"))
    page.object_list = members.each(page.object_list)
    names = {one.reference for one in [*page.object_list, *picture.named]}
    seen = Clinician.objects.visible_to(request.user, Permission.DISCUSSION_VIEW).filter(reference__in=names)
    access.note_view(request, seen, page="talent grid", permission=Permission.DISCUSSION_VIEW)
    context = {
        "cohort": cohort,
        "picture": picture,
        "grids": grids.offered(),
        "page": page,
        "cell": cell,
        "cell_words": chosen.words(cell),
        "is_table": is_table,
        "may_place": can(request.user, Permission.DISCUSSION_EDIT) and cohort.closed_at is None,
    }
    return render(request, "tracking/grid.html", context)


@requires(Permission.DISCUSSION_EDIT)
def place(request, slug, reference):
    """Put one person into a cell. The first time asks for evidence."""
    cohort = _cohort(request, slug)
    places = CohortMember.objects.visible_to(request.user).now().select_related("clinician")
    places = places.exclude(clinician__user=request.user)
    person = get_object_or_404(places, cohort=cohort, clinician__reference=reference).clinician
    chosen = grids.chosen(request.POST.get("grid", ""))
    form = PlaceForm(request.POST if request.method == "POST" else None, grid=chosen)
    back = f"{reverse('cohort-grid', args=[slug])}?{urlencode({'grid': chosen.slug})}"
    if request.method == "POST" and form.is_valid():
        return _place(request, person, chosen, form.cleaned_data["to"], back)
    if request.method == "POST":
        messages.warning(request, _("Select a place on the grid"))
    return redirect(back)


def _place(request, person, chosen, to, back):
    owner = access.acting_organisation(request.user, Permission.DISCUSSION_EDIT, person)
    try:
        actions.place(clinician=person, grid=chosen, owner=owner, to=to, by=request.user, at=timezone.now())
    except NeedsEvidence as reason:
        messages.warning(request, str(reason))
        query = urlencode({"grid": chosen.slug, "place": to})
        return redirect(f"{reverse('discussion-create', args=[person.reference])}?{query}")
    except CannotRecord as reason:
        messages.warning(request, str(reason))
    else:
        where = {"name": person.full_name, "place": chosen.words(to) or _("Not placed")}
        messages.success(request, _("Placed %(name)s in %(place)s") % where)
    return redirect(back)


def _cohort(request, slug) -> Cohort:
    return get_object_or_404(Cohort.objects.visible_to(request.user).select_related("owner"), slug=slug)

"""The public pages: choose a profession, see its roles and routes, look up a role."""

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from profiles.models import Profession
from talent_register.common.permissions import public

from .choices import FAMILY_BY_CODE, FAMILY_BY_SLUG, SHARED
from .forms import RoleFilterForm, WayForm
from .models import Role
from .presenters.diagram import diagram_of
from .presenters.explorer import explorer_of, families_of, table_as_csv
from .presenters.roles import letters_of, role_page

CAREERS = "careers information is for everybody"
VIEWS = (("list", _("List")), ("diagram", _("Diagram")), ("table", _("Table")))
CHIEF_MEDICAL_OFFICERS = ("medical-director", "icb-clinical-executive", "chief-professional-officer")


@public(CAREERS)
def pathways(request):
    """Choose a profession."""
    return render(request, "pathways/pathways.html", {"families": families_of(request.user), "shared": SHARED})


@public(CAREERS)
def pathway(request, slug):
    """One profession's roles and routes, as a list, a diagram or a table."""
    family = FAMILY_BY_SLUG.get(slug)
    if family is None:
        return redirect("pathway", slug=_page_of_profession(slug), permanent=True)
    way = {name: request.GET.get(name, "") for name in ("here", "goal")}
    explorer = explorer_of(family, request.user, **way)
    if request.GET.get("format") == "csv":
        return _as_file(table_as_csv(explorer), f"{slug}.csv")
    view = request.GET.get("view", "list")
    context = {
        "explorer": explorer,
        "form": WayForm(way if any(way.values()) else None, roles=[stop.role for stop in explorer.stops]),
        "view": view if view in dict(VIEWS) else "list",
        "tabs": [(name, words, _query(request, view=name)) for name, words in VIEWS],
    }
    if context["view"] == "diagram":
        context["diagram"] = diagram_of(explorer)
    return render(request, "pathways/pathway.html", context)


def _page_of_profession(slug: str) -> str:
    """The page of the family a profession belongs to; professions without one share a page."""
    profession = get_object_or_404(Profession, code=slug.replace("-", "_"))
    return FAMILY_BY_CODE.get(profession.family, SHARED).slug


def _query(request, **changes) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = value
    return "?" + query.urlencode()


def _as_file(text: str, name: str) -> HttpResponse:
    response = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@public(CAREERS)
def roles(request):
    """All roles from A to Z."""
    form = RoleFilterForm(request.GET or None)
    found = Role.objects.visible_to(request.user)
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data
        if chosen["q"]:
            found = found.filter(Q(title__icontains=chosen["q"]) | Q(other_titles__icontains=chosen["q"]))
        if chosen["profession"]:
            found = found.open_to(FAMILY_BY_SLUG[chosen["profession"]].code)
        if chosen["stage"]:
            found = found.filter(stage=chosen["stage"].upper())
    found = list(found)
    return render(request, "pathways/roles.html", {"form": form, "letters": letters_of(found), "count": len(found)})


@public(CAREERS)
def role(request, slug):
    """One role: what it asks for and where it leads."""
    found = get_object_or_404(Role.objects.visible_to(request.user), slug=slug)
    return render(request, "pathways/role.html", {"page": role_page(found, request.user), "role": found})


@public(CAREERS)
def chief_medical_officer(request):
    """Three different jobs share this name: ask which is meant."""
    meant = {role.slug: role for role in Role.objects.visible_to(request.user).filter(slug__in=CHIEF_MEDICAL_OFFICERS)}
    if not meant:
        raise Http404
    ordered = [meant[slug] for slug in CHIEF_MEDICAL_OFFICERS if slug in meant]
    return render(request, "pathways/chief_medical_officer.html", {"roles": ordered})

"""The public pages of professions: choose one, see its roles and routes."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from pathways.choices import FAMILY_BY_CODE, FAMILY_BY_SLUG, SHARED
from pathways.forms import WayForm
from pathways.presenters.diagram import diagram_of
from pathways.presenters.explorer import asked_of_way, explorer_of, families_of, own_way, table_as_csv
from pathways.presenters.titles import choices, shared_titles
from profiles.models import Profession
from talent_register.common.permissions import public

from .keeping import by_content

CAREERS = "careers information is for everybody"
VIEWS = (("list", _("List")), ("diagram", _("Diagram")), ("table", _("Table")))


@public(CAREERS)
@by_content
def pathways(request):
    """Choose a profession."""
    return render(request, "pathways/pathways.html", {"families": families_of(request.user), "shared": SHARED})


@public(CAREERS)
@by_content
def pathway(request, slug):
    """One profession's roles and routes, as a list, a diagram or a table."""
    family = FAMILY_BY_SLUG.get(slug)
    if family is None:
        return redirect("pathway", slug=_page_of_profession(slug), permanent=True)
    here, goal = _asked_way(request) or own_way(request.user)
    explorer = explorer_of(family, request.user, here=here, goal=goal)
    if request.GET.get("format") == "csv":
        return _as_file(table_as_csv(explorer), f"{slug}.csv")
    view, titles = request.GET.get("view", "list"), shared_titles(request.user)
    context = {
        "explorer": explorer,
        "form": WayForm(_chosen(request, explorer), roles=explorer.roles, titles=choices(titles)),
        "which": asked_of_way(explorer, here, goal, titles, lambda **way: _query(request, **way)),
        "view": view if view in dict(VIEWS) else "list",
        "tabs": [(name, words, _query(request, view=name)) for name, words in VIEWS],
    }
    if context["view"] == "diagram":
        context["diagram"] = diagram_of(explorer)
    return render(request, "pathways/pathway.html", context)


def _asked_way(request) -> tuple[list[str], list[str]] | None:
    """Where the address says that the way begins and ends; nothing when it does not say."""
    if not {"here", "goal"} & request.GET.keys():
        return None
    return [request.GET.get("here", "")], [request.GET.get("goal", "")]


def _chosen(request, explorer) -> dict[str, str] | None:
    """What stands in the boxes: what was asked, also where it is no role of this page, else one's own."""
    own = {"here": explorer.here, "goal": explorer.goal}
    said = {name: request.GET.get(name, stop.role.slug if stop else "") for name, stop in own.items()}
    return said if any(said.values()) else None


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

"""The public pages of roles: A to Z, one role, several beside each other, and titles that several jobs share."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from pathways import access
from pathways.choices import FAMILY_BY_SLUG
from pathways.forms import CompareForm, RoleFilterForm
from pathways.models import Role
from pathways.presenters import comparison
from pathways.presenters.roles import (
    letters_of,
    role_page,
    routes_taken,
    without_those_that_need_a_registration,
)
from pathways.presenters.titles import called, shared_called, shared_titles
from talent_register.common.permissions import public

from .explorer import CAREERS
from .keeping import by_content, by_content_and


@public(CAREERS)
@by_content
def roles(request):
    """All roles from A to Z; for somebody on no register, without those that need one, or with a mark at each."""
    form, user = RoleFilterForm(request.GET or None), request.user
    found, titles = Role.objects.visible_to(user).current(), shared_titles(user)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if chosen.get("profession"):
        found = found.open_to(FAMILY_BY_SLUG[chosen["profession"]].code)
    if chosen.get("stage"):
        found = found.filter(stage=chosen["stage"].upper())
    asked = [one for one in titles if one.is_in(chosen.get("q", ""))]
    found, left_out = called(found, chosen.get("q", ""), asked), 0
    marks = access.is_on_no_register(user)
    if marks and not form.is_bound:
        found, left_out = without_those_that_need_a_registration(found)
    context = {"form": form, "letters": letters_of(found), "count": len(found), "left_out": left_out, "marks": marks}
    context |= {"asked": asked, "titles": [one for one in titles if one not in asked]}
    return render(request, "pathways/roles.html", context)


def _edition(_request, slug) -> str:
    """Which figures on routes the page shows: those of the newest day that are published."""
    edition = routes_taken()
    return str(edition.as_at) if edition else ""


@public(CAREERS)
@by_content_and(_edition)
def role(request, slug):
    """One role: what it asks for, where it leads, and how people came to it. A title that jobs share asks which."""
    found = Role.objects.visible_to(request.user).filter(slug=slug).first()
    if found is None:
        if shared_called(slug, request.user) is None:
            raise Http404
        return redirect("role-which", slug)
    page = role_page(found, request.user, localdate())
    return render(request, "pathways/role.html", {"page": page, "role": found})


@public(CAREERS)
@by_content
def compare(request):
    """Up to three roles in one table. What is compared stands in the address, so it can be shared."""
    everything = Role.objects.visible_to(request.user).current()
    form = CompareForm(request.GET if "r" in request.GET else None, roles=everything)
    chosen = comparison.chosen_roles(form.cleaned_data["r"], request.user) if form.is_valid() else []
    rows = comparison.rows(chosen, request.user) if chosen else []
    return render(request, "pathways/compare.html", {"form": form, "roles": chosen, "rows": rows})


@public(CAREERS)
@by_content
def which(request, slug):
    """Several jobs share this name: ask which is meant."""
    shared = shared_called(slug, request.user)
    if shared is None:
        raise Http404
    return render(request, "pathways/role_which.html", {"shared": shared, "leads_to": "role"})

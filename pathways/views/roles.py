"""The public pages of roles: A to Z, one role, several beside each other, and titles that several jobs share."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
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
from pathways.rules.titles import is_shared
from talent_register.common.permissions import public

from .explorer import CAREERS
from .keeping import by_content, by_content_and

CHIEF_MEDICAL_OFFICERS = ("medical-director", "icb-clinical-executive", "chief-professional-officer")


@public(CAREERS)
@by_content
def roles(request):
    """All roles from A to Z; for somebody on no register, without those that need one."""
    form = RoleFilterForm(request.GET or None)
    found = Role.objects.visible_to(request.user).current()
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data
        if chosen["q"]:
            found = found.filter(Q(title__icontains=chosen["q"]) | Q(other_titles__icontains=chosen["q"]))
        if chosen["profession"]:
            found = found.open_to(FAMILY_BY_SLUG[chosen["profession"]].code)
        if chosen["stage"]:
            found = found.filter(stage=chosen["stage"].upper())
    found, left_out = list(found), 0
    if request.user.is_authenticated and not form.is_bound:
        found, left_out = without_those_that_need_a_registration(found, access.own_record(request.user))
    context = {"form": form, "letters": letters_of(found), "count": len(found), "left_out": left_out}
    context["is_shared"] = is_shared(request.GET.get("q", ""))
    return render(request, "pathways/roles.html", context)


def _edition(_request, slug) -> str:
    """Which figures on routes the page shows: those of the newest day that are published."""
    edition = routes_taken()
    return str(edition.as_at) if edition else ""


@public(CAREERS)
@by_content_and(_edition)
def role(request, slug):
    """One role: what it asks for, where it leads, and how people came to it."""
    found = get_object_or_404(Role.objects.visible_to(request.user), slug=slug)
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
def chief_medical_officer(request):
    """Three different jobs share this name: ask which is meant."""
    current = Role.objects.visible_to(request.user).current()
    meant = {role.slug: role for role in current.filter(slug__in=CHIEF_MEDICAL_OFFICERS)}
    if not meant:
        raise Http404
    ordered = [meant[slug] for slug in CHIEF_MEDICAL_OFFICERS if slug in meant]
    return render(request, "pathways/chief_medical_officer.html", {"roles": ordered})

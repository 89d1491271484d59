"""What an organisation is, and finding it: public facts for everybody."""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render

from talent_register.common.limits import limited
from talent_register.common.permissions import public

from .models import Organisation

SHOWN = 50
SUGGESTED = 10
LONGEST_SEARCH = 100


@public("names of NHS organisations are public facts")
@limited("organisation-list", a_minute=120)
def search(request):
    """Search by name, old name or code."""
    words = request.GET.get("q", "")[:LONGEST_SEARCH].strip()
    found = list(Organisation.objects.all().matching(words).select_related("region")[: SHOWN + 1]) if words else []
    context = {"words": words, "found": found[:SHOWN], "there_are_more": len(found) > SHOWN, "shown": SHOWN}
    return render(request, "organisations/search.html", context)


@public("names of NHS organisations are public facts")
@limited("organisation-suggest", a_minute=240)
def suggest(request):
    """Up to ten organisations for a box that suggests while somebody types."""
    words = request.GET.get("q", "")[:LONGEST_SEARCH]
    found = Organisation.objects.all().matching(words)[:SUGGESTED]
    results = [{"code": o.code, "name": o.name, "kind": o.get_kind_display(), "town": o.town} for o in found]
    return JsonResponse({"results": results})


@public("names of NHS organisations are public facts")
def show(request, slug):
    """One organisation: what it is, its names, what it came from and what became of it."""
    organisation = get_object_or_404(Organisation.objects.select_related("region", "parent", "successor"), slug=slug)
    names = organisation.names.exclude(is_official=True)
    context = {"organisation": organisation, "names": names, "predecessors": organisation.predecessors.all()}
    return render(request, "organisations/organisation.html", context)

"""The catalogue of programmes and fellowships, and who took part."""

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from pathways import access
from pathways.choices import FAMILY_BY_SLUG
from pathways.forms.opportunities import ProgrammeFilterForm
from pathways.models import Participation, Programme
from pathways.presenters.opportunities import programme_page
from talent_register.common.disclosure import in_words, published
from talent_register.common.permissions import Permission, public, requires

from .keeping import by_content, by_content_and

CAREERS = "careers information is for everybody"
PAGE = 25


@public(CAREERS)
@by_content
def programme_list(request):
    """All programmes, with whether each counts towards training."""
    form = ProgrammeFilterForm(request.GET or None)
    found = Programme.objects.visible_to(request.user).current()
    if form.is_bound and form.is_valid():
        found = _filtered(found, form.cleaned_data)
    page = Paginator(found.order_by("name", "pk"), PAGE).get_page(request.GET.get("page"))
    return render(request, "pathways/programme_list.html", {"form": form, "page": page})


def _filtered(found, said):
    if said["q"]:
        found = found.filter(Q(name__icontains=said["q"]) | Q(provider__icontains=said["q"]))
    if said["profession"]:
        found = found.open_to(FAMILY_BY_SLUG[said["profession"]].code)
    if said["kind"]:
        found = found.filter(kind=said["kind"])
    return found.filter(counts=said["counts"]) if said["counts"] else found


def _people(request, code) -> str:
    """How many took part, as every published count: small ones hidden, the rest rounded."""
    return in_words(
        published(access.how_many_finished(code), settings.SUPPRESSION_THRESHOLD), settings.SUPPRESSION_THRESHOLD
    )


@public(CAREERS)
@by_content_and(_people)
def programme(request, code):
    """One programme, with how many took part."""
    found = get_object_or_404(Programme.objects.visible_to(request.user), code=code)
    clinician = access.own_record(request.user) if request.user.is_authenticated else None
    page = programme_page(found, clinician, request.user, localdate(), _people(request, code))
    return render(request, "pathways/programme.html", {"page": page, "programme": found})


@requires(Permission.PERSON_VIEW)
def alumni(request, code):
    """Those who took part and whom the reader may see. Reading it is noted for each of them."""
    found = get_object_or_404(Programme.objects.visible_to(request.user), code=code)
    rows = list(access.alumni(request.user, found).filter(state__in=Participation.TOOK_PART)[:200])
    access.note_seen(request.user, rows, page="alumni of a programme")
    return render(request, "pathways/alumni.html", {"programme": found, "rows": rows})

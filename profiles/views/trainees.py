"""The people on an organisation's own lists."""

from django.core.paginator import Paginator
from django.db.models import Case, Prefetch, Q, When
from django.shortcuts import render

from profiles.access import wrongly_addressed
from profiles.models import Clinician, ClinicianState, EndedLink, Training
from profiles.presenters.trainees import trainee
from profiles.rules import fold_name
from talent_register.accounts import access
from talent_register.audit import actions as audit
from talent_register.common.permissions import Permission, requires

PAGE = 50


@requires(Permission.TRAINEE_VIEW)
def trainee_list(request):
    """What the lists of the user's organisations say, by name."""
    found = Clinician.objects.visible_to(request.user, Permission.TRAINEE_VIEW)
    words = request.GET.get("q", "").strip()[:100]
    if words:
        key = fold_name(words)
        found = found.filter(Q(family_key__startswith=key) | Q(given_key__startswith=key))
    if request.GET.get("wrong"):
        found = found.filter(pk__in=wrongly_addressed(found.filter(ended_links__why=EndedLink.Why.NOT_ME)))
    trainings = Training.objects.visible_to(request.user).select_related("specialty", "grade")
    nameless_last = Case(When(state__in=(ClinicianState.DECLINED, ClinicianState.LEFT), then=1), default=0)
    found = found.order_by(nameless_last, "family_key", "given_key", "id").prefetch_related(
        Prefetch("trainings", queryset=trainings, to_attr="on_our_lists")
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    not_them = set(wrongly_addressed(page))
    people = [trainee(person, training, not_them=not_them) for person in page for training in person.on_our_lists]
    _note(request, page)
    return render(request, "profiles/trainee_list.html", {"page": page, "people": people, "words": words})


def _note(request, people):
    place = access.capacity(request.user, Permission.TRAINEE_VIEW)
    audit.viewed(
        [person.reference for person in people],
        page="trainees",
        by=request.user,
        organisation=place.organisation,
        role=place.role,
    )

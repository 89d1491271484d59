"""Cohorts: the list, a new one, one of them, and closing it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talent_register.accounts.access import can
from talent_register.common.permissions import Permission, requires
from tracking import access, following, kept, registry, selection
from tracking.actions import cohort_rules
from tracking.actions import cohorts as actions
from tracking.forms import CohortForm
from tracking.forms.cohorts import FOLLOWS
from tracking.models import Cohort
from tracking.presenters import cohort_week
from tracking.presenters import cohorts as shown
from tracking.rules.cohorts import CannotChangeCohort, RuleFindsTooMany, check_rule_size

PAGE = 50


@requires(Permission.COHORT_VIEW)
def cohort_list(request):
    """Every cohort the user may see, open ones first."""
    cohorts = Cohort.objects.visible_to(request.user).with_size().select_related("owner").order_by("-closed_at", "name")
    page = Paginator(cohorts, PAGE).get_page(request.GET.get("page"))
    return render(request, "tracking/cohort_list.html", {"page": page})


@requires(Permission.COHORT_EDIT)
def create(request):
    """A new cohort; people chosen before are carried along."""
    chosen = selection.read(request.user, request.GET, timezone.localdate())
    organisations = access.organisations_of(request.user, Permission.COHORT_EDIT)
    found = chosen.people.count() if "everyone" in request.GET else None
    form = CohortForm(request.POST if request.method == "POST" else None, organisations=organisations, found=found)
    if request.method == "POST" and form.is_valid() and (made := _made(request, form, chosen)):
        return made
    return render(request, "tracking/cohort_create.html", {"form": form, "chosen": chosen})


def _made(request, form, chosen):
    """Make the cohort and say where to go on; nothing when its name is taken, which the form then says."""
    data = form.cleaned_data
    rule = chosen.query if data.get("stays") == FOLLOWS else ""
    who = {"owner": form.chosen_owner(), "by": request.user, "at": timezone.now()}
    try:
        if rule:
            check_rule_size(chosen.people.count())
        cohort = actions.create(name=data["name"], purpose=data["purpose"], rule=rule, **who)
    except CannotChangeCohort as reason:
        form.add_error("stays" if isinstance(reason, RuleFindsTooMany) else "name", str(reason))
        return None
    if rule:
        moved = following.follow(cohort, timezone.now())
        messages.success(request, shown.begun(cohort, moved.came if moved else 0))
    elif chosen.pairs:
        return redirect(f"{reverse('cohort-member-add', args=[cohort.slug])}?{chosen.query}")
    else:
        messages.success(request, _("%(name)s is ready. Now add people") % {"name": cohort.name})
    return redirect("cohort", cohort.slug)


@requires(Permission.COHORT_VIEW)
def cohort(request, slug):
    """One cohort: what it is for and who is in it. People who withdrew are counted, never named."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user).with_size().select_related("owner"), slug=slug)
    page = Paginator(shown.places(cohort, request.user), PAGE).get_page(request.GET.get("page"))
    people = [place.clinician for place in page.object_list]
    access.note_view(request, people, page="cohort", permission=Permission.COHORT_VIEW)
    today = timezone.localdate()
    context = {
        "cohort": cohort,
        "page": page,
        "rows": [shown.member(place, today) for place in page.object_list],
        "may_change": can(request.user, Permission.COHORT_EDIT) and cohort.closed_at is None,
        "parts": registry.cohort_parts(cohort, request.user),
        "hidden": cohort.size - page.paginator.count,
        "rule": kept.filters(cohort.rule, request.user) if cohort.rule else [],
        "rule_words": shown.rule_words(cohort),
    }
    return render(request, "tracking/cohort.html", context)


@requires(Permission.COHORT_VIEW)
def week(request, slug):
    """Who in the cohort needs something this week, and what."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user), slug=slug)
    today = timezone.localdate()
    page = Paginator(cohort_week.people(cohort, request.user, today), PAGE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    access.note_view(request, found, page="cohort", permission=Permission.COHORT_VIEW)
    context = {
        "cohort": cohort,
        "page": page,
        "table": cohort_week.listed(found, request.user, today) if found else None,
        "parts": registry.cohort_parts(cohort, request.user),
    }
    return render(request, "tracking/cohort_week.html", context)


@requires(Permission.COHORT_EDIT)
def close(request, slug):
    """Ask, then close."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user).open(), slug=slug)
    if request.method == "POST":
        actions.close(cohort=cohort, by=request.user, at=timezone.now())
        messages.success(request, _("%(name)s is closed") % {"name": cohort.name})
        return redirect("cohort", cohort.slug)
    return render(request, "tracking/cohort_close.html", {"cohort": cohort})


@requires(Permission.COHORT_VIEW)
def changes(request, slug):
    """Who came and who left by the rule of a cohort, and when."""
    cohort = get_object_or_404(
        Cohort.objects.visible_to(request.user).exclude(rule="").select_related("owner"), slug=slug
    )
    page = Paginator(shown.moves(cohort, request.user), PAGE).get_page(request.GET.get("page"))
    access.note_view(
        request, [move.place.clinician for move in page.object_list], page="cohort", permission=Permission.COHORT_VIEW
    )
    context = {"cohort": cohort, "page": page, "parts": registry.cohort_parts(cohort, request.user)}
    return render(request, "tracking/cohort_changes.html", context)


@require_POST
@requires(Permission.COHORT_EDIT)
def rule_take_over(request, slug):
    """Let the rule find whom I may see."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user).by_rule().select_related("owner"), slug=slug)
    cohort_rules.take_over(cohort=cohort, by=request.user)
    cohort.rule_of = request.user
    if following.follow(cohort, timezone.now()):
        messages.success(request, _("The rule of %(name)s follows your reach now") % {"name": cohort.name})
    else:
        cohort.refresh_from_db()
        messages.warning(request, shown.rule_words(cohort))
    return redirect("cohort", cohort.slug)


@require_POST
@requires(Permission.COHORT_EDIT)
def rule_end(request, slug):
    """Make it a fixed list."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user).by_rule(), slug=slug)
    cohort_rules.end(cohort=cohort, by=request.user)
    messages.success(request, _("%(name)s is a fixed list now. Everybody in it stays") % {"name": cohort.name})
    return redirect("cohort", cohort.slug)

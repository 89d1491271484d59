"""The yearly review: a person looks at their own profile and says whether it is still right."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from talent_register.common import way_back
from talent_register.common.permissions import Permission, requires
from tracking import access
from tracking.actions import reviews as actions
from tracking.forms import ReviewForm
from tracking.models import Snapshot, YearlyReview
from tracking.presenters import reviews as words
from tracking.presenters import snapshots
from tracking.rules.reviews import CannotReview


@requires(Permission.OWN_RECORD)
def review_list(request):
    """When the next review is due, and those that were done."""
    clinician = access.own_record(request.user)
    done = YearlyReview.objects.visible_to(request.user).own(request.user).filter(done_at__isnull=False)
    next_one = words.next_review(clinician, timezone.localdate())
    return render(request, "tracking/review_list.html", {"next": next_one, "done": words.timeline(done)})


@requires(Permission.OWN_RECORD)
def review(request, year):
    """Is this still right? One press when nothing has changed."""
    clinician = access.own_record(request.user)
    if clinician.review_due_on is None or clinician.review_due_on.year != year:
        return _done(request, year)
    form = ReviewForm(request.POST if request.method == "POST" else None, actions=words.open_actions(clinician))
    if request.method == "POST" and form.is_valid():
        said = {"outcome": form.cleaned_data["outcome"], "plan": form.answered()}
        try:
            actions.complete(clinician=clinician, year=year, by=request.user, at=timezone.now(), **said)
        except CannotReview as reason:
            messages.warning(request, str(reason))
        way_back.forget(request)
        return redirect("review", year)
    next_one = words.next_review(clinician, timezone.localdate())
    if not next_one.is_open:
        return redirect("review-list")
    way_back.forget(request)
    page = {"form": form, "summary": words.summary(clinician), "next": next_one}
    shown = render(request, "tracking/review.html", page)
    way_back.note(request, href=request.path, words=_("Is this still right?"))
    return shown


def _done(request, year):
    """The page of a year that is finished; a year without a review does not exist."""
    mine = YearlyReview.objects.visible_to(request.user).own(request.user).filter(done_at__isnull=False)
    done = next((one for one in mine.select_related("clinician") if one.due_on.year == year), None)
    if done is None:
        raise Http404(_("There is no review for this year."))
    snapshot = Snapshot.objects.visible_to(request.user).filter(review=done).first()
    page = {"review": done, "next_on": done.clinician.review_due_on}
    kept = snapshots.by_section(snapshot) if snapshot else []
    return render(request, "tracking/review_done.html", {**page, "kept": kept})

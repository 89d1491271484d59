"""The access review: who still needs which role, and which roles nobody uses."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from talent_register.accounts import access, presenters
from talent_register.accounts.actions import reviews
from talent_register.accounts.forms import ReviewForm
from talent_register.common.permissions import Permission, requires


@requires(Permission.TEAM_INVITE)
def show(request, slug):
    """Say of each role in a team whether it is still needed. What is not ticked stays as it is."""
    organisation = get_object_or_404(access.visible_teams(request.user), slug=slug)
    access.check_can_in(request.user, Permission.TEAM_INVITE, organisation)
    today, own_roles = timezone.localdate(), access.roles_in(request.user, organisation)
    review = presenters.Review.of(organisation, own_roles, request.user, today)
    form = ReviewForm(request.POST if request.method == "POST" else None, questions=review.questions)
    if request.method == "POST" and form.is_valid():
        for membership in form.cleaned_data["needed"]:
            reviews.confirm(membership=membership, confirmer_roles=own_roles, by=request.user, day=today)
        number = len(form.cleaned_data["needed"])
        words = ngettext("You confirmed %(n)s role.", "You confirmed %(n)s roles.", number) % {"n": number}
        messages.success(request, words)
        return redirect("team", slug)
    return render(request, "accounts/team_review.html", {"review": review, "form": form})


@requires(Permission.ACCESS_VIEW)
def unused(request):
    """Roles anywhere that nobody used for 45 days, and those that rest."""
    today = timezone.localdate()
    lines = presenters.unused(access.unused_memberships(request.user, today), today)
    return render(request, "accounts/access_review.html", {"lines": lines, "today": today})

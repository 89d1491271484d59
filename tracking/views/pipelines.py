"""Leadership posts: cover by role and region, one role, the people behind a count, one post and its holders."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pathways.models import Role
from talent_register.accounts.access import can
from talent_register.common.permissions import Permission, requires
from tracking import access, readiness
from tracking.actions import posts as actions
from tracking.choices import Band
from tracking.forms.posts import EndForm, HolderForm, PostChangeForm, PostForm, RegionForm
from tracking.models import LeadershipPost, Tenure
from tracking.presenters import people as words
from tracking.presenters import pipeline as shown
from tracking.rules.pipeline import CannotChangePost

PAGE = 50


@requires(Permission.PIPELINE_VIEW)
def pipeline_list(request):
    """Every role with posts: how many, how many will be free, and who is ready."""
    form = RegionForm(request.GET, user=request.user)
    today = timezone.localdate()
    context = {
        "form": form,
        "table": shown.overview(request.user, today, form.chosen()),
        "assumptions": shown.assumptions(today),
        "capacity": access.capacity(request.user, Permission.PIPELINE_VIEW),
    }
    return render(request, "tracking/pipeline_list.html", context)


@requires(Permission.PIPELINE_VIEW)
def pipeline(request, slug):
    """One role: its posts, what will be free when, and who is ready, by region."""
    role = get_object_or_404(Role.objects.visible_to(request.user), slug=slug)
    form, today = RegionForm(request.GET, user=request.user), timezone.localdate()
    found = shown.of_role(request.user, role, today, form.chosen(), only_free="free" in request.GET)
    _note_holders(request, found.seen)
    context = {
        "pipeline": found,
        "form": form,
        "region": form.chosen(),
        "only_free": "free" in request.GET,
        "assumptions": shown.assumptions(today),
    }
    return render(request, "tracking/pipeline.html", context)


def _note_holders(request, people) -> None:
    access.note_view(request, people, page="leadership posts", permission=Permission.PIPELINE_VIEW)


@requires(Permission.PIPELINE_VIEW)
def people(request, slug):
    """The people behind one count of the pipeline."""
    role = get_object_or_404(Role.objects.visible_to(request.user), slug=slug)
    form = RegionForm(request.GET, user=request.user)
    band = Band(request.GET["band"]) if request.GET.get("band") in Band.values else Band.NOW
    region = form.chosen()
    found = readiness.people(request.user, role, [band], region.pk if region else None)
    page = Paginator(words.with_work(found), PAGE).get_page(request.GET.get("page"))
    access.note_view(request, page.object_list, page="pipeline", permission=Permission.PIPELINE_VIEW)
    rows = [words.row(person, timezone.localdate()) for person in page.object_list]
    own = getattr(getattr(request.user, "clinician", None), "reference", "")
    context = {"role": role, "band": band, "region": region, "page": page, "rows": rows, "own": own}
    return render(request, "tracking/pipeline_people.html", context)


@requires(Permission.PIPELINE_EDIT)
def create(request):
    """A new post."""
    form = PostForm(
        request.POST if request.method == "POST" else None, user=request.user, suggest=reverse("organisation-suggest")
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            post = actions.record(
                role=data["role"],
                organisation=data["organisation"],
                title=data["title"],
                source=form.source_of(request.user),
                by=request.user,
                at=timezone.now(),
            )
        except CannotChangePost as reason:
            form.add_error("title", str(reason))
        else:
            messages.success(request, _("The post is recorded. Now say who holds it"))
            return redirect("leadership-post", post.uuid)
    return render(request, "tracking/post_create.html", {"form": form})


def _post(request, uuid) -> LeadershipPost:
    posts = LeadershipPost.objects.visible_to(request.user).select_related("role", "organisation", "region")
    return get_object_or_404(posts, uuid=uuid)


@requires(Permission.PIPELINE_VIEW)
def post(request, uuid):
    """One post and everybody who held it."""
    found = _post(request, uuid)
    today = timezone.localdate()
    stays = shown.stays(request.user, found, today)
    _note_holders(request, shown.seen_by(request.user, [stay.tenure for stay in stays]).values())
    context = {
        "post": found,
        "stays": stays,
        "source": shown.source_words(found, today),
        "may_change": can(request.user, Permission.PIPELINE_EDIT),
        "is_vacant": not any(stay.tenure.ended_on is None for stay in stays),
    }
    return render(request, "tracking/post.html", context)


@requires(Permission.PIPELINE_EDIT)
def change(request, uuid):
    """What the post is called, whether it still exists, where that was read."""
    found = _post(request, uuid)
    start = {name: getattr(found, name) for name in ("title", "disabled_on", "source", "checked_on")}
    form = PostChangeForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            source = form.source_of(request.user)
            actions.change(
                post=found, title=data["title"], disabled_on=data["disabled_on"], source=source, by=request.user
            )
        except CannotChangePost as reason:
            form.add_error("title", str(reason))
        else:
            messages.success(request, _("The post is changed"))
            return redirect("leadership-post", found.uuid)
    return render(request, "tracking/post_change.html", {"form": form, "post": found})


@requires(Permission.PIPELINE_EDIT)
def appoint(request, uuid):
    """Who came, when, and what they brought."""
    found = _post(request, uuid)
    form = HolderForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            source = form.source_of(request.user)
            actions.appoint(post=found, holder=form.holder(), source=source, by=request.user, at=timezone.now())
        except CannotChangePost as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("The holder is recorded"))
            return redirect("leadership-post", found.uuid)
    return render(request, "tracking/post_appoint.html", {"form": form, "post": found})


@requires(Permission.PIPELINE_EDIT)
def end(request, uuid, tenure):
    """When a holder left, or is expected to leave."""
    stays = Tenure.objects.visible_to(request.user).select_related("post", "post__role", "post__organisation")
    stay = get_object_or_404(stays, uuid=tenure, post__uuid=uuid)
    start = {name: getattr(stay, name) for name in ("ended_on", "expected_end_on", "end_reason")}
    form = EndForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.end(
                tenure=stay,
                ended_on=data["ended_on"],
                expected=data["expected_end_on"],
                reason=data["end_reason"],
                by=request.user,
                at=timezone.now(),
            )
        except CannotChangePost as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("The dates are saved"))
            return redirect("leadership-post", uuid)
    return render(request, "tracking/post_end.html", {"form": form, "post": stay.post, "stay": stay})

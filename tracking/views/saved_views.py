"""Saved views of the people list: keep, open, change, remove."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talent_register.common.permissions import Permission, requires
from tracking import access, kept, watching
from tracking.actions import saved_views as actions
from tracking.actions import watches
from tracking.forms import SavedViewForm
from tracking.models import SavedView
from tracking.rules.saved_views import CannotSaveView
from tracking.rules.watches import CannotWatch


@requires(Permission.PEOPLE_SEARCH)
def view_list(request):
    """Own views and those of the team, each with how many people it finds for whoever looks."""
    return render(
        request, "tracking/saved_view_list.html", {"views": kept.with_news(request.user, timezone.localdate())}
    )


@requires(Permission.PEOPLE_SEARCH)
def create(request):
    """Give the present list a name."""
    query = kept.kept(request.GET, request.user)
    teams = access.organisations_of(request.user, Permission.PEOPLE_SEARCH)
    form = SavedViewForm(request.POST if request.method == "POST" else None, teams=teams)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.save(
                name=said["name"],
                query=query,
                team=form.chosen_team(),
                is_shared=said["is_shared"],
                by=request.user,
                at=timezone.now(),
            )
        except CannotSaveView as reason:
            form.add_error("name", str(reason))
        else:
            messages.success(request, _("%(name)s is saved. You find it on your home page") % {"name": said["name"]})
            return redirect(f"{reverse('people')}?{query}")
    context = {"form": form, "query": query, "said": kept.filters(query, request.user)}
    return render(request, "tracking/saved_view_create.html", context)


@requires(Permission.PEOPLE_SEARCH)
def show(request, uuid):
    """Lead to the list. What it shows follows from the one who opens it, not from the one who saved it."""
    view = get_object_or_404(SavedView.objects.visible_to(request.user), uuid=uuid)
    actions.note_use(view=view, at=timezone.now())
    return redirect(f"{reverse('people')}?{view.query}")


@requires(Permission.PEOPLE_SEARCH)
def change(request, uuid):
    """Another name, or share it. Only its owner may."""
    view = get_object_or_404(
        SavedView.objects.visible_to(request.user).own(request.user).select_related("team"), uuid=uuid
    )
    initial = {"name": view.name, "is_shared": view.is_shared}
    form = SavedViewForm(request.POST if request.method == "POST" else None, teams=[view.team], initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.change(view=view, name=said["name"], is_shared=said["is_shared"], by=request.user)
        except CannotSaveView as reason:
            form.add_error("name", str(reason))
        else:
            messages.success(request, _("%(name)s is saved") % {"name": said["name"]})
            return redirect("saved-view-list")
    return render(request, "tracking/saved_view_change.html", {"form": form, "view": view})


@requires(Permission.PEOPLE_SEARCH)
def remove(request, uuid):
    """Ask, then remove. Only its owner may."""
    view = get_object_or_404(
        SavedView.objects.visible_to(request.user).own(request.user).select_related("team"), uuid=uuid
    )
    if request.method == "POST":
        actions.remove(view=view, by=request.user)
        messages.success(request, _("%(name)s is removed") % {"name": view.name})
        return redirect("saved-view-list")
    return render(request, "tracking/saved_view_remove.html", {"view": view})


@require_POST
@requires(Permission.PEOPLE_SEARCH)
def watch(request, uuid):
    """Have the changes of a view told, one's own or the team's; or not any more."""
    view = get_object_or_404(SavedView.objects.visible_to(request.user).select_related("team"), uuid=uuid)
    if request.POST.get("stop"):
        watches.stop(view=view, by=request.user)
        messages.success(request, _("You will not be told of changes in %(name)s any more") % {"name": view.name})
        return redirect("saved-view-list")
    found = watching.look(view, request.user, timezone.localdate())
    try:
        if found is None:
            raise CannotWatch(_("%(name)s has filters that no longer exist") % {"name": view.name})
        watches.start(view=view, look=found, by=request.user, at=timezone.now())
    except CannotWatch as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("Your digest and your home page say when %(name)s changes") % {"name": view.name})
    return redirect("saved-view-list")

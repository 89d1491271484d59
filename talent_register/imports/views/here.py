"""The import that an address means, and the guard that sends people to the page where it goes on."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from talent_register.accounts import access
from talent_register.common.permissions import Permission
from talent_register.imports.actions import work
from talent_register.imports.models import ImportRun
from talent_register.imports.presenters import steps
from talent_register.imports.resources import list_type_of
from talent_register.imports.rules import UNFINISHED, CannotChange

WHILE_YOU_WAIT = 2_000


def run_of(request, reference, permission=Permission.IMPORT_VIEW) -> ImportRun:
    """The import under this reference, if the user may see it and holds the permission where it belongs."""
    runs = ImportRun.objects.visible_to(request.user).select_related("organisation", "uploaded_by", "approved_by")
    run = get_object_or_404(runs, reference=reference)
    if run.organisation_id not in access.organisations_where(request.user, permission):
        raise Http404
    return run


def at_step(states, permission=Permission.IMPORT_UPLOAD):
    """Give a view its run and list type while the run is in one of these states; else go where it is.

    What a view asks for may have become impossible meanwhile: then say so, and go where the run is.
    """

    def wrap(view):
        @wraps(view)
        def guarded(request, reference, **kwargs):
            run = run_of(request, reference, permission)
            list_type = list_type_of(run.list_type)
            if run.state not in states:
                return redirect(steps.next_page(run, list_type))
            request.caption = steps.caption(run, list_type)
            try:
                return view(request, run, list_type, **kwargs)
            except CannotChange as reason:
                messages.warning(request, str(reason))
                return redirect("import-step", run.reference)

        return guarded

    return wrap


def go_on(run: ImportRun):
    """Do short work while the person waits; leave long work to the background. Then to the page where it goes on."""
    if run.is_read and run.rows_total <= WHILE_YOU_WAIT and run.state in UNFINISHED:
        work.carry_on(run_id=run.pk, list_type_of=list_type_of)
    return redirect("import-step", run.reference)

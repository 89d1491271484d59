"""What all pages of one's own have in common: the reader's record, or the way to make one."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404
from django.shortcuts import redirect

from profiles import access
from talent_register.common.permissions import Permission, requires


def own(view: Callable) -> Callable:
    """A page of one's own: the view also gets the reader's record. Who has none is asked to register first."""
    return _with_record(view, lambda: redirect("register"))


def own_thing(view: Callable) -> Callable:
    """A page about one thing of one's own. Who has no record has no such thing: it is not found."""
    return _with_record(view, _not_found)


def _with_record(view: Callable, without: Callable) -> Callable:
    @requires(Permission.OWN_RECORD)
    @wraps(view)
    def page(request, *args, **kwargs):
        clinician = access.own_record(request.user)
        return without() if clinician is None else view(request, clinician, *args, **kwargs)

    return page


def _not_found():
    raise Http404

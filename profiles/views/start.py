"""The front page."""

from django.shortcuts import render

from talent_register.common.kept_pages import keeping
from talent_register.common.permissions import public


def _by_release(view):
    """The page says nothing that a table holds: it changes with the release alone."""
    return keeping(view, lambda: "release")


@public("the front page says what the register is")
@_by_release
def start(request):
    return render(request, "profiles/start.html")

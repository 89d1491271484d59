"""Public pages that say nothing but facts are kept, and asked for by the version of the facts."""

from collections.abc import Callable

from pathways import access
from talent_register.common.kept_pages import View, keeping


def by_content(view: View) -> View:
    """Keep what the view answers strangers until a fact changes. It may use facts, the address and the day."""
    return keeping(view, access.content_version)


def by_content_and(also: Callable[..., str]) -> Callable[[View], View]:
    """As by_content, for a page that says one thing more: `also` is asked for it each time, with the view's arguments.

    A published number is then never an old one.
    """
    return lambda view: keeping(view, access.content_version, also)

"""Deny by default, seen from outside: every address leads to a view that says who may open it."""

from django.urls import URLPattern, get_resolver

from talent_register.accounts.middleware import LIBRARIES
from talent_register.common.permissions import Permission, Scope


def views(resolver=None, namespaces=()):
    """Every URL pattern of the register with its route and namespaces."""
    resolver = resolver or get_resolver()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{resolver.pattern}{entry.pattern}", entry.callback, namespaces
        else:
            yield from views(entry, (*namespaces, entry.app_name))


def test_every_view_declares_a_permission():
    unmarked = [
        f"{route} → {view.__module__}.{view.__name__}"
        for route, view, namespaces in views()
        if "admin" not in namespaces
        and not view.__module__.startswith(tuple(LIBRARIES))
        and not getattr(view, "public", None)
        and not isinstance(getattr(view, "requires", None), Permission)
        and not isinstance(getattr(view, "token_scope", None), Scope)
    ]
    assert unmarked == [], "Mark these views @requires(Permission.X), @for_programs(Scope.X) or @public(why)."


def test_a_mark_is_one_or_the_other_and_public_says_why():
    for route, view, _ in views():
        why = getattr(view, "public", None)
        marks = [why, getattr(view, "requires", None), getattr(view, "token_scope", None)]
        assert sum(map(bool, marks)) < 2, f"{route} carries two marks: choose."
        assert why is None or len(str(why)) > 10, f"{route} is public: say why in a few words."

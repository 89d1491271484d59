"""How far a fact may be trusted, in one tag for every page: {% trust fact %}, or {% trust_all facts %} for many.

Many facts under one heading: `trust_all` says once what holds of all of them. Where they differ it says that they do,
and `doubt` marks each doubtful one: `{% one_trust facts as one %}` … `{% if not one %}{% doubt fact %}{% endif %}`.
"""

from datetime import date

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from talent_register.common.templatetags.components import tag, when
from talent_register.common.trust import Trust, shared, trust_of

register = template.Library()


def trust(fact, today=None) -> Trust:
    """The trust in a row of a Sourced table today."""
    return trust_of(is_verified=fact.is_verified, checked_on=fact.checked_on, today=today or timezone.localdate())


def said_of(fact) -> str:
    """ "Checked on 22 November 2026", or that nobody did, or too long ago."""
    level = trust(fact)
    if level is Trust.CHECKED:
        return _("Checked on %(day)s") % {"day": when(fact.checked_on)}
    if level is Trust.STALE:
        return _("Checked too long ago: %(day)s") % {"day": when(fact.checked_on)}
    return _("Not yet checked")


def said_of_all(facts) -> str:
    """What is said of many facts at once: the oldest check counts. Nothing where there are none."""
    rows = list(facts)
    if not rows:
        return ""
    if one_trust(rows) is None:
        return _("Not all of this is checked")
    return said_of(min(rows, key=lambda row: row.checked_on or date.min))


@register.simple_tag
def one_trust(facts):
    """The trust that all of many facts have, or nothing where they differ."""
    today = timezone.localdate()
    return shared(trust(fact, today) for fact in facts)


def _marked(level: Trust | None, words: str):
    if level is Trust.CHECKED:
        return format_html('<span class="app-quiet app-checked">{}</span>', words)
    return tag(words, "yellow")


@register.simple_tag(name="trust")
def trust_words(fact):
    """What is said of a fact: quietly when it can be relied on, as a yellow tag when not."""
    return _marked(trust(fact), said_of(fact))


@register.simple_tag
def trust_all(facts):
    """What is said once of many facts: see said_of_all."""
    rows = list(facts)
    return _marked(one_trust(rows), said_of_all(rows)) if rows else ""


@register.simple_tag
def doubt(fact):
    """ "(not yet checked)" or "(checked too long ago)" behind one line of many; nothing behind a fact to rely on."""
    words = {Trust.UNCHECKED: _("not yet checked"), Trust.STALE: _("checked too long ago")}.get(trust(fact))
    return format_html('<span class="app-quiet">({})</span>', words) if words else ""


@register.filter
def source_of(fact):
    """Where it was read, or that nobody wrote it down."""
    return fact.source or _("Not known")


@register.filter
def plain(number):
    """7.0 as 7, 7.5 as 7.5."""
    return f"{number.normalize():f}" if hasattr(number, "normalize") else number


@register.filter
def pounds(amount):
    """£99,532"""
    return f"£{amount:,}"

"""How far a fact may be trusted, in one tag for every page: {% trust fact %}."""

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from pathways.rules.trust import Trust, trust_of
from talent_register.common.templatetags.components import tag, when

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


@register.simple_tag(name="trust")
def trust_words(fact):
    """What is said of a fact: quietly when it can be relied on, as a yellow tag when not."""
    if trust(fact) is Trust.CHECKED:
        return format_html('<span class="app-quiet app-checked">{}</span>', said_of(fact))
    return tag(said_of(fact), "yellow")


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

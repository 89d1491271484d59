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


@register.simple_tag(name="trust")
def trust_words(fact):
    """ "Checked on 22 November 2026", or a tag that says that nobody did, or too long ago."""
    level = trust(fact)
    if level is Trust.CHECKED:
        words = _("Checked on %(day)s") % {"day": when(fact.checked_on)}
        return format_html('<span class="app-quiet app-checked">{}</span>', words)
    if level is Trust.STALE:
        return tag(_("Checked too long ago: %(day)s") % {"day": when(fact.checked_on)}, "yellow")
    return tag(_("Not yet checked"), "yellow")


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

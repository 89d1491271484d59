from django import template
from django.utils.timezone import localdate

from pathways.presenters.explorer import years_words
from pathways.presenters.laws import force_words
from pathways.rules.gaps import RULES

register = template.Library()
register.filter("years", years_words)


@register.filter
def force(note):
    """Since when a law holds: {words, colour, expected}."""
    return force_words(note, localdate())


@register.filter
def evidence(requirement):
    """What kind of evidence counts for a requirement."""
    return RULES[requirement.rule].evidence

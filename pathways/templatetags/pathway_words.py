from django import template

from pathways.presenters.explorer import years_words

register = template.Library()
register.filter("years", years_words)

"""The bridge to the NHS design system's own component templates, which are written in Jinja.

`component("button", {"text": "Continue"})` gives the same HTML as the design system's documentation.
Text is escaped; what Django already marked safe stays as it is.
"""

from functools import cache

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from jinja2 import ChainableUndefined, Environment, PackageLoader, Template

from .wordings import Words


@cache
def _environment() -> Environment:
    loader = PackageLoader("nhsuk_frontend_jinja")
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # a library's templates stay as they are; each that another asks for was looked up on disk
    )


@cache
def _template(name: str) -> Template:
    return _environment().get_template(f"nhsuk/components/{name}/template.jinja")


def component(name: str, params: dict) -> SafeString:
    """The HTML of one component; `name` as in the design system, `params` as its documentation calls them."""
    return mark_safe(_template(name).render(params=spoken(params)).strip())


def spoken(value):
    """The value with translations and words of facts spoken, because Jinja asks whether a text is a string."""
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, Words):
        return value.marked
    if isinstance(value, dict):
        return {key: spoken(item) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [spoken(item) for item in value]
    return value


def nested(params: dict) -> dict:
    """`heading__level=2` as `{"heading": {"level": 2}}`, so that a template tag can reach inner options.

    Words in a template count as safe HTML for Django; here only options called html are HTML.
    """
    result: dict = {}
    for key, value in params.items():
        *outer, last = key.split("__")
        place = result
        for name in outer:
            place = place.setdefault(name, {})
        is_html = last.lower().endswith("html") or not isinstance(value, SafeString)
        place[last] = value if is_html else str.__str__(value)
    return result

"""The tags every template may use without loading them: the design system, and the register's own components."""

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talent_register.common import design_system, languages, navigation

register = template.Library()


@register.simple_tag
def nhs(name, **params):
    """{% nhs "button" text="Continue" %}: any component; `heading__level=2` reaches inner options."""
    return design_system.component(name, design_system.nested(params))


@register.simple_block_tag
def nhs_block(content, name, **params):
    """{% nhs_block "details" summaryText="Why we ask" %}…{% endnhs_block %}: a component around a piece of page."""
    return design_system.component(name, {**design_system.nested(params), "html": content})


@register.simple_tag
def field(bound, **options):
    """{% field form.name heading=True caption="Register" %}: a field with options of its label."""
    return bound.dressed(**options)


@register.simple_tag(takes_context=True)
def title_prefix(context):
    """ "Error: " before the page title when the page's `form` was sent with mistakes."""
    form = context.get("form")
    failed = bool(form is not None and getattr(form, "is_bound", False) and form.errors)
    return f"{_('Error')}: " if failed else ""


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms):
    """{% error_summary form %}: every mistake of the forms, each a link to its field; of a whole form, to the first."""
    mistakes = []
    for form in forms:
        if form.is_bound:
            first = next((field.anchor for field in form.visible_fields()), "")
            mistakes += [{"text": error, "anchor": first} for error in form.non_field_errors()]
            fields = [form[name] for name in form.errors if name in form.fields]
            mistakes += [{"text": text, "anchor": field.anchor} for field in fields for text in field.mistakes]
    return {"mistakes": mistakes}


@register.inclusion_tag("components/messages.html", takes_context=True)
def message_banner(context):
    """All messages in one banner; it says Success only when all of them do."""
    found = list(context.get("messages") or [])
    return {"found": found, "is_success": all(getattr(m, "level_tag", "") == "success" for m in found)}


@register.inclusion_tag("components/navigation.html", takes_context=True)
def main_navigation(context):
    can, path = context.get("can") or {}, _path(context)
    return {"links": navigation.links(navigation.menu(can), can, path)}


@register.inclusion_tag("components/footer_links.html", takes_context=True)
def footer_links(context):
    return {"links": navigation.links(navigation.FOOTER, {}, "")}


@register.simple_tag
def page(name):
    """{% page "people" as address %}: the address of a named page, empty where no such page is installed."""
    return navigation.address(name)


@register.inclusion_tag("components/language_toggle.html", takes_context=True)
def language_toggle(context):
    """A link to this very page in the other language."""
    return other_language(context)


@register.simple_tag(takes_context=True)
def other_language(context):
    """This very page in the other language: its code, its own name and the address."""
    code = languages.other_language(get_language() or "")
    request = context.get("request")
    query = f"?{request.GET.urlencode()}" if request and request.GET else ""
    return {
        "code": code.split("-")[0],
        "name": languages.OWN_NAMES[code],
        "href": languages.same_page(_path(context), code) + query,
    }


def _path(context):
    request = context.get("request")
    return request.path if request else "/"

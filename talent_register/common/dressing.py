"""From a bound form field to a design-system component: which one, and with which options.

One function per kind of widget. A field may carry `dress` (more options for its component), `hints` (value → hint),
`dividers` (value → word before it) and `reveals` (value → name of the field shown when it is chosen).
"""

import re

from django.forms import widgets
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .design_system import component
from .sentences import sentence
from .widgets import DateBoxes

EMPTY_CHOICE = "---------"
DJANGO_ROWS = "10"  # what Django gives every text area that asks for nothing
# What the browser would do silently, the server says in words; class and type are options of the component.
LEFT_OUT = {"class", "required", "maxlength", "minlength", "min", "max", "step", "rows", "cols", "type", "placeholder"}


def dress(bound, **options) -> SafeString:
    """The whole group: label or legend, hint, error, control. Options: heading, caption, size, label, hint, small."""
    widget = bound.field.widget
    for kind, wear in DRESSES:
        if isinstance(widget, kind):
            return wear(bound, options)
    return _plain(bound, options)


def error_text(bound) -> SafeString | None:
    """Every mistake in the field, one below the other."""
    return format_html_join(mark_safe("<br>"), "{}", ((words,) for words in mistakes(bound))) or None


def mistakes(bound) -> list[str]:
    """What is wrong with the field, in sentences."""
    return [sentence(error, bound.field, bound.label) for error in bound.errors.as_data()]


def error_anchor(bound) -> str:
    """The id that a link in the error summary leads to."""
    return bound.field.widget.id_for_label(bound.auto_id) or bound.auto_id


def _label(bound, options) -> dict:
    heading = bool(options.get("heading"))
    label = {
        "text": conditional_escape(options.get("label") or bound.label),
        "size": options.get("size") or ("l" if heading else "s"),
        "isPageHeading": heading,
    }
    return {**label, "caption": {"text": options["caption"]}} if options.get("caption") else label


def _common(bound, options) -> dict:
    hint, error = options.get("hint", bound.help_text), error_text(bound)
    attrs = bound.field.widget.attrs
    return {
        "id": bound.auto_id,
        "idPrefix": bound.auto_id,
        "name": bound.html_name,
        "classes": attrs.get("class", ""),
        "disabled": bound.field.disabled or attrs.get("disabled"),
        "attributes": {name: value for name, value in attrs.items() if name not in LEFT_OUT},
        **({"hint": {"html": conditional_escape(hint)}} if hint else {}),
        **({"errorMessage": {"html": error, "visuallyHiddenText": _("Error")}} if error else {}),
        **getattr(bound.field, "dress", {}),
    }


def _shown(bound) -> str | None:
    return bound.field.widget.format_value(bound.value())


def _text(bound, options) -> SafeString:
    params = _common(bound, options)
    kind = bound.field.widget.attrs.get("type") or bound.field.widget.input_type
    if kind == "number":
        params["attributes"].setdefault("inputmode", "numeric" if _whole(bound) else "decimal")
        kind = "text"
    if kind == "email":
        params["attributes"].setdefault("spellcheck", "false")
    return component("input", {**params, "label": _label(bound, options), "type": kind, "value": _shown(bound)})


def _whole(bound) -> bool:
    return not hasattr(bound.field, "decimal_places")


def _textarea(bound, options) -> SafeString:
    longest = bound.field.max_length
    params = {
        **_common(bound, options),
        "label": _label(bound, options),
        "value": _shown(bound) or "",
        "rows": rows if (rows := bound.field.widget.attrs.get("rows")) != DJANGO_ROWS else 5,
    }
    if not longest:
        return component("textarea", params)
    words = _("You can enter up to %(count)s characters") % {"count": longest}
    return component("character-count", {"maxlength": longest, "textareaDescriptionText": words, **params})


def _password(bound, options) -> SafeString:
    params = _common(bound, options)
    autocomplete = params["attributes"].pop("autocomplete", "current-password")
    for name in ("spellcheck", "autocapitalize"):
        params["attributes"].pop(name, None)
    words = {
        "showPasswordText": _("Show"),
        "hidePasswordText": _("Hide"),
        "showPasswordAriaLabelText": _("Show password"),
        "hidePasswordAriaLabelText": _("Hide password"),
        "passwordShownAnnouncementText": _("Your password is visible"),
        "passwordHiddenAnnouncementText": _("Your password is hidden"),
    }
    return component(
        "password-input", {**words, **params, "label": _label(bound, options), "autocomplete": autocomplete}
    )


def _file(bound, options) -> SafeString:
    words = {
        "chooseFilesButtonText": _("Choose file"),
        "noFileChosenText": _("No file chosen"),
        "dropInstructionText": _("or drop file"),
        "enteredDropZoneText": _("Entered drop zone"),
        "leftDropZoneText": _("Left drop zone"),
    }
    return component("file-upload", {**words, **_common(bound, options), "label": _label(bound, options)})


def _groups(bound) -> list:
    """The choices as Django normalises them: (group name, options)."""
    widget = bound.field.widget
    value = widget.format_value(bound.value())
    return [(group, found) for group, found, _index in widget.optgroups(bound.html_name, value)]


def _items(bound) -> list[dict]:
    """Radios or checkboxes: group names and dividers stand between the items; nothing is chosen beforehand."""
    field, items = bound.field, []
    for group, found in _groups(bound):
        if group:
            items.append({"divider": format_html('<strong class="app-choice-group">{}</strong>', group)})
        items += [_item(bound, option) for option in found if str(option["label"]) != EMPTY_CHOICE]
    # The first control has the field's own id, so that the error summary can lead to it.
    for number, item in enumerate(item for item in items if "value" in item):
        item["id"] = f"{bound.auto_id}-{number + 1}" if number else bound.auto_id
    dividers = getattr(field, "dividers", {})
    return [
        part
        for item in items
        for part in ([{"divider": dividers[item["value"]]}, item] if item.get("value") in dividers else [item])
    ]


def _item(bound, option) -> dict:
    value = str(option["value"])
    hint = getattr(bound.field, "hints", {}).get(value)
    revealed = getattr(bound.field, "reveals", {}).get(value)
    item = {
        "value": value,
        "text": conditional_escape(option["label"]),
        "checked": bool(option["selected"]),
        "disabled": bool(option["attrs"].get("disabled")),
    }
    if hint:
        item["hint"] = {"text": hint}
    if revealed:
        item["conditional"] = {"html": SafeString("".join(dress(bound.form[name]) for name in revealed))}
    return item


def _choices(name):
    def wear(bound, options) -> SafeString:
        params = {**_common(bound, options), "items": _items(bound), "fieldset": {"legend": _label(bound, options)}}
        params.pop("id")
        if options.get("small"):
            params["classes"] = f"{params['classes']} nhsuk-{name}--small".strip()
        # A style sheet shows what a choice reveals: it needs no script and no aria-expanded, which radios may not have.
        html = re.sub(r' data-aria-controls="[^"]*"| nhsuk-\w+__conditional--hidden', "", component(name, params))
        return SafeString(html)

    return wear


def _checkbox(bound, options) -> SafeString:
    """A single box: its label is the item."""
    params = _common(bound, options)
    item = {
        "value": "on",
        "id": params.pop("id"),
        "text": conditional_escape(options.get("label") or bound.label),
        "checked": bool(bound.value()),
        **({"hint": params.pop("hint")} if "hint" in params else {}),
    }
    return component("checkboxes", {**params, "items": [item]})


def _select(bound, options) -> SafeString:
    groups = _groups(bound)
    if any(name for name, _found in groups) or bound.field.widget.allow_multiple_selected:
        return _plain(bound, options, css="nhsuk-select")
    items = [
        {
            "value": str(option["value"]),
            "text": _("Choose one") if option["label"] == EMPTY_CHOICE else conditional_escape(option["label"]),
            "selected": bool(option["selected"]),
        }
        for _name, found in groups
        for option in found
    ]
    return component("select", {**_common(bound, options), "label": _label(bound, options), "items": items})


def _dates(bound, options) -> SafeString:
    params = {**_common(bound, options), "fieldset": {"legend": _label(bound, options)}}
    params["items"] = bound.field.widget.items(bound.html_name, bound.value(), bound.auto_id)
    return component("date-input", params)


def _hidden(bound, options) -> SafeString:
    return bound.as_widget()


def _plain(bound, options, css="nhsuk-input") -> SafeString:
    """A widget the design system does not know: its own HTML between our label, hint and error."""
    params = _common(bound, options)
    described = [f"{bound.auto_id}-{part}" for part in ("hint", "errorMessage") if part in params]
    control = bound.as_widget(
        attrs={"class": css, "aria-describedby": " ".join(described)} if described else {"class": css}
    )
    return SafeString(
        render_to_string(
            "components/field.html",
            {"params": params, "label": {**_label(bound, options), "for": error_anchor(bound)}, "control": control},
        )
    )


DRESSES = (
    (widgets.HiddenInput, _hidden),
    (widgets.MultipleHiddenInput, _hidden),
    (DateBoxes, _dates),
    # Django's check boxes are a kind of radio buttons, so they come first.
    (widgets.CheckboxSelectMultiple, _choices("checkboxes")),
    (widgets.RadioSelect, _choices("radios")),
    (widgets.CheckboxInput, _checkbox),
    (widgets.Select, _select),
    (widgets.Textarea, _textarea),
    (widgets.PasswordInput, _password),
    (widgets.FileInput, _file),
    (widgets.Input, _text),
)

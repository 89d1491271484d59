"""What a filter form says in words: one chip per chosen value, each a link to the same list without it."""

from django.utils.text import capfirst


def chips(form, query) -> list[dict]:
    """`query` is the request's QueryDict. Only fields of the form count; a page number never survives a change."""
    found = []
    for name, field in form.fields.items():
        key = form.add_prefix(name)
        names = dict(_flat(getattr(field, "choices", ())))
        for value in query.getlist(key):
            if value.strip():
                words = names.get(value, value)
                label = capfirst(str(field.label or name))
                found.append({"label": label, "words": words, "href": _without(query, key, value)})
    return found


def _flat(choices):
    """Choices without their groups, values as text."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), label


def _without(query, key, value) -> str:
    rest = query.copy()
    rest.setlist(key, [other for other in query.getlist(key) if other != value])
    rest.pop("page", None)
    return f"?{rest.urlencode()}"

"""The forms of a page as somebody may fill them: with nothing, with nonsense, with far too much."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Sixty letters without a place to break, and signs that a page must not take for its own.
LONG_WORD = "Otorhinolaryngologicalandmaxillofacialtransplantationsurgeon"
NONSENSE = f"{LONG_WORD} <b>&amp;\N{BULLET}"
TOO_MUCH = (NONSENSE + " ") * 300
TYPED = {"text", "email", "password", "search", "tel", "url", "textarea"}
PRESSED, CHOSEN = {"submit", "button", "image", "reset"}, {"radio", "checkbox", "select"}


@dataclass
class Form:
    """One form that is sent by POST: where to, and its fields as (kind, name, value)."""

    action: str
    fields: list[tuple[str, str, str]] = field(default_factory=list)

    def filled(self, typed: str, chosen: str) -> dict[str, list[str]]:
        """What is sent when every box holds `typed` and every choice is `chosen`; hidden values stay as they are."""
        sent: dict[str, list[str]] = {}
        for kind, name, value in self.fields:
            if kind == "hidden" or (kind in PRESSED and name and name not in sent):
                sent.setdefault(name, []).append(value)
            elif kind in TYPED:
                sent[name] = [typed]
            elif kind in CHOSEN and chosen:
                sent[name] = [chosen]
        return sent

    @property
    def asks(self) -> bool:
        """Whether there is anything to fill in."""
        return any(kind in TYPED | CHOSEN for kind, _name, _value in self.fields)

    @property
    def ways(self) -> list[str]:
        """In which ways it can be sent: a button alone can only be pressed, and only boxes take too much."""
        is_typed = any(kind in TYPED for kind, _name, _value in self.fields)
        return list(WAYS)[: 3 if is_typed else 1 + self.asks]

    def keeps(self, typed: str) -> list[str]:
        """The names of fields whose typed value must still be there when the page comes back."""
        return [name for kind, name, _value in self.fields if typed and kind in TYPED - {"password"}]


# What every box holds, and what is chosen everywhere.
WAYS = {
    "nothing": ("", ""),
    "nonsense": (NONSENSE, "no-such-choice"),
    "far too much": (TOO_MUCH, "no-such-choice"),
}


class Reader(HTMLParser):
    """What a test wants to know of a page: its title, forms, ids, links within it, and which text describes a field."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.ids: set[str] = set()
        self.twice: set[str] = set()
        self.described: set[str] = set()
        self.summary_links: list[str] = []
        self.messages: list[str] = []
        self.values: dict[str, list[str]] = {}
        self._form: Form | None = None
        self._summary_depth = 0
        self._area: str | None = None
        self.shape: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        has = {name: value or "" for name, value in attributes}
        classes = has.get("class", "")
        if name := has.get("id"):
            (self.twice if name in self.ids else self.ids).add(name)
        self.described.update(has.get("aria-describedby", "").split())
        self.shape.append(f"{tag}.{classes}.{has.get('type', '')}.{has.get('role', '')}")
        if "nhsuk-error-summary" in classes.split():
            self._summary_depth = 1
        elif self._summary_depth and tag == "div":
            self._summary_depth += 1
        if self._summary_depth and tag == "a":
            self.summary_links.append(has.get("href", ""))
        if "nhsuk-error-message" in classes.split() and "hidden" not in has:
            self.messages.append(has.get("id", ""))
        if tag == "form":
            self._form = Form(has.get("action", "")) if has.get("method", "").lower() == "post" else None
            if self._form:
                self.forms.append(self._form)
        self._field(tag, has)

    def _field(self, tag, has):
        name = has.get("name", "")
        kind = {"input": has.get("type", "text"), "button": has.get("type", "submit")}.get(tag, tag)
        if tag not in ("input", "button", "select", "textarea"):
            return
        if tag == "textarea":
            self._area = name
            self.values.setdefault(name, []).append("")
        elif kind in TYPED | {"number", "date"}:
            self.values.setdefault(name, []).append(has.get("value", ""))
        if self._form and name and "disabled" not in has:
            self._form.fields.append((kind, name, has.get("value", "")))

    def handle_data(self, data):
        if self._area is not None:
            self.values[self._area][-1] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = None
        elif tag == "form":
            self._form = None
        elif tag == "div" and self._summary_depth:
            self._summary_depth -= 1


def mistakes_shown(html: str, form: Form, sent: dict[str, list[str]], typed: str) -> list[str]:
    """What is wrong with the page that answers a form with mistakes."""
    page, wrong = Reader(html), []
    if not re.search(r"<title>\s*Error: ", html):
        wrong.append("the title does not begin with Error:")
    if not (page.summary_links or ("nhsuk-error-summary" in html and not form.asks)):
        wrong.append("no summary of errors that leads to the fields")
    wrong += [
        f"the summary leads to {link!r}, which is not there"
        for link in page.summary_links
        if link.removeprefix("#") not in page.ids
    ]
    alone = [message for message in page.messages if message not in page.described]
    wrong += [f"{message or 'a message'} describes no field" for message in alone]
    for name in form.keeps(typed):
        kept = [value.split() for value in page.values.get(name, [])]
        if name in sent and typed.split() not in kept:
            wrong.append(f"what was typed into {name} is lost")
    return wrong

"""Put what somebody had typed back into the form it was typed into, in the finished page: no view needs to know of it.

Everything outside the fields of that one form stays as it was, letter by letter.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

UNTOUCHED = {"password", "file", "submit", "button", "image", "reset"}
Kept = Mapping[str, list[str]]
Attributes = dict[str, str | None]


@dataclass
class Box:
    """A field of a form: its tag, and where its start tag stands in the page. A text area also knows its text."""

    tag: str
    has: Attributes
    start: int
    end: int
    text_end: int = 0

    @property
    def kind(self) -> str:
        return (self.has.get("type") or "text").lower() if self.tag == "input" else self.tag

    @property
    def name(self) -> str:
        return self.has.get("name") or ""


@dataclass
class Form:
    """A form that is sent by POST, and where it begins: its start tag from `start` to `opened`."""

    path: str
    start: int
    opened: int
    boxes: list[Box] = field(default_factory=list)

    def has(self, name: str) -> bool:
        return any(box.name == name for box in self.boxes)

    def likeness(self, kept: Kept) -> int:
        """How many of the kept names it has; a button that was pressed tells forms of one page apart."""
        names = {box.name for box in self.boxes} & kept.keys()
        pressed = [
            box for box in self.boxes if box.tag == "button" and (box.has.get("value") or "") in kept.get(box.name, [])
        ]
        return len(names) + len(pressed)


FORM = re.compile(r"<form\b.*?</form\s*>", re.DOTALL | re.IGNORECASE)
LETTERS = re.compile(r"[^\n]+")


def forms_alone(html: str) -> str:
    """The page with spaces for all that stands outside its forms, so that each form stands where it stood.

    Most of a page is no form, and to read spaces costs nothing. A page with comments is left as it is: what looks like
    a form may be part of one.
    """
    if "<!--" in html:
        return html
    pieces, done = [], 0
    for form in FORM.finditer(html):
        pieces += [_blank(html[done : form.start()]), form[0]]
        done = form.end()
    return "".join([*pieces, _blank(html[done:])])


def _blank(text: str) -> str:
    return LETTERS.sub(lambda line: " " * len(line[0]), text)


class FormReader(HTMLParser):
    """The forms of a page that are sent by POST, with their boxes and where they stand."""

    def __init__(self, html: str, path: str) -> None:
        super().__init__()
        self.path, self.forms = path, list[Form]()
        self._form: Form | None = None
        self._select, self._area = "", None
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(forms_alone(html))

    def _here(self) -> int:
        line, offset = self.getpos()
        return self._lines[line - 1] + offset

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        if tag == "form":
            goes_to = urlsplit(urljoin(self.path, has.get("action") or "")).path
            start, end = self._here(), self._here() + len(self.get_starttag_text() or "")
            self._form = Form(goes_to, start, end) if (has.get("method") or "").lower() == "post" else None
            self.forms += [self._form] if self._form else []
        if self._form is None or tag not in ("input", "textarea", "select", "option", "button"):
            return
        self._select = (has.get("name") or "") if tag == "select" else self._select
        has = {**has, "name": self._select} if tag == "option" else has
        box = Box(tag, has, self._here(), self._here() + len(self.get_starttag_text() or ""))
        self._area = box if tag == "textarea" else self._area
        self._form.boxes.append(box)

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._area:
            self._area.text_end, self._area = self._here(), None


def refill(html: str, *, page: str, path: str, kept: Kept, note: str) -> str | None:
    """The page with the form that goes to `path` filled with what was kept, and `note` above it; None without one."""
    forms = [form for form in FormReader(html, page).forms if form.path == path]
    form = max(forms, key=lambda one: one.likeness(kept), default=None)
    if form is None or not form.likeness(kept):
        return None
    pieces, done = [html[: form.start], note], form.start
    for start, end, text in _changes(form, kept):
        pieces += [html[done:start], text]
        done = end
    return "".join([*pieces, html[done:]])


def _changes(form: Form, kept: Kept) -> list[tuple[int, int, str]]:
    """From where to where the page changes, and into what, in the order of the page."""
    changes, given = [], {name: list(values) for name, values in kept.items()}
    for box in form.boxes:
        if box.kind in UNTOUCHED or box.tag == "select" or box.name == "csrfmiddlewaretoken":
            continue
        if box.kind in ("radio", "checkbox", "option"):
            mark = "selected" if box.tag == "option" else "checked"
            is_chosen = _value(box) in kept.get(box.name, [])
            has = {name: value for name, value in box.has.items() if name != mark}
            changes.append((box.start, box.end, _tag(box.tag, {**has, mark: None} if is_chosen else has)))
        elif given.get(box.name):
            typed = given[box.name].pop(0)
            if box.tag == "textarea":
                changes.append((box.end, box.text_end, "\n" + escape(typed)))
            else:
                changes.append((box.start, box.end, _tag(box.tag, {**box.has, "value": typed})))
    return changes


def _value(box: Box) -> str:
    return box.has.get("value") or ("" if box.tag == "option" or "value" in box.has else "on")


def _tag(tag: str, has: Attributes) -> str:
    shown = {name: value for name, value in has.items() if not (tag == "option" and name == "name")}
    return f"<{tag}" + "".join(f" {n}" if v is None else f' {n}="{escape(v)}"' for n, v in shown.items()) + ">"

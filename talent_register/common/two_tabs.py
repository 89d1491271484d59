"""What a form showed to its reader, and what of it is different now. Over finished pages: no view needs to know.

Every form that is sent by POST carries a stamp: a number of its own, and a fingerprint of the answers that it showed.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape, unescape

from .refill import Box, Form, FormReader, Kept

STAMP = "as-seen"
CHOSEN, UNASKED = {"radio", "checkbox"}, {"hidden", "password", "file", "submit", "button", "image", "reset"}


@dataclass(frozen=True)
class Stamp:
    """`once` names this copy of the form, `seen` what it showed."""

    once: str
    seen: str

    @classmethod
    def of(cls, text: str) -> "Stamp":
        once, _dot, seen = text.partition(".")
        return cls(once[:32], seen)

    @classmethod
    def new(cls, seen: str) -> "Stamp":
        return cls(secrets.token_urlsafe(12), seen)

    def __str__(self) -> str:
        return f"{self.once}.{self.seen}"


class LabelReader(FormReader):
    """Reads also what the boxes of forms are called: the text of their labels and of the question around them."""

    def __init__(self, html: str, path: str) -> None:
        self.labels: dict[str, str] = {}
        self.questions: dict[int, str] = {}
        self._legend, self._into = [""], ""
        super().__init__(html, path)

    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        has = dict(attrs)
        if tag == "fieldset":
            self._legend.append("")
        elif tag in ("legend", "label", "option"):
            self._into = f"{tag} {has.get('for') or ''}" if tag != "option" else f"option {self._here()}"
        if tag in ("input", "textarea", "select", "option"):
            self.questions[self._here()] = self._legend[-1]

    def handle_data(self, data):
        kind, _space, which = self._into.partition(" ")
        if kind == "legend":
            self._legend[-1] += data
        elif kind:
            self.labels[which] = self.labels.get(which, "") + data

    def handle_endtag(self, tag):
        super().handle_endtag(tag)
        if tag == "fieldset" and len(self._legend) > 1:
            self._legend.pop()
        if self._into.startswith(tag):
            self._into = ""

    def question(self, box: Box) -> str:
        """What the box asks: its question, or its label, or both where several boxes answer one question."""
        around, own = self.questions.get(box.start, ""), self._label(box)
        asked = [around] if around and box.kind in CHOSEN else [around, own]
        return ": ".join(dict.fromkeys(filter(None, (" ".join(one.split()) for one in asked)))) or box.name

    def answer(self, box: Box) -> str:
        """A choice in the words beside it."""
        return " ".join(self._label(box).split())

    def _label(self, box: Box) -> str:
        return self.labels.get(str(box.start) if box.tag == "option" else box.has.get("id") or "", "")


@dataclass(frozen=True)
class Asked:
    """A form of a page, and the answers that it shows, as a browser would send them."""

    form: Form
    reader: LabelReader
    shows: Mapping[str, list[str]]

    @property
    def seen(self) -> str:
        """A fingerprint of the answers; empty where nothing is asked."""
        said = json.dumps(sorted(self.shows.items()))
        return hashlib.sha256(said.encode()).hexdigest()[:32] if self.shows else ""

    def differences(self, typed: Kept) -> list[dict]:
        """The questions answered differently: {label, left: what the form shows, right: what was typed}."""
        found = []
        for name, left in self.shows.items():
            right = [_plain(value) for value in typed.get(name, [])]
            if sorted(filter(None, left)) == sorted(filter(None, right)):
                continue
            boxes = [box for box in self.form.boxes if box.name == name and box.kind not in UNASKED]
            words = {_value(box): self.reader.answer(box) for box in boxes if box.kind in {*CHOSEN, "option"}}
            sides = {
                side: ", ".join(words.get(value) or value for value in values if value)
                for side, values in (("left", left), ("right", right))
            }
            found.append({"label": self.reader.question(boxes[0]), **sides})
        return found


def asked_on(html: str, path: str) -> list[Asked]:
    """The forms of a page that are sent by POST, but those around it, in their order."""
    start = html.find("<main")
    if start < 0 or 'method="post"' not in html[start:].lower():
        return []
    reader = LabelReader(html, path)
    return [Asked(form, reader, _shows(html, form)) for form in reader.forms if form.start > start]


def _shows(html: str, form: Form) -> dict[str, list[str]]:
    shows: dict[str, list[str]] = {}
    for box in form.boxes:
        if not box.name or box.kind in UNASKED or "disabled" in box.has:
            continue
        shows.setdefault(box.name, []).extend(_said_by(html, box))
    for box in form.boxes:
        if box.tag == "select" and "multiple" not in box.has and not shows.get(box.name, ["-"]):
            # A browser shows the first where none is chosen.
            shows[box.name] = [_value(one) for one in form.boxes if (one.tag, one.name) == ("option", box.name)][:1]
    return shows


def _said_by(html: str, box: Box) -> list[str]:
    """What one box adds to the answers of its name."""
    if box.kind in CHOSEN:
        return [_value(box)] if "checked" in box.has else []
    if box.tag == "option":
        return [_value(box)] if "selected" in box.has else []
    if box.tag == "select":
        return []
    return [_plain(unescape(html[box.end : box.text_end]) if box.tag == "textarea" else _value(box))]


def likest(found: Iterable[Asked], path: str, typed: Kept) -> Asked | None:
    """The form that goes to `path` and was most likely the one that was sent."""
    there = [one for one in found if one.form.path == path]
    return max(there, key=lambda one: one.form.likeness(typed), default=None)


def stamped(html: str, found: Iterable[Asked], seen_of: Callable[[Asked], str]) -> str:
    """The page with a stamp in each of its forms that has none."""
    pieces, done = [], 0
    for one in found:
        if one.form.has(STAMP):
            continue
        stamp = Stamp.new(seen_of(one))
        pieces += [html[done : one.form.opened], f'<input type="hidden" name="{STAMP}" value="{escape(str(stamp))}">']
        done = one.form.opened
    return "".join([*pieces, html[done:]])


def _value(box: Box) -> str:
    return box.has.get("value") or ("on" if box.kind in CHOSEN and "value" not in box.has else "")


def _plain(text: str) -> str:
    """Browsers send other line ends than pages have, and spaces around words mean nothing."""
    return text.replace("\r\n", "\n").strip()

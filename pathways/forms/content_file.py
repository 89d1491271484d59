"""Files of facts: YAML as the export writes it. Every row is checked as if it had been typed."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any

import yaml
from django import forms
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from pathways.content import MARKS, Kind, Names, in_order, kinds, name_in_file, table_named
from pathways.known import is_answered, known, note

from .content import Boxes, FactForm
from .content_box import Around, Taken
from .content_boxes import boxes_of, typed_of

BIGGEST = 3 * 1024 * 1024
MOST_PROBLEMS = 30
READER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # both read plain values only; one is 10 times as fast


class FactsFileForm(forms.Form):
    """A YAML file as the export writes it. Every row is checked as if it had been typed."""

    file = forms.FileField(label=_("YAML file"), help_text=_("As “Download everything” gives it, up to 3MB"))
    why = forms.CharField(label=_("Why this change?"), max_length=300)
    has_read_source = forms.BooleanField(
        label=_("I have read the sources of what differs today, and they say this"), required=False
    )

    def clean_file(self):
        sent = self.cleaned_data["file"]
        if sent.size > BIGGEST:
            raise forms.ValidationError(_("The selected file must be smaller than 3MB"))
        try:
            content = yaml.load(sent.read().decode("utf-8"), READER)  # noqa: S506 - READER is a safe one
        except UnicodeDecodeError:
            raise forms.ValidationError(_("The selected file must be text in UTF-8")) from None
        except yaml.YAMLError as mistake:
            line = getattr(getattr(mistake, "problem_mark", None), "line", None)
            where = line + 1 if line is not None else "?"
            raise forms.ValidationError(_("Line %s of the file is not YAML. Mend it there") % where) from None
        self.read = Reading()
        self.read.all_of(content)
        if self.read.problems:
            raise forms.ValidationError(self.read.problems[:MOST_PROBLEMS])
        return sent

    @property
    def facts(self) -> list[tuple[Kind, models.Model | None, dict]]:
        """What is new or differs, each after those that it names. What was read today needs no older mark."""
        rows = _parents_first([said for said in self.read.rows if said.differs])
        is_read = self.cleaned_data["has_read_source"]
        return [(said.kind, said.row, said.values if is_read else {**said.values, **said.marks}) for said in rows]


@dataclass
class Said:
    """One row of a file, whole: of what kind, how files name it, and the row of the table that it speaks of.

    `values` are what it would become, once it was checked; `marks` when and by whom a new row was checked elsewhere.
    """

    where: str
    kind: Kind
    name: str
    row: models.Model | None
    said: dict
    differs: bool
    values: dict = field(default_factory=dict)

    @property
    def marks(self) -> dict:
        told = {} if self.row else {name: self.said[name] for name in MARKS if name in self.said}
        return {name: said.isoformat() if isinstance(said, date) else said for name, said in told.items()}


@dataclass
class Reading:
    """What becomes of a file, and what is wrong with it: where, what, and how to mend it."""

    rows: list[Said] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    taken: dict[str, Taken] = field(default_factory=dict)
    keys: dict[tuple, str] = field(default_factory=dict)

    def all_of(self, content: Any) -> None:
        if not isinstance(content, dict) or not content:
            self.problems.append(str(_("The file must hold kinds of facts, each with a list of rows")))
            return
        for name in content:
            if name not in kinds():
                self.problems.append(str(_("“%s” is no kind of fact. Use a name from the export")) % name)
            elif not isinstance(content[name], list):
                self.problems.append(str(_("“%s” must hold a list of rows")) % name)
        for kind in in_order():
            if isinstance(content.get(kind.name), list):
                self._match(kind, content[kind.name])
        self._check()

    def _match(self, kind: Kind, listed: list) -> None:
        """Which row of the table each row of the file speaks of; each may be there once."""
        table = [(row, kind.values(row, self.names)) for row in kind.rows()]
        present = {name_in_file(kind, values): (row, values) for row, values in table}
        self.taken[kind.name] = {
            key: {tuple(values[name] for name in key): row.pk for row, values in table} for key in kind.keys
        }
        seen: dict[str, int] = {}
        for number, said in enumerate(listed, start=1):
            where = f"{kind.name}, {number}"
            if not isinstance(said, dict):
                self.problems.append(f"{where}: " + str(_("a row must name its fields")))
                continue
            strange = sorted(set(map(str, said)) - {*kind.fields, *MARKS})
            if strange:
                self.problems.append(f"{where}: " + str(_("there is no field “%s”")) % strange[0])
                continue
            name = name_in_file(kind, said)
            if name in seen:
                self.problems.append(
                    f"{where}: " + str(_("this is row %d once more. Take one of them out")) % seen[name]
                )
                continue
            seen[name] = number
            row, values = present.get(name, (None, {}))
            whole = {**values, **said}
            differs = row is None or not all(_same(whole[column], values[column]) for column in kind.fields)
            self.rows.append(Said(where, kind, name, row, whole, differs))

    def _check(self) -> None:
        """Row by row, with what was read of the tables before: however long the file, nothing more is asked."""
        new = [said for said in self.rows if not said.row]
        coming: dict[type[models.Model], set[str]] = {}
        codes = known()
        for said in new:
            coming.setdefault(said.kind.model, set()).add(said.name)
        note(codes, [(said.kind.name, said.said) for said in new])
        around = Around(coming=coming, names=self.names, is_answered=cache(is_answered))
        for kind, rows in groupby((said for said in self.rows if said.differs), key=lambda said: said.kind):
            own = replace(around, taken=self.taken[kind.name])
            boxes: Boxes | None = None
            for said in rows:
                boxes = self._check_row(said, codes, own, boxes)

    def _check_row(self, said: Said, codes, around: Around, boxes: Boxes | None) -> Boxes | None:
        """Note what is wrong with a row. Returns the boxes it was checked in, for the next of its kind."""
        wrong = {
            name: words
            for name, box in boxes_of(said.kind).items()
            if name in said.said and (words := box.wrong(said.said[name], said.said))
        }
        wrong |= _wrong_marks(said.marks)
        self.problems += [f"{said.where}, {name}: {words}" for name, words in wrong.items()]
        if wrong:
            return boxes
        typed = {**typed_of(said.kind, said.said), "why": "-"}
        form = FactForm(typed, kind=said.kind, row=said.row, codes=codes, around=around, boxes=boxes)
        if form.is_valid():
            said.values = form.values
            self._note_keys(said)
        for name, mistakes in form.errors.items():
            column = form.columns.get(name, name)
            self.problems += [f"{said.where}, {column}: {words}" for words in mistakes]
        return form.boxes

    def _note_keys(self, said: Said) -> None:
        """Two rows that no key of their file tells apart may still say the same in another, as in an address."""
        for key in said.kind.keys[1:]:
            first = self.keys.setdefault((said.kind.name, key, tuple(said.values[name] for name in key)), said.where)
            if first != said.where:
                words = _("“%(first)s” says the same here. Give each its own") % {"first": first}
                self.problems.append(f"{said.where}, {key[0]}: {words}")


def _wrong_marks(marks: dict) -> dict[str, str]:
    """Why a file's words on when a new fact was checked cannot be taken over."""
    found = {}
    if not isinstance(marks.get("is_verified", False), bool):
        found["is_verified"] = str(_("write true or false, without quotes"))
    if marks.get("checked_on") is not None and not _is_day(marks["checked_on"]):
        found["checked_on"] = str(_("write a day like 2026-11-22, no later than today"))
    elif marks.get("is_verified") and not marks.get("checked_on"):
        found["checked_on"] = str(_("say on which day it was checked, or that it was not: is_verified: false"))
    return found | {
        name: str(_("this must be words"))
        for name in ("checked", "checked_by")
        if not isinstance(marks.get(name, ""), str)
    }


def _is_day(said: Any) -> bool:
    try:
        return date.fromisoformat(str(said)) <= localdate()
    except ValueError:
        return False


def _same(said: Any, known: Any) -> bool:
    return said == known or (isinstance(said, date) and said.isoformat() == known)


def _parents_first(rows: list[Said]) -> list[Said]:
    """The same rows; one that names another new row of its own kind comes after it."""
    own = {(said.kind.model, said.name): said for said in rows if not said.row}
    begun: set[int] = set()
    placed: list[Said] = []

    def place(said: Said) -> None:
        if id(said) in begun:
            return
        begun.add(id(said))
        for name in said.kind.fields:
            parent = own.get((table_named(said.kind.field(name)), str(said.said.get(name))))
            if parent and parent.kind is said.kind:
                place(parent)
        placed.append(said)

    for said in rows:
        place(said)
    return placed

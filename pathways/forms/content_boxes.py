"""Which boxes ask for the columns of a kind of fact, and what they hold for the values of one."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db import models

from pathways.content import Kind
from pathways.named import coded, listed

from .content_box import Box, DayBox, LevelsBox, LinesBox, ReferenceBox, StepsBox, YesBox
from .content_coded import CodeBox, CodesBox, OptionsBox, RuleBox

OWN_BOXES: dict[str, type[Box]] = {
    "pathways.Requirement.steps": StepsBox,
    "pathways.Requirement.rule": RuleBox,
    "pathways.Requirement.options": OptionsBox,
    "pathways.Competency.wordings": LevelsBox,
}


def _box(kind: Kind, column: models.Field) -> Box:
    if own := OWN_BOXES.get(str(column)):
        return own(kind, column)
    if listed(kind.name, column.name):
        return CodesBox(kind, column)
    if coded(kind.name, column.name):
        return CodeBox(kind, column)
    if isinstance(column, models.JSONField):
        return LinesBox(kind, column)
    for of, box in ((models.DateField, DayBox), (models.BooleanField, YesBox), (models.ForeignKey, ReferenceBox)):
        if isinstance(column, of):
            return box(kind, column)
    return Box(kind, column)


@cache
def boxes_of(kind: Kind) -> dict[str, Box]:
    """The boxes of each column of a kind, in the order of the table."""
    return {name: _box(kind, kind.field(name)) for name in kind.fields}


def initial_of(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the boxes hold before anybody typed. Values of some columns are enough."""
    known = [box.shown(values[name]) for name, box in boxes_of(kind).items() if name in values]
    return {name: said for one in known for name, said in one.items()}


def typed_of(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as a browser would send them."""
    known = [box.typed(values[name]) for name, box in boxes_of(kind).items() if name in values]
    return {name: said for one in known for name, said in one.items()}

"""Every table that can hold something about a person, and how to find the person's rows in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, reduce
from importlib import import_module
from operator import or_

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q

from profiles.models import Clinician
from talent_register.common.privacy import INCLUDED, Erasure, Fields

from .subject import Subject

DEEPEST = 5
LIBRARIES = "talent_register.accounts.privacy"
# Rows that only join two tables say what the tables say.
JOINING = Fields(
    purpose="join two tables", retention="as long as both", download=INCLUDED, erasure=Erasure.DELETED, operational="id"
)


@dataclass(frozen=True)
class Path:
    """The way from a row to a person: a look-up that ends at a clinician or a user."""

    lookup: str
    ends_at: type[models.Model]
    owns: bool

    @property
    def depth(self) -> int:
        return self.lookup.count("__") + 1


@dataclass(frozen=True)
class Holding:
    """One table that can reach a person, with its entry in privacy.py (None where somebody forgot it)."""

    model: type[models.Model]
    fields: Fields | None
    paths: tuple[Path, ...]

    @property
    def name(self) -> str:
        """The table's name without its app, where that is enough to tell it apart."""
        label = self.model._meta.label_lower
        app, _dot, name = label.partition(".")
        return name if app in {"profiles", "tracking", "pathways"} else f"{app}_{name}"

    @property
    def is_included(self) -> bool:
        return self.fields is not None and self.fields.download == INCLUDED

    @property
    def columns(self) -> list[models.Field]:
        """What a copy shows of a row."""
        hidden = self.fields.withheld.split() if self.fields else []
        return [column for column in self.model._meta.concrete_fields if column.name not in hidden]

    @property
    def about(self) -> tuple[Path, ...]:
        """The paths that say whom a row is about."""
        if self.fields and self.fields.about:
            named = self.fields.about.split()
            return tuple(path for path in self.paths if path.lookup in named)
        to_clinicians = tuple(path for path in self.paths if path.ends_at is Clinician)
        return to_clinicians or tuple(path for path in self.paths if path.owns)

    @property
    def depth(self) -> int:
        return max((path.depth for path in self.about), default=0)

    def rows(self, subject: Subject) -> models.QuerySet:
        """The rows about a person, whatever the model's own manager would hide."""
        looks = dict(self.fields.found_by) if self.fields else {}
        wanted = [(lookup, subject.values(attribute)) for lookup, attribute in looks.items()]
        wanted += [(f"{path.lookup}__in", subject.keys_of(path.ends_at)) for path in self.about]
        if self.model in (Clinician, get_user_model()):
            wanted.append(("pk__in", subject.keys_of(self.model)))
        conditions = [Q(**{lookup: values}) for lookup, values in wanted if values]
        rows = self.model._base_manager.all()
        return rows.filter(pk__in=rows.filter(reduce(or_, conditions)).values("pk")) if conditions else rows.none()

    def copied(self, subject: Subject) -> models.QuerySet:
        """Those of them that the person's own copy holds."""
        hidden = dict(self.fields.left_out) if self.fields else {}
        rows = self.rows(subject)
        return rows.exclude(**hidden) if hidden else rows


@cache
def holdings() -> tuple[Holding, ...]:
    """Every table that can reach a person by keys, or whose columns are personal."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        paths, fields = tuple(_paths(model)), fields_of(model)
        is_root = model in (Clinician, get_user_model())
        if is_root or paths or (fields and (fields.personal or fields.special or fields.found_by)):
            found.append(Holding(model, fields, paths))
    return tuple(sorted(found, key=lambda holding: (holding.model is not Clinician, holding.model._meta.label)))


def fields_of(model: type[models.Model]) -> Fields | None:
    """The entry of a model in the privacy.py of its app; of a library's model, in that of accounts."""
    if model._meta.auto_created:
        return JOINING
    try:
        return import_module(f"{model._meta.app_config.name}.privacy").FIELDS.get(model.__name__)
    except ModuleNotFoundError:
        return import_module(LIBRARIES).LIBRARIES.get(model._meta.label)


def _paths(
    model: type[models.Model], before: str = "", owns: bool = True, seen: tuple[type[models.Model], ...] = ()
) -> Iterator[Path]:
    """Follow foreign keys to clinicians and users. A row owned by its parent goes where the parent goes."""
    if model in seen or len(seen) >= DEEPEST or (model is Clinician and not before):
        return
    for key in model._meta.concrete_fields:
        if not isinstance(key, models.ForeignKey):
            continue
        target, lookup = key.remote_field.model, f"{before}{key.name}"
        goes_along = owns and key.remote_field.on_delete is models.CASCADE
        if target is Clinician:
            yield Path(lookup, target, owns)
        elif target is get_user_model():
            yield Path(lookup, target, goes_along)
        else:
            yield from _paths(target, f"{lookup}__", goes_along, (*seen, model))

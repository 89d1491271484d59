"""A person who stands in every table, with a word of their own in every column that takes words."""

import re
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from profiles.models import Clinician, Registration
from profiles.rights.registry import Holding, fields_of, holdings
from profiles.rights.subject import Subject
from talent_register.accounts.models import User
from talent_register.audit.models import Change, Event
from talent_register.common.privacy import Erasure
from talent_register.letters.models import Letter
from tests.factories.accounts import UserFactory
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, RegulatorFactory
from tests.factories.tracking import ReportSnapshotFactory, TenureFactory
from tracking.models import ReportSnapshot
from tracking.reports import leaders

MARK = "QZCANARY"
NUMBER = "7918273"
QUARTER = date(2026, 3, 31)
# An erasure is itself an event, and changes rows.
GROWING = (Change, Event, Letter)

WORDS = (models.CharField, models.TextField, models.JSONField, ArrayField)


class Canary:
    """`build()` makes the person; `words` are all the words that must be gone afterwards."""

    def __init__(self, nth: int = 1) -> None:
        self.nth, self.reference, self.number = nth, f"CANARY-{nth}", str(int(NUMBER) + nth - 1)
        self.mark = MARK if nth == 1 else f"{MARK}{nth}"
        self.is_beside = False
        self.words: set[str] = set()
        self.sung: set[str] = set()
        self.count = self.days = 0

    def word(self, longest: int | None = None) -> str:
        self.count += 1
        word = f"{self.mark}{self.count:04}"[: longest or 40]
        self.words.add(word)
        return word

    def build(self) -> Clinician:
        address = f"{self.word()}@canary.example".lower()
        self.words.add(address)
        self.words.add(self.number)
        self.person = ClinicianFactory(reference=self.reference, user__email=address, user__name=self.word())
        self._fill(self.person, holdings()[0])
        RegistrationFactory(
            clinician=self.person, number=self.number, number_key=self.number, regulator=RegulatorFactory(code="gmc")
        )
        self.sung |= self.words
        for holding in sorted(holdings(), key=lambda one: one.depth):
            self._stand_in(holding)
        return self.person

    def _stand_in(self, holding: Holding) -> None:
        """Make a row about the person in this table, unless it has one already."""
        model, fields = holding.model, holding.fields
        is_about = holding.about or (fields and fields.found_by)
        if model in (Clinician, User, Change) or not is_about or model._meta.auto_created:
            return
        if model is Registration or (fields and fields.erasure is Erasure.STAYS):
            return
        try:
            self._row(model, dict(self._pointing(holding)))
        except AssertionError:
            if self.nth == 1:
                raise
            self.is_beside = True  # of what the first one points at, there is no second
            self._row(model, dict(self._pointing(holding)))
            self.is_beside = False

    def _pointing(self, holding: Holding) -> Iterator[tuple[str, object]]:
        for path in holding.about:
            if "__" not in path.lookup:
                yield path.lookup, self.person if path.ends_at is Clinician else self.person.user
            else:
                name = path.lookup.partition("__")[0]
                parent = holding.model._meta.get_field(name).remote_field.model
                of_parent = next(one for one in holdings() if one.model is parent)
                yield name, parent._base_manager.filter(pk__in=of_parent.rows(self._subject())).first()
        found = {
            "person_ref__in": ("person_ref", self.person.reference),
            "actor__in": ("actor", self.person.user.audit_name),
            "people__overlap": ("people", [self.person.reference]),
            "person_id__in": ("person_id", self.person.pk),
            "email__in": ("email", self.person.user.email),
            "to_email__in": ("to_email", self.person.user.email),
            "related__in": ("related", self.person.user.audit_name),
        }
        for lookup in holding.fields.found_by if holding.fields else {}:
            yield found[lookup]

    def _subject(self):
        return Subject.of([self.person])

    def _row(self, model: type[models.Model], given: dict) -> models.Model:
        """Only what is about the person sings."""
        fields = fields_of(model) if given else None
        sings = set()
        if fields:
            kept = set(fields.keeps.split())
            sings = {*fields.personal.split(), *fields.special.split()} - kept
        columns = [c for c in model._meta.concrete_fields if not c.primary_key and c.name not in given]
        for choice, is_chosen, is_full in product((0, -1), (False, True), (False, True)):
            chosen = [c for c in columns if c.choices and (is_chosen or not (c.null or c.blank))]
            known = {c.name: c.flatchoices[choice][0] for c in chosen}
            wanted = [c for c in columns if not c.choices and (is_full or not c.null or _sings(c, sings))]
            row = model(**known, **{c.name: self._value(c, c.name in sings) for c in wanted}, **given)
            try:
                with transaction.atomic():
                    model._base_manager.bulk_create([row])
            except IntegrityError as reason:
                self.words -= {word for word in self.words if word not in self.sung}
                why = reason
                continue
            self.sung |= self.words
            return row
        raise AssertionError(f"The canary cannot stand in {model._meta.label}: {why}")

    def _fill(self, row: models.Model, holding: Holding) -> None:
        names = holding.fields.personal.split() if holding.fields else []
        words = {
            name: self._value(row._meta.get_field(name))
            for name in names
            if isinstance(row._meta.get_field(name), models.CharField) and not row._meta.get_field(name).choices
        }
        type(row)._base_manager.filter(pk=row.pk).update(**{n: w for n, w in words.items() if n != "language"})
        row.refresh_from_db()

    def _value(self, column: models.Field, sings: bool = True) -> object:
        if isinstance(column, models.ForeignKey):
            return self._target(column.remote_field.model)
        if isinstance(column, models.EmailField):
            return f"{self.word()}@canary.example"
        if isinstance(column, ArrayField):
            return [self.word()] if sings else ["x"]
        if isinstance(column, models.JSONField):
            return {"said": self.word()} if sings else column.get_default() if column.has_default() else {}
        if isinstance(column, models.CharField | models.TextField):
            longest = column.max_length
            is_long = longest is None or longest > len(MARK) + 4
            if sings and is_long:
                return self.word(longest) if longest else f"{self.word()} {'and so on ' * 20}".strip()
            return "" if column.blank and not column.unique else uuid.uuid4().hex[: longest or 32]
        if isinstance(column, models.DateField) and not isinstance(column, models.DateTimeField):
            self.days += 1
            return date(2026, 1, 5) + timedelta(days=self.days)  # what is declared later is later
        return _plain(column, self.nth)

    def _target(self, model: type[models.Model]) -> models.Model:
        """What a row points at besides the person: somebody or something that is there."""
        others = model._base_manager.exclude(pk=self.person.pk if model is Clinician else None)
        if model is User:
            return others.exclude(pk=self.person.user_id).first() or UserFactory()
        if self.is_beside and model is not Clinician:
            return self._row(model, {})
        return others.first() or self._row(model, {})


def _plain(column: models.Field, number: int) -> object:
    kind = column.get_internal_type()
    plain = {
        "BooleanField": False,
        "DateField": date(2026, 1, 5),
        "DateTimeField": timezone.now() - timedelta(days=30),
        "UUIDField": uuid.uuid4(),
        "BinaryField": b"x",
        "DecimalField": 1,
        "GenericIPAddressField": "192.0.2.77",
        "InetAddressField": "192.0.2.77",
    }
    return plain.get(kind, number)


def dump() -> dict[str, str]:
    """Every table of the database as text, as a backup would hold it."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                found[table] = b"".join(bytes(part) for part in copy).decode("utf-8", "replace")
    return found


def sessions() -> str:
    """What every session says. Its row holds it packed, where no word could be found."""
    return "\n".join(repr(one.get_decoded()) for one in Session.objects.all())


def redis() -> str:
    """Every key of the cache and its value; numbers and words stand there as they are, lists packed by Redis."""
    client = cache._cache.get_client()
    found = []
    for key in client.scan_iter():
        kind = client.type(key)
        value = client.get(key) if kind == b"string" else client.dump(key)
        found.append(f"{key!r} {value!r}")
    return "\n".join(found)


def publish(person: Clinician) -> None:
    """Count the person among the leaders, freeze the figures and let them out.

    What hides small figures is left to its own tests: these stand as they were counted.
    """
    TenureFactory(clinician=person, profession=person.profession, is_clinical=True)
    found = leaders.counted(QUARTER)
    for position, table in enumerate(found.tables):
        grid = table.grid()
        figures = [[found.counts.get(cell, 0) for cell in row] for row in grid]
        ReportSnapshotFactory(
            family="leaders",
            code=table.code,
            as_at=QUARTER,
            position=position,
            table={
                "rows": table.rows.with_total(table.everyone),
                "columns": table.columns.with_total(table.everyone),
                "cells": grid,
                "figures": figures,
            },
        )


def published() -> dict[str, object]:
    """What the public reads, and every frozen row behind it."""
    codes = ReportSnapshot.objects.order_by("code").values_list("code", flat=True).distinct()
    pages = [reverse("statistics"), *(reverse("statistic", args=[code]) for code in codes)]
    read = {page: Client().get(page) for page in pages}
    shown = {page: (answer.status_code, _without_tokens(answer.text)) for page, answer in read.items()}
    frozen = dump()["tracking_reportsnapshot"]
    return {**shown, "frozen": frozen, "counted again": leaders.counted(QUARTER).counts}


def _without_tokens(page: str) -> str:
    """A page without what is another each time it is shown."""
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", page)


def figures() -> dict[str, object]:
    """How many people there are, by everything that figures are published by, and rows of what is counted."""
    people = Clinician.objects.all()
    counted = {
        name: dict(people.values_list(name).annotate(n=models.Count("pk")).order_by())
        for name in ("profession", "region", "nation", "stage", "next_step", "career_stage", "first_interest_on")
    }
    stays = (Erasure.ANONYMISED, Erasure.EVIDENCE, Erasure.STAYS)
    rows = {
        holding.model._meta.label: holding.model._base_manager.count()
        for holding in holdings()
        if holding.fields and holding.fields.erasure in stays and holding.model not in GROWING
    }
    return {**counted, **rows}


def _sings(column: models.Field, sings: set[str]) -> bool:
    return column.name in sings and isinstance(column, WORDS)

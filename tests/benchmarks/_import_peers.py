"""Two peers of an import: django-import-export as it comes, and the same with all that our check of a list does.

Both are a Resource with the list's 17 columns, used as its import page does: the file is read for a dry run, read again
for a real one, each row's instance loaded, its difference shown, saved alone; no bulk, no caches of instances. They
write the same rows as ours (person, registration, place on the list, who supplied what) beside the same register, and
the same triggers note them.

`Lean` reads cells with its widgets and finds people by regulator and number. `SameWork` does what we do before that,
too: our columns clean the cells, our list type checks the row, and whose number nobody has is looked for among people
who are alike, by the same ways, keys and weights, in one statement a row. What can be known beforehand is: allowed
values are loaded and the bearers of the file's names counted once, as ours are. It leaves out what else ours does: who
repeats whom within the file, people who asked to be left alone, what is disputed, and the rows kept for an undo.
"""

import time

import tablib
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import DateWidget, DecimalWidget, ForeignKeyWidget, Widget

from profiles.models import (
    ANY_NUMBER,
    Clinician,
    Profession,
    Registration,
    Regulator,
    Specialty,
    Supply,
    Training,
    TrainingGrade,
)
from profiles.resources import candidates, ways
from profiles.rules import fold_name, sameness
from talent_register.imports.checking import engine, matching
from talent_register.imports.reading.orders import order_of
from talent_register.imports.resources import list_type_of
from talent_register.organisations.models import Organisation, Region

WORDS = ("status", "relationship")
SUPPLIED = [
    "clinician.given_names",
    "clinician.family_name",
    "clinician.work_email",
    "clinician.profession",
    ANY_NUMBER,
]
DATES = ("start_date", "expected_completion_date")


class First(ForeignKeyWidget):
    """The first with that name: two maps of regions share some."""

    def clean(self, value, row=None, **kwargs):
        return self.model.objects.filter(**{self.field: value}).first()


class Word(Widget):
    """A choice by its code, which lists write small."""

    def clean(self, value, row=None, **kwargs):
        return value.upper()


def fields(profession: str, specialty: str, grade: str, region: str, regulator: str) -> dict[str, Field]:
    """A column of the list each, with the widget that django-import-export has for what it holds. The arguments: by
    which of their fields things are named. People are found by their number, which hangs on the person as they do, so
    both are read here and written below."""
    columns = {
        "organisation_ref": ("organisation_ref", None),
        "first_names": ("clinician__given_names", None),
        "last_name": ("clinician__family_name", None),
        "work_email": ("clinician__work_email", None),
        "profession": ("clinician__profession", First(Profession, profession)),
        "specialty": ("specialty", First(Specialty, specialty)),
        "grade": ("grade", First(TrainingGrade, grade)),
        "programme": ("programme", None),
        "region": ("region", First(Region, region)),
        "employer_ods": ("employer", First(Organisation, "code")),
        **{name: (name, DateWidget()) for name in DATES},
        "whole_time_equivalent": ("whole_time", DecimalWidget()),
        **{name: (name, Word()) for name in WORDS},
    }
    found_by = {
        "regulator": ("clinician__registrations__regulator", First(Regulator, regulator)),
        "registration_number": ("clinician__registrations__number_key", None),
    }
    return {
        **{name: Field(to, name, widget) for name, (to, widget) in columns.items()},
        **{name: Field(to, name, widget, readonly=True) for name, (to, widget) in found_by.items()},
    }


class Lean(ModelResource):
    """What hangs on a place on a list (person, number, who supplied what) is saved by its hooks."""

    class Meta:
        model = Training
        import_id_fields = ("regulator", "registration_number")
        fields = ()

    def __init__(self, *, college):
        super().__init__()
        self.college, self.at = college, timezone.now()

    def init_instance(self, row=None):
        return Training(clinician=Clinician(), organisation=self.college)

    def before_save_instance(self, instance, row, **kwargs):
        person = instance.clinician
        person.reference = person.import_reference = row["organisation_ref"]
        person.family_key, person.given_key = fold_name(person.family_name), fold_name(person.given_names)
        person.created_at = person.updated_at = instance.updated_at = self.at
        person.supply, _is_new = Supply.objects.get_or_create(
            import_reference="PEER", fields=SUPPLIED, organisation=self.college, as_at=self.at.date()
        )
        person.save()
        instance.clinician = person

    def after_save_instance(self, instance, row, **kwargs):
        person, number = instance.clinician, row["registration_number"]
        regulator = self.fields["regulator"].clean(row)
        Registration.objects.create(
            clinician=person, regulator=regulator, number=number, number_key=number, created_at=self.at
        )


Lean.fields |= fields("name", "name", "abbreviation", "name", "short_name")

# Our own statements, asked for one row: who may be meant, and what each pair is worth. The row's values stand in every
# place that asks for them, so that the planner knows how rare each is and walks the indexes.
_INSERT = "INSERT INTO import_candidate\n    WITH "
_PAIRS = " UNION ALL ".join(f"SELECT a.row_id, c.id AS person FROM {way.join}" for way in (*ways.FIRST, *ways.REST))
_PAIRS = _PAIRS.replace("import_address a", "import_asked a").replace("= a.email", "= ANY(a.emails)")
ALIKE = f"""
    WITH import_asked AS NOT MATERIALIZED (
        SELECT 1::bigint AS row_id, %(regulator)s::bigint AS regulator_id, %(number)s::text AS number_key,
            %(family)s::text COLLATE "C" AS family, %(given)s::text COLLATE "C" AS given, %(born)s::date AS born,
            %(emails)s::text[] AS emails, '' AS print,
            %(family_bearers)s::bigint AS family_bearers, %(given_bearers)s::bigint AS given_bearers
    ), import_candidate AS (SELECT 0::bigint AS row_id, 0::bigint AS person WHERE false),
    import_pair AS ({_PAIRS}),
    {candidates.WEIGH.strip().removeprefix(_INSERT)}
"""
BEARERS = "SELECT {0}_key, count(*) FROM profiles_clinician WHERE {0}_key = ANY(%s) GROUP BY 1"


class SameWork(Lean):
    """The same, with our cleaning, our checks and our looking for people who are alike."""

    def before_import(self, dataset, **kwargs):
        self.list_type = list_type_of("trainees")
        mapping = matching.match(self.list_type, dataset.headers).mapping
        self.headings = {key: dataset.headers[index] for key, index in mapping.items()}
        self.context = engine.Context(
            as_at=self.at.date(),
            columns=frozenset(mapping),
            lookups=self.list_type.lookups({c.lookup for c in self.list_type.columns if c.lookup and c.key in mapping}),
        )
        engine.settle_orders({key: order_of(sorted(set(dataset[key]))) for key in DATES}, self.context)
        self.cleaners = {c.key: engine.Cleaner(c, self.context) for c in self.list_type.columns}
        self.people = max(sameness.FEWEST, Clinician.objects.count())
        self.bearers = {}
        with connection.cursor() as cursor:
            for one, column in (("family", "last_name"), ("given", "first_names")):
                cursor.execute(BEARERS.format(one), [list({fold_name(name) for name in dataset[column]})])
                self.bearers[one] = dict(cursor.fetchall())

    def before_import_row(self, row, row_number=0, **kwargs):
        checked = engine.Row(row_number, {key: row[heading] for key, heading in self.headings.items()})
        engine._clean(checked, self.cleaners)
        self.list_type.check_row(checked, self.context)
        if checked.has_problem():
            raise ValidationError([issue["code"] for issue in checked.issues])
        self.cleaned = checked.cleaned
        row.update({heading: self.cleaned.get(key, "") for key, heading in self.headings.items()})
        row["registration_number"] = self.cleaned.get("number_key", "")

    def get_instance(self, instance_loader, row):
        number = Registration.objects.select_related("clinician", "regulator").filter(
            regulator__code=row["regulator"], number_key=row["registration_number"]
        )
        if known := number.first():
            mine = {"clinician": known.clinician, "organisation": self.college}
            return Training.objects.filter(**mine).first() or Training(**mine)
        if self.alike(row):
            raise ValidationError("This may be somebody who is already on the register.")
        return None

    def alike(self, row) -> bool:
        """Whether somebody on the register is likely to be meant, or has the address."""
        own = self.cleaned
        values = {
            "regulator": self.fields["regulator"].clean(row).pk,
            "number": own.get("number_key"),
            "family": own["family_key"],
            "given": own["given_key"],
            "born": own.get("birth_date"),
            "emails": [own[key] for key in ("work_email", "personal_email") if key in own],
            "people": self.people,
            **{f"{one}_bearers": self.bearers[one].get(own[f"{one}_key"], 0) for one in ("family", "given")},
        }
        with connection.cursor() as cursor:
            cursor.execute(ALIKE, values)
            return any(by_email or probable for _row, _person, _points, by_email, probable, _p in cursor.fetchall())


SameWork.fields |= fields("code", "code", "code", "code", "code")


def seconds(kind: type[Lean], content: str, rows: int, college) -> float:
    """Seconds of reading the file, a dry run, reading it again and a real run, as the import page does it."""
    resource = kind(college=college)
    started = time.perf_counter()
    with transaction.atomic():
        for dry_run in (True, False):
            data = tablib.Dataset().load(content, format="csv")
            result = resource.import_data(data, dry_run=dry_run, raise_errors=True)
        took = time.perf_counter() - started
        assert result.totals["new"] == rows
        transaction.set_rollback(True)
    return took

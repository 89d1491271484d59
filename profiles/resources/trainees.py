"""Trainee lists: who is in training or a member, as their college or training body says."""

from functools import lru_cache, reduce
from itertools import chain
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from profiles.actions.same_person import withdraw
from profiles.models import ClaimToken, Regulator, Specialty, Training, TrainingGrade
from profiles.rules import fold_name, is_likely_birth_year
from talent_register.imports.checking.engine import Context, Row
from talent_register.imports.checking.issues import Issue
from talent_register.imports.checking.lookups import Lookup
from talent_register.imports.choices import Action, RowState
from talent_register.imports.reading.headings import fold
from talent_register.imports.resources import ListType, missing, warn
from talent_register.organisations.models import Organisation, OrganisationName, Region

from . import (
    applying,
    candidates,
    duplicates,
    matching,
    numbers,
    present,
    reconciling,
    same_person,
    undoing,
    writing,
)
from .columns import COLUMNS, END, FIRST_NAMES, LAST_NAME, NUMBERS, PERSONAL_EMAIL, START, WORK_EMAIL
from .professions import ProfessionLookup, professions

YEARS_AHEAD = 15
STATUS_NAMES = {
    "ACTIVE": ("current", "in training", "in post", "yes", "y", "true"),
    "OUT_OF_PROGRAMME": ("oop", "oope", "oopr", "oopt", "oopc", "oopp", "on oop"),
    "LEAVE": ("on leave", "maternity leave", "parental leave", "career break"),
    "LEFT": ("leaver", "resigned", "completed", "withdrawn"),
}
# How lists mark people who died, in a column of states. They are never added, invited or written to.
DECEASED = {"deceased", "died", "dead", "rip", "died in service", "death in service", "death"}
STATES = ("status", "relationship", "grade")


class TraineeResource(ListType):
    code = "trainees"
    name = _("Trainee list")
    makes_people = True
    has_present = True
    needs = _(
        "A last name, and a registration number or an email address. Everything else is up to you. Never include "
        "ethnicity, religion, health or other sensitive details: we do not read them."
    )
    columns = COLUMNS
    sentences = numbers.SENTENCES

    def lookups(self, needed):
        makers = {
            "regulator": lambda: Lookup.of((r.code, r.short_name, r.name) for r in Regulator.objects.in_use()),
            "profession": professions,
            "specialty": lambda: Lookup.of((s.code, s.name) for s in Specialty.objects.in_use()),
            "grade": lambda: Lookup.of((g.code, str(g), g.name) for g in TrainingGrade.objects.in_use()),
            "region": lambda: Lookup.of(
                (r.code, r.name, r.training_number_prefix) for r in Region.objects.order_by("kind")
            ),
            "employer": employers,
            "status": lambda: Lookup.of(
                (code, str(label), *STATUS_NAMES.get(code, ())) for code, label in Training.Status.choices
            ),
            "relationship": lambda: Lookup.of((code, str(label)) for code, label in Training.Relationship.choices),
        }
        return {name: makers[name]() for name in {*needed, "profession"}}

    def others(self, run):
        same_kind = Organisation.objects.filter(kind=run.organisation.kind).exclude(pk=run.organisation_id)
        return frozenset(code.casefold() for code in same_kind.values_list("code", flat=True))

    def check_row(self, row: Row, context: Context) -> None:
        self._check_alive(row)
        self._check_names(row, context)
        numbers.settle_number(row, context)
        self._check_profession(row, context)
        self._check_identity(row)
        self._check_dates(row, context)

    def note_duplicates(self, run):
        duplicates.note(run)

    def sentence(self, code, details):
        return super().sentence(details.get("wording") or code, details)

    def lacking(self, mapping):
        """A last name, and a number or an address."""
        identity = [column.key for column in NUMBERS] + [WORK_EMAIL, PERSONAL_EMAIL]
        lacking = super().lacking(mapping)
        return lacking if mapping.keys() & set(identity) else [*lacking, NUMBERS[0]]

    def match(self, run):
        return matching.match(run)

    def match_again(self, run, nobodys):
        return matching.match(run, nobodys=nobodys)

    def apply(self, run, *, by, at, progress):
        same_person.tell_of_deaths(run, by=by, at=at)
        return applying.apply(run, at=at, progress=progress)

    def suggestions(self, run):
        return applying.suggestions(run)

    def invited(self, run):
        """New people with an address. Who else hears something is known once the list is in effect."""
        new = run.rows.filter(state=RowState.READY, action=Action.NEW)
        addresses = (f"cleaned__{column}__isnull" for column in (WORK_EMAIL, PERSONAL_EMAIL))
        return new.filter(reduce(or_, (Q(**{address: False}) for address in addresses))).count()

    def letter_plan(self, run):
        return writing.plan(run, writing.of_trainees(run))

    def write_letters(self, run, *, not_before):
        return writing.write(run, writing.of_trainees(run), not_before)

    def letters_called_off(self, run, people):
        """The links in those letters open nothing any more."""
        ClaimToken.objects.filter(import_reference=run.reference, clinician__reference__in=list(people)).delete()

    def undo(self, run, *, by, at):
        self.stop_asking(run, at=at)
        return undoing.undo(run)

    def tell_undone(self, run):
        return writing.tell_undone(run)

    def undo_preview(self, run):
        return undoing.preview(run)

    def told(self, run, people):
        labels = {field: str(self.column(key).label) for field, (key, _own) in applying.SUGGESTED.items()}
        return reconciling.told(run, people, labels)

    def present(self, user, places):
        return chain.from_iterable(present.trainees(place, self) for place in sorted(places))

    def references(self, people):
        return reconciling.references(people)

    def shown(self, cleaned):
        number = cleaned.get("number")
        return {**super().shown(cleaned), **({str(NUMBERS[0].label): number} if number else {})}

    def name_of(self, cleaned):
        return " ".join(part for part in (cleaned.get(FIRST_NAMES), cleaned.get(LAST_NAME)) if part)

    def possible(self, run, rows):
        return matching.possible(run, rows)

    def can_ask(self, run, row):
        return same_person.can_ask(run, row)

    def ask(self, run, pairs, *, by, at):
        same_person.ask(run, pairs, by=by, at=at)

    def ask_team(self, run, rows, *, by, at):
        same_person.ask_team(run, rows, by=by, at=at)

    def asked(self, run, rows):
        return same_person.asked(run, rows)

    def asked_counts(self, run):
        return same_person.counts(run)

    def stop_asking(self, run, prints=None, *, at):
        return withdraw(run=run, prints=prints, at=at)

    def prints(self, people):
        return candidates.prints(people)

    def known(self, run, person_id):
        values = matching.known(run, person_id)
        return self.shown(values) if values else None

    def _check_alive(self, row):
        for key in STATES:
            cell = row.cell(key)
            if isinstance(cell, str) and _is_deceased(cell):
                row.issues = [issue for issue in row.issues if issue["column"] != key]
                row.cleaned.pop(key, None)
                row.add(self.column(key), warn("deceased"))

    def _check_names(self, row, context):
        last, comma, first = row.cleaned.get(LAST_NAME, "").partition(",")
        if comma and last.strip() and first.strip() and not row.cleaned.get(FIRST_NAMES):
            row.cleaned |= {LAST_NAME: last.strip(), FIRST_NAMES: first.strip()}
            details = {"value": f"{last},{first}"[:60], "last": last.strip(), "first": first.strip()}
            row.add(self.column(LAST_NAME), warn("name_split", **details))
        if not row.cleaned.get(LAST_NAME) and not row.has_problem(LAST_NAME):
            missing(row, self.column(LAST_NAME))
        has_one = not row.cleaned.get(FIRST_NAMES) and not row.has_problem(FIRST_NAMES, LAST_NAME)
        if has_one and FIRST_NAMES in context.columns:
            row.add(self.column(FIRST_NAMES), warn("one_name", name=row.cleaned[LAST_NAME][:60]))
        row.cleaned["family_key"] = fold_name(row.cleaned.get(LAST_NAME, ""))
        row.cleaned["given_key"] = fold_name(row.cleaned.get(FIRST_NAMES, ""))

    def _check_profession(self, row, context):
        """What the list does not say, the register the number is on often does. What disagrees is warned about."""
        known: ProfessionLookup = context.lookups["profession"]
        regulator, profession = row.cleaned.get("regulator"), row.cleaned.get("profession")
        if not regulator:
            return
        if profession:
            expected = known.regulators.get(profession)
            if expected and expected != regulator and expected.split("_")[0] != regulator.split("_")[0]:
                details = {"profession": known.label(profession), "regulator": regulator.upper()}
                row.add(self.column("profession"), warn("wrong_regulator", **details))
        elif guess := _implied_profession(regulator, row.cleaned.get("number_key", ""), known):
            row.cleaned["profession"] = guess

    def _check_identity(self, row):
        """Somebody must be reachable or recognisable: a number, or an address."""
        has_address = row.cleaned.get(WORK_EMAIL) or row.cleaned.get(PERSONAL_EMAIL)
        if row.cleaned.get("number_key") or row.has_problem(*(column.key for column in NUMBERS)):
            return
        column = next((c for c in NUMBERS if c.key in row.raw), NUMBERS[0])
        if has_address:
            row.add(column, warn("no_number"))
        else:
            row.add(column, Issue("required_missing", details={"wording": "missing_identity"}))

    def _check_dates(self, row, context):
        start, end, born = row.cleaned.get(START), row.cleaned.get(END), row.cleaned.get("birth_date")
        this_year = context.as_at.year
        if start and end and end < start:
            shown = _as_typed(row, END), _as_typed(row, START)
            row.add(self.column(END), Issue("end_before_start", details={"value": shown[0], "start": shown[1]}))
        elif end and int(end[:4]) > this_year + YEARS_AHEAD:
            row.add(self.column(END), warn("date_far", value=_as_typed(row, END)))
        if born and not is_likely_birth_year(int(born[:4]), this_year):
            row.add(self.column("birth_date"), warn("birth_date_unlikely", value=_as_typed(row, "birth_date")))


@lru_cache(maxsize=2_000)
def _is_deceased(state: str) -> bool:
    return fold(state) in DECEASED


def _as_typed(row: Row, key: str) -> str:
    cell = row.cell(key)
    return cell["date"] if isinstance(cell, dict) else str(cell)


def _implied_profession(regulator: str, number: str, known: ProfessionLookup) -> str:
    if regulator == "hcpc":
        return known.prefixes.get(number.rstrip("0123456789"), "")
    if regulator == "gphc":
        return "pharmacist" if number.startswith("2") else "pharmacy_technician"
    code = numbers.FAMILY_OF.get(regulator, "")
    return code if code in known.regulators else ""


def employers() -> Lookup:
    names: dict[str, list[str]] = {}
    for code, name in OrganisationName.objects.values_list("organisation__code", "name"):
        names.setdefault(code, []).append(name)
    bodies = Organisation.objects.order_by("disabled_on").values_list("code", "name")
    return Lookup.of(((code, name, *names.get(code, ())) for code, name in bodies), is_short=False)

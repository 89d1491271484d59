"""What the pages of columns, values, problems and possible matches show."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from talent_register.imports.actions.rows import why_asked
from talent_register.imports.checking.cells import shown
from talent_register.imports.checking.engine import MISFIT
from talent_register.imports.checking.issues import PROBLEM, WARNING
from talent_register.imports.checking.lookups import Lookup
from talent_register.imports.choices import WAITING, Answer, RowState
from talent_register.imports.models import ImportRun
from talent_register.imports.rules import asked_until, first_letter_day

from .downloads import whole_cell
from .findings import heading_of, in_words

SAMPLES = 3
IDENTITY = ("regulator", "number")
UNKNOWN = ("unknown_value", "unknown_employer")
TWICE = ("duplicate_in_file", "duplicate_email", "duplicate_person")
CAUSES = {
    "required_missing": _("missing"),
    "registration_number_format": _("not a full number"),
    "email_format": _("not a full address"),
    "not_a_date": _("not a date"),
    "day_missing": _("no day"),
    "end_before_start": _("before the start date"),
    "unknown_value": _("not on our list"),
    "unknown_employer": _("not found"),
    "duplicate_in_file": _("twice in the file"),
    "duplicate_email": _("twice in the file"),
    "duplicate_person": _("twice in the file"),
    "person_not_found": _("not on your list"),
    "too_long": _("too long"),
    "formula": _("a formula"),
    "formula_unsaved": _("a formula"),
    "too_many_cells": _("too many cells"),
    "too_few_cells": _("too few cells"),
    "lost_leading_zero": _("0s are missing"),
    "no_number": _("missing"),
    "two_digit_year": _("a year of 2 digits"),
    "date_far": _("far away"),
    "mixed_scripts": _("two alphabets"),
    "double_encoded": _("letters that were damaged"),
    "name_split": _("two names in one"),
    "one_name": _("one name only"),
    "damaged_letter": _("a letter that was damaged"),
    "error_value": _("an error of the spreadsheet"),
    "science": _("not a full number"),
    "not_a_share": _("not a share of full time"),
    "not_text": _("characters that do not belong here"),
    "undecodable": _("characters that could not be read"),
    "birth_date_unlikely": _("an unlikely age"),
    "wrong_regulator": _("does not go with the number"),
    "number_unusual": _("an unusual number"),
    "regulator_unknown": _("no regulator"),
}
OTHER_CAUSE = {PROBLEM: _("cannot be used"), WARNING: _("unusual")}


@dataclass
class TheirColumn:
    """One column of their file."""

    heading: str
    samples: list[str]
    field: object
    sure: str


def columns(run: ImportRun, form) -> list[TheirColumn]:
    """Their columns with sample values of those that are kept, and the select of each."""
    matched = {index: key for key, index in run.mapping.items()}
    first = [row.raw for row in run.rows.order_by("number")[:20]]
    shown_columns = []
    for index, heading in enumerate(run.headings):
        name = f"column-{index}"
        if name not in form.fields:
            continue
        key = matched.get(index, "")
        samples = _samples(run, key, first) if key else []
        shown_columns.append(TheirColumn(heading, samples, form[name], run.sure.get(key, "") if key else ""))
    return shown_columns


def accented(run: ImportRun) -> list[str]:
    """Names with accents, to be looked at where the encoding of a file was told from its letters alone."""
    if not {"cp1252", "mac_roman"} & set(run.changed_silently):
        return []
    names = [key for key in ("first_names", "last_name") if key in run.mapping]
    rows = run.rows.filter(reduce(or_, (Q(**{f"raw__{key}__regex": "[^ -~]"}) for key in names), Q(pk__in=[])))
    found = (" ".join(shown(raw.get(key, "")) for key in names) for raw in rows.values_list("raw", flat=True)[:SAMPLES])
    return list(dict.fromkeys(found))


def _samples(run: ImportRun, key: str, first: list[dict]) -> list[str]:
    """Different values of a column from the first rows; where those have none, from the first rows that do."""
    if not any(key in raw for raw in first):
        first = run.rows.filter(raw__has_key=key).order_by("number").values_list("raw", flat=True)[:SAMPLES]
    return list(dict.fromkeys(shown(raw[key]) for raw in first if raw.get(key) not in (None, "")))[:SAMPLES]


@dataclass
class Value:
    """One value of theirs that is not on our list."""

    text: str
    rows: int
    code: str
    label: str
    field: str


@dataclass
class Group:
    """The unknown values of one column."""

    key: str
    heading: str
    lookup: Lookup
    values: list[Value] = field(default_factory=list)


def value_groups(run: ImportRun, list_type) -> list[Group]:
    """Values to match, with a suggestion where one is near."""
    tally: Counter = Counter()
    near: dict[tuple[str, str], str] = {}
    for issues in run.rows.filter(state=RowState.PROBLEM).values_list("issues", flat=True).iterator(2_000):
        for issue in issues:
            if issue["code"] in UNKNOWN:
                pair = issue["column"], issue["details"]["value"]
                tally[pair] += 1
                near[pair] = issue["details"].get("suggested", "")
    for key, values in run.suggested.items():
        for text, code in values.items():
            near[key, text] = code
            tally[key, text] = run.rows.filter(**{f"cleaned__{key}": code}).filter(**{f"raw__{key}": text}).count()
    keys = {key for key, _text in tally}
    lookups = list_type.lookups({list_type.column(key).lookup for key in keys})
    groups = {key: Group(key, heading_of(run, list_type, key), lookups[list_type.column(key).lookup]) for key in keys}
    for number, ((key, text), rows) in enumerate(sorted(tally.items(), key=lambda pair: (pair[0][0], -pair[1]))):
        code = near[key, text]
        label = groups[key].lookup.label(code) if code else ""
        groups[key].values.append(Value(text, rows, code, label, f"value-{number}"))
    return list(groups.values())


def causes(run: ImportRun, list_type, rows=None, level: str = PROBLEM) -> list[dict]:
    """How many rows have each kind of problem, or of these rows each kind of warning."""
    tally: Counter = Counter()
    rows = run.rows.filter(state=RowState.PROBLEM) if rows is None else rows
    for issues in rows.values_list("issues", flat=True).iterator(2_000):
        tally.update({(issue["column"], issue["code"]) for issue in issues if issue["level"] == level})
    return [
        {
            "heading": heading_of(run, list_type, key),
            "words": (CAUSES | list_type.causes).get(code, OTHER_CAUSE[level]),
            "key": key,
            "code": code,
            "rows": rows,
            "may_confirm": code == "day_missing",
        }
        for (key, code), rows in tally.most_common()
    ]


def problems(run: ImportRun, list_type, rows, level: str = PROBLEM) -> list[dict]:
    """The problems (or warnings) of these rows, each with what to type into."""
    found = []
    for row in rows:
        for issue, words in zip(row.issues, in_words(run, list_type, [row]), strict=True):
            if issue["level"] == level:
                problem = {**words, "key": issue["column"], "typed": _typed(row, issue)}
                problem |= {key: issue["details"].get(key, "") for key in ("proposed", "words")}
                twin = issue["details"]["other_row"] if issue["code"] in TWICE else None
                problem |= {
                    "is_whole_row": issue["column"] == MISFIT,
                    "rows": sorted([row.number, twin]) if twin else [],
                }
                found.append({**problem, "place": place_of(problem)})
    return found


def _typed(row, issue: dict) -> str:
    """What stands in the field of a value: all of it, because what is saved there takes its place."""
    key = issue["column"]
    return whole_cell(row, key) if key in row.fixes or key in row.raw else issue["value"]


def still(left: int) -> str:
    """How many rows still have a problem."""
    words = ngettext("%(left)s row still has a problem", "%(left)s rows still have a problem", left)
    return words % {"left": left} if left else gettext("All rows are ready")


def place_of(problem: dict) -> str:
    """The anchor of a problem on its page."""
    return f"row-{problem['row']}-{slugify(problem['key']) or 'whole'}"


@dataclass
class Possible:
    """Somebody a row may be. `rows` compares values, only where this organisation supplied the person."""

    person_id: int
    why: str
    rows: list[dict]
    mark: str
    asked: str = ""
    may_ask: bool = False


@dataclass
class Card:
    """One row that may be somebody the register knows, likeliest first. `said`: the row where nothing compares it."""

    number: int
    name: str
    people: list[Possible]
    is_same_number: bool
    said: dict[str, str]
    field: object = None


def cards(run: ImportRun, list_type, rows) -> list[Card]:
    """Possible matches; what the register holds is shown only of people whom this organisation supplied."""
    rows = list(rows)
    possible = list_type.possible(run, [row for row in rows if why_asked(row) != "number"])
    asked, never = list_type.asked(run, rows), {"words": "", "may_ask": True}
    made = []
    for row in rows:
        people = []
        for person, why in possible.get(row.pk) or [(row.person_id, why_asked(row))]:
            before = asked.get((row.pk, person), never)
            compared, mark = _compared(run, list_type, row, person), _mark(run, row, person)
            may_ask = before["may_ask"] and list_type.can_ask(run, row)
            people.append(Possible(person, why, compared, mark, before["words"], may_ask))
        said = {} if any(person.rows for person in people) else list_type.shown(row.cleaned)
        made.append(Card(row.number, list_type.name_of(row.cleaned), people, why_asked(row) == "number", said))
    return made


def days_to_answer(run: ImportRun, now: datetime) -> dict[str, str]:
    """When questions to people would leave, and until when they could answer."""
    day = first_letter_day(now, run.organisation.nation)
    return {"day": date_format(day, "j F Y"), "until": date_format(asked_until(day), "j F Y")}


def waiting(run: ImportRun, list_type) -> list[dict]:
    """Rows that wait until the people they are about have answered: number, name, and until when."""
    rows = list(run.rows.filter(answer__in=WAITING, state=RowState.LEFT_OUT).order_by("number"))
    words = {row: said["words"] for (row, _person), said in list_type.asked(run, rows).items()}
    words |= {row.pk: gettext("We asked the programme team") for row in rows if row.answer == Answer.TEAM}
    return [
        {"number": row.number, "name": list_type.name_of(row.cleaned), "words": words.get(row.pk, "")} for row in rows
    ]


def _compared(run: ImportRun, list_type, row, person_id: int) -> list[dict]:
    theirs = list_type.shown({key: row.cleaned[key] for key in row.cleaned if key not in IDENTITY})
    ours = list_type.known(run, person_id)
    if not ours:
        return []
    return [{"label": label, "left": ours.get(label, ""), "right": value} for label, value in theirs.items()]


def _mark(run: ImportRun, row, person_id: int) -> str:
    """What a form calls a person by: it means nothing elsewhere, and stays when the order changes."""
    return salted_hmac("imports.possible", f"{run.reference}:{row.number}:{person_id}").hexdigest()[:12]

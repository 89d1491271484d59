"""Reading and checking a file as the background does, without the database: what is refused, kept and found."""

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import date

import openpyxl

from profiles.resources import TraineeResource
from profiles.resources.professions import ProfessionLookup
from talent_register.imports import refusals
from talent_register.imports.checking import engine, matching
from talent_register.imports.checking.lookups import Lookup
from talent_register.imports.reading import Refused, opened
from talent_register.imports.staging import kept_rows

HEADINGS = ["GMC number", "Last name", "First names", "Email", "Grade", "Start date", "End date"]
GOOD = ["7000001", "Okoro", "Amara", "amara@nhs.example", "ST4", "05/08/2024", "04/08/2029"]


@dataclass
class Judged:
    """What became of a file."""

    refused: str = ""
    sentence: str = ""
    rows: list[engine.Row] = field(default_factory=list)
    found: list[tuple] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    repairs: set[str] = field(default_factory=set)
    dropped: list[str] = field(default_factory=list)
    sheets: list[dict] = field(default_factory=list)
    blank: int = 0
    counted: int = 0
    header_row: int = 0

    @property
    def accepted(self):
        return [row for row in self.rows if not row.has_problem()]


def lookups():
    professions = ProfessionLookup.of([("doctor", "Doctor"), ("nurse", "Nurse")])
    professions.regulators, professions.prefixes = {"doctor": "gmc", "nurse": "nmc"}, {}
    some = {column.lookup: Lookup.of([]) for column in TraineeResource.columns if column.lookup}
    grades = Lookup.of([("st4", "ST4"), ("st5", "ST5")])
    regulators = Lookup.of([("gmc", "GMC"), ("nmc", "NMC"), ("gdc", "GDC"), ("hcpc", "HCPC")])
    statuses = Lookup.of([("ACTIVE", "Active"), ("LEFT", "Left")])
    return {**some, "grade": grades, "regulator": regulators, "status": statuses, "profession": professions}


def judge(content: bytes, limits=None) -> Judged:
    kind = TraineeResource()
    judged = Judged()
    dates = [column.key for column in kind.columns if column.kind == "date"]
    try:
        with opened(content, known=kind.known_headings(), limits=limits) as reader:
            table = reader.table
            matched = matching.match(kind, table.headings)
            reader.keep(matched.mapping, dates)
            known = {"columns": frozenset(matched.mapping), "lookups": lookups(), "is_1904": table.is_1904}
            context = engine.Context(as_at=date(2026, 8, 1), **known)
            engine.settle_orders(reader.orders, context)
            rows = kept_rows(reader, {})
            judged.rows = list(engine.check(kind, rows, context, lambda done: None))
    except Refused as no:
        judged.refused, judged.sentence = no.code, refusals.sentence(no.code, no.details)
        return judged
    headings = {key: table.headings[index] for key, index in matched.mapping.items()}
    for row in judged.rows:
        for issue in row.issues:
            words = kind.sentence(issue["code"], issue["details"])
            heading = headings.get(issue["column"], issue["column"])
            judged.levels.append(issue["level"])
            judged.found.append((row.number, heading, issue["value"], issue["code"], words))
    judged.keys = {heading: "number_key" if "@" in key else key for key, heading in headings.items()}
    judged.repairs = {*context.repairs, *table.notices}
    judged.dropped = [column["heading"] for column in matched.dropped]
    judged.sheets, judged.blank, judged.counted = table.sheets, table.blank, table.count
    judged.header_row = table.header_row
    return judged


def text(*rows, separator=",", end="\n"):
    """A text file of these rows below the usual column names."""
    kept = io.StringIO()
    csv.writer(kept, delimiter=separator, lineterminator=end).writerows([HEADINGS, *rows])
    return kept.getvalue()


def changed(**cells):
    """The good row with some cells changed: number, last, first, email, grade, start, end."""
    names = ("number", "last", "first", "email", "grade", "start", "end")
    return [cells.get(name, value) for name, value in zip(names, GOOD, strict=True)]


def book(*rows, headings=HEADINGS, prepare=lambda book, sheet: None):
    """A workbook of these rows below the usual column names."""
    made = openpyxl.Workbook()
    made.active.title = "Trainees"
    for row in (headings, *rows):
        made.active.append(row)
    prepare(made, made.active)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def repacked(content: bytes, **parts: bytes) -> bytes:
    """A zip file with some of its parts replaced or added ("/" is written "__")."""
    new = {name.replace("__", "/"): part for name, part in parts.items()}
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as out:
        for name in old.namelist():
            if name not in new:
                out.writestr(name, old.read(name))
        for name, part in new.items():
            out.writestr(name, part)
    return kept.getvalue()


def open_document(*rows):
    """The least that is a spreadsheet of LibreOffice."""
    name = "application/vnd.oasis.opendocument.spreadsheet"
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows)
    table = f'<table:table table:name="Trainees">{lines}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as out:
        out.writestr("mimetype", name)
        out.writestr("content.xml", f"{head}<office:document-content {spaces}>{body}</office:document-content>")
        entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{name}"/>'
        space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        out.writestr("META-INF/manifest.xml", f"{head}<manifest:manifest {space}>{entry}</manifest:manifest>")
    return kept.getvalue()

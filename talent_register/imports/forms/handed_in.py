"""What a program sends: a file or rows, whose list it is, and what to do with it. The pages ask the same questions."""

import csv
import io
import json

from django import forms
from django.utils.translation import gettext_lazy as _

from talent_register.common.machines import mistake
from talent_register.imports import refusals
from talent_register.imports.choices import Mode
from talent_register.imports.reading.kinds import kind_of
from talent_register.imports.reading.table import Limits, Refused

FIELDS = ("list_type", "organisation", "scope", "mode", "check_only", "file_name")
LONGEST_KEY = 100
PLAIN = (str, int, float, bool, type(None))


class Unreadable(Exception):
    """What was sent cannot be read: where, what was found, how to mend it."""

    def __init__(self, where: str, words: str, found: object = ""):
        super().__init__(words)
        self.mistake = mistake("not_understood", words, where=where, found=str(found))


class HandedInForm(forms.Form):
    """The questions beside the list itself."""

    list_type = forms.ChoiceField(
        error_messages={
            "required": _("Say which kind of list this is."),
            "invalid_choice": _("“%(value)s” is no kind of list. The kinds are at /api/."),
        }
    )
    organisation = forms.CharField(required=False, max_length=20)
    scope = forms.CharField(required=False, max_length=80)
    mode = forms.ChoiceField(
        required=False,
        choices=Mode.choices,
        error_messages={"invalid_choice": _("“%(value)s” is no mode. Use ADD, REPLACE or CHECK.")},
    )
    check_only = forms.BooleanField(required=False)
    file_name = forms.CharField(required=False, max_length=255)

    def __init__(self, *args, organisation, list_types, **kwargs):
        super().__init__(*args, **kwargs)
        self.code, self.kinds = organisation.code, list_types
        self.fields["list_type"].choices = [(code, kind.name) for code, kind in list_types.items()]

    def clean_organisation(self):
        code = self.cleaned_data["organisation"]
        if code and code.casefold() != self.code.casefold():
            words = _("“%(found)s” is not the organisation of this token. Leave it out, or use its own token.")
            raise forms.ValidationError(words, code="other_organisation", params={"found": code})
        return code

    def clean(self):
        given = self.cleaned_data
        given["mode"] = Mode.CHECK if given.get("check_only") else given.get("mode") or Mode.ADD
        kind = self.kinds.get(given.get("list_type"))
        if kind and given["mode"] == Mode.REPLACE and not kind.can_replace:
            self.add_error("mode", _("Only a trainee list can replace the current list. Use ADD."))
        return given

    def mistakes(self) -> list[dict]:
        """What is wrong, field by field."""
        found = self.errors.get_json_data()
        return [
            mistake(error["code"] or "not_possible", error["message"], where=name, found=self.data.get(name, ""))
            for name, errors in found.items()
            for error in errors
        ]


def sent_by(request) -> tuple[dict, str, bytes]:
    """The answers, the file's name and its bytes, from a form with a file or from JSON with rows."""
    if request.content_type == "application/json":
        return _from_json(request.body)
    if request.content_type != "multipart/form-data":
        words = _("Send multipart/form-data with a file, or application/json with rows.")
        raise Unreadable("Content-Type", words, request.content_type)
    file = request.FILES.get("file")
    if file is None:
        raise Unreadable("file", _("There is no file. Send the list in the part called “file”."))
    return request.POST.dict(), file.name, file.read()


def _from_json(body: bytes) -> tuple[dict, str, bytes]:
    try:
        given = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError) as no:
        raise Unreadable("", _("This is not JSON. Compare it with the example at /api/.")) from no
    if not isinstance(given, dict):
        raise Unreadable("", _("Send one JSON object with “list_type” and “rows”."), type(given).__name__)
    answers = {name: given[name] for name in FIELDS if given.get(name) is not None}
    for name, value in answers.items():
        if not isinstance(value, PLAIN):
            raise Unreadable(name, _("This has to be plain text."), type(value).__name__)
    return answers, str(answers.get("file_name") or "rows.csv"), as_file(given.get("rows"))


def _no_number(name: str) -> None:
    raise ValueError(name)


def as_file(rows: object) -> bytes:
    """Rows of JSON as a CSV: the names as headings in row 1, the first row as row 2."""
    if not isinstance(rows, list) or not rows:
        raise Unreadable("rows", _("Send at least one row, like {“Last name”: “Okafor”}."))
    headings: dict[str, None] = {}
    for number, row in enumerate(rows, start=2):
        if not isinstance(row, dict):
            raise Unreadable(f"row {number}", _("Each row is an object of column names and values."), row)
        for name, cell in row.items():
            if not isinstance(cell, PLAIN):
                raise Unreadable(f"row {number}, {name}", _("A value is text, a number, true, false or null."), cell)
            headings[name] = None
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_line(name) for name in headings])
    writer.writerows([[_line(row.get(name)) for name in headings] for row in rows])
    return out.getvalue().encode("utf-8", "replace")


def _line(cell: object) -> str:
    """A cell on one line, so that the numbers of rows stay those of what was sent."""
    return "" if cell is None else " ".join(str(cell).splitlines())


def look_at(content: bytes) -> None:
    """Refuse at once what can be seen to be no list. Raises Unreadable with the code and words of the pages."""
    limits = Limits()
    try:
        if len(content) > limits.size:
            raise Refused("too_large", megabytes=limits.size // 1024 // 1024)
        kind_of(content, limits)
    except Refused as no:
        wrong = Unreadable("file", refusals.sentence(no.code, no.details))
        wrong.mistake["code"] = no.code
        raise wrong from no


def key_of(request) -> str:
    """The key under which the same list may be sent again without a second import."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise Unreadable("Idempotency-Key", _("Use a key of up to 100 letters and numbers."), key)
    return key

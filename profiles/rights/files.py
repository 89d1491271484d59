"""A person's copy as one ZIP file: a page to read, a file for programs, a table for each table."""

import io
import json
import zipfile
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

from talent_register.common.tables import csv_lines

from .copying import Table

READ_ME, EVERYTHING = "read-me-first.html", "everything.json"


def archive(
    *, tables: list[Table], left_out: list[tuple[str, str]], reference: str, at: datetime, **words: Any
) -> bytes:
    """The bytes of the file."""
    buffer = io.BytesIO()
    page = {"tables": tables, "left_out": left_out, "reference": reference, "at": at, **words}
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(READ_ME, render_to_string("profiles/data_copy.html", page))
        file.writestr(EVERYTHING, _json(tables, left_out, reference, at))
        for table in tables:
            rows = ([_cell(row[name]) for name in table.columns] for row in table.rows)
            file.writestr(f"tables/{table.name}.csv", "".join(csv_lines(list(table.columns), rows)))
    return buffer.getvalue()


def _json(tables: list[Table], left_out: list[tuple[str, str]], reference: str, at: datetime) -> str:
    everything = {
        "made_at": at,
        "reference": reference,
        "tables": {table.name: table.rows for table in tables},
        "left_out": dict(left_out),
    }
    return json.dumps(everything, cls=_Encoder, indent=2, ensure_ascii=False)


def _cell(value: Any) -> Any:
    return json.dumps(value, cls=_Encoder, ensure_ascii=False) if isinstance(value, dict | list) else value


class _Encoder(DjangoJSONEncoder):
    """Bytes and whatever else a column may hold are said, not refused."""

    def default(self, o: Any) -> Any:
        return f"{len(o)} bytes" if isinstance(o, bytes | memoryview) else super().default(o)

"""The parent's half: hand the bytes to the child, take the table or the refusal."""

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from .table import Limits, Refused, Table

CHILD = "import sys; sys.path.insert(0, sys.argv[1]); from reading.worker import main; main()"
ROOM = str(Path(__file__).resolve().parents[1])


def read(
    content: bytes,
    *,
    known: Iterable[str],
    sheet: str = "",
    header_row: int | None = None,
    limits: Limits | None = None,
) -> Table:
    """Read a file in a child process. `known` are the folded headings that the list type understands."""
    limits = limits or Limits()
    if len(content) > limits.size:
        raise Refused("too_large", megabytes=limits.size // 1024 // 1024)
    order = {"known": sorted(known), "sheet": sheet, "header_row": header_row, "limits": asdict(limits)}
    try:
        child = subprocess.run(  # noqa: S603 our own interpreter and our own code
            [sys.executable, "-I", "-c", CHILD, ROOM],
            input=json.dumps(order).encode() + b"\n" + content,
            capture_output=True,
            timeout=2 * limits.seconds,
            env={"PYTHONIOENCODING": "utf-8"},
        )
    except subprocess.TimeoutExpired as slow:
        raise Refused("too_large_unpacked") from slow
    lines = child.stdout.splitlines()
    if child.returncode or not lines:
        raise Refused("broken")
    first = json.loads(lines[0])
    if "refused" in first:
        raise Refused(first["refused"], **first["details"])
    table = Table(**first["table"])
    table.rows = [tuple(json.loads(line)) for line in lines[1:]]
    return table

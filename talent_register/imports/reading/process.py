"""The parent's half: hand the bytes to the child, take the table's shape, then only the cells that are kept.

The conversation: order and bytes in, shape out; which columns to keep in, rows out. The rows stay in the child until
they are asked for, and leave it a line at a time, so that the parent's memory does not grow with the file.
"""

import fcntl
import json
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from itertools import chain
from pathlib import Path

from .orders import Order
from .table import Cell, Limits, Refused, Table

CHILD = "import sys; sys.path.insert(0, sys.argv[1]); from reading.worker import main; main()"
ROOM = str(Path(__file__).resolve().parents[1])
# Rows that wait between child and parent: the child reads on while the parent writes some thousand to the database.
AHEAD = 1024 * 1024


class Reader:
    """A file that was recognised: its shape in `table`, its rows still in the child."""

    def __init__(self, child: subprocess.Popen, table: Table):
        self.child, self.table = child, table
        self.orders: dict[str, Order] = {}

    def keep(self, mapping: dict[str, int], date_columns: Iterable[str] = ()) -> "Reader":
        """Say which of their columns are kept (key → index), and which of those hold dates."""
        wanted = {"keep": mapping, "dates": [key for key in date_columns if key in mapping]}
        _send(self.child, [json.dumps(wanted).encode() + b"\n"])
        self.orders = {key: Order(**order) for key, order in _answer(self.child).get("orders", {}).items()}
        return self

    def rows(self) -> Iterator[tuple[int, dict, str]]:
        """(number, kept cells by key, width) of every row that is not blank. Width: see `misfit` in the worker."""
        for number, kept, width in self.lines():
            yield number, json.loads(kept), width

    def lines(self) -> Iterator[tuple[int, str, str]]:
        """The same, with the cells as JSON."""
        for line in self.child.stdout:
            number, width, kept = line.decode("ascii").rstrip("\n").split("\t", 2)
            yield int(number), kept, width
        if self.child.wait():
            raise Refused("broken")


@contextmanager
def opened(
    content: bytes | Iterable[bytes],
    *,
    known: Iterable[str],
    size: int = 0,
    sheet: str = "",
    header_row: int | None = None,
    limits: Limits | None = None,
) -> Iterator[Reader]:
    """Recognise a file in a child process. `known` are the folded headings that the list type understands. Content may
    come in pieces, none of which is kept here; their `size` is told then."""
    order = {"known": sorted(known), "sheet": sheet, "header_row": header_row}
    with _asked(content, order, size=size, limits=limits or Limits()) as child:
        yield Reader(child, Table(**_answer(child)["table"]))


def first_rows(
    content: bytes | Iterable[bytes], *, known: Iterable[str], count: int, size: int = 0, sheet: str = ""
) -> list[list[Cell]]:
    """The first rows of a file as they stand, blank ones too: to show, not to keep."""
    order = {"known": sorted(known), "sheet": sheet, "first": count}
    with _asked(content, order, size=size, limits=Limits()) as child:
        return _answer(child)["first"]


def fresh() -> subprocess.Popen:
    """A child that waits for its order."""
    child = subprocess.Popen(  # noqa: S603 our own interpreter and our own code
        [sys.executable, "-I", "-c", CHILD, ROOM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONIOENCODING": "utf-8"},
    )
    with suppress(OSError):  # where the system lends no more, it works as well, but slower
        fcntl.fcntl(child.stdout, fcntl.F_SETPIPE_SZ, AHEAD)
    return child


@contextmanager
def _asked(content: bytes | Iterable[bytes], order: dict, *, size: int, limits: Limits) -> Iterator[subprocess.Popen]:
    """A child that has its order and the bytes, until it is not needed any more."""
    if isinstance(content, bytes):
        content, size = [content], len(content)
    if size > limits.size:
        raise Refused("too_large", megabytes=limits.size // 1024 // 1024)
    order = {"header_row": None, "first": 0, **order, "limits": asdict(limits), "size": size}
    child = fresh()
    slow = threading.Event()
    watch = threading.Timer(2 * limits.seconds, lambda: (slow.set(), child.kill()))
    watch.start()
    try:
        _send(child, chain([json.dumps(order).encode() + b"\n"], content))
        yield child
    except Refused as no:
        if slow.is_set():
            raise Refused("too_large_unpacked") from no
        raise
    finally:
        watch.cancel()
        child.kill()
        with suppress(BrokenPipeError):
            child.communicate()


def _send(child: subprocess.Popen, parts: Iterable[bytes]) -> None:
    """Write to the child; one that ended already has said why, or nothing."""
    with suppress(BrokenPipeError):
        for part in parts:
            child.stdin.write(part)
        child.stdin.flush()


def _answer(child: subprocess.Popen) -> dict:
    line = child.stdout.readline()
    if not line:
        raise Refused("broken")
    answer = json.loads(line)
    if "refused" in answer:
        raise Refused(answer["refused"], **answer["details"])
    return answer


def read(content: bytes, **how) -> Table:
    """The whole table with every column, for files that are known to be small."""
    with opened(content, **how) as reader:
        table = reader.table
        width = range(len(table.headings))
        reader.keep({str(index): index for index in width})
        for number, kept, _width in reader.rows():
            table.rows.append((number, [kept.get(str(index), "") for index in width]))
    return table

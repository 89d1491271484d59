"""How much memory an import takes in the worker and in the child that reads the file, at growing numbers of rows.

`./test bench imports_memory [ROWS …]` (10,000, 50,000 and 100,000 unless given), each as CSV and as XLSX, checked and
applied by a process that did nothing before; then a workbook that is a bomb. Prints one JSON object a line: the peaks
of resident memory in megabytes, as the kernel counted them.
"""

import io
import json
import os
import sys
import threading
import time
import zipfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import django
import xlsxwriter
from django.conf import settings
from django.utils import timezone

from talent_register.imports.actions import runs
from talent_register.imports.reading import Refused, opened
from tests.benchmarks import imports
from tests.benchmarks._goals import goal
from tests.factories.organisations import OrganisationFactory
from tests.factories.reference import load_reference

SIZES = (10_000, 50_000, 100_000)
LOOK_EVERY = 0.01  # seconds between two looks at the child
MOST, FLAT = 300, 0.25  # megabytes of a process, and the share by which ten times the rows may add to them


def main() -> None:
    os.environ["SECRET_KEY"] = settings.SECRET_KEY  # other processes must open what this one sealed
    load_reference()
    college = OrganisationFactory(code="BENCH", slug="bench", name="Bench College", kind="COLLEGE")
    first = 1_000_000
    peaks = {}
    for size in [int(argument) for argument in sys.argv[1:]] or SIZES:
        for kind, made in (("csv", imports.as_csv), ("xlsx", as_xlsx)):
            content = made(imports.people(size, first))
            first += size
            line = {"bench": "imports_memory", "rows": size, "kind": kind, "file": megabytes(len(content))}
            line |= through(content, kind, college)
            print(json.dumps(line), flush=True)
            for process in ("worker_megabytes", "reader_megabytes"):
                peaks.setdefault((process, kind), []).append(line[process])
    for (process, kind), found in peaks.items():
        goal("imports_memory", f"{process}, {kind}", max(found), at_most=MOST)
        grown = round((found[-1] - found[0]) / found[0], 2)
        goal("imports_memory", f"{process}, {kind}, grown by the share", grown, at_most=FLAT)
    packed = bomb()
    line = {"bench": "imports_memory", "kind": "bomb", "file": megabytes(len(packed))}
    line |= alone(refuse, packed)
    print(json.dumps(line), flush=True)
    goal("imports_memory", "seconds to refuse a bomb", line["seconds"], at_most=1)
    goal("imports_memory", "reader_megabytes, bomb", line["reader_megabytes"], at_most=100)


def through(content: bytes, kind: str, college) -> dict:
    """Check and apply a file in a process of its own; its peak, and that of the child it read the file with."""
    now = timezone.now()
    run = runs.start(organisation=college, list_type="trainees", by=None, at=now)
    runs.take_file(run=run, name=f"list.{kind}", content=content, by=None, at=now)
    checked = alone(imports.carry_on, run.pk)
    run.refresh_from_db()
    run = runs.settle_all(run=run, at=now)
    runs.confirm(run=run, by=None, at=now, declared=True)
    applied = alone(imports.carry_on, run.pk)
    return {
        "new": run.ready_count,
        "worker_megabytes": max(checked["worker_megabytes"], applied["worker_megabytes"]),
        "reader_megabytes": checked["reader_megabytes"],
        "check_seconds": checked["seconds"],
        "apply_seconds": applied["seconds"],
    }


def alone(work, *arguments) -> dict:
    """What a piece of work took in a process that did nothing else."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=django.setup) as room:
        return room.submit(watched, work, *arguments).result()


def watched(work, *arguments) -> dict:
    """Do it; the seconds, and the peaks of this process and of its children."""
    children = Children()
    children.start()
    started = time.perf_counter()
    work(*arguments)
    seconds = time.perf_counter() - started
    children.done.set()
    children.join()
    return {
        "seconds": round(seconds, 2),
        "worker_megabytes": megabytes(peak("self")),
        "reader_megabytes": megabytes(max(children.peaks.values(), default=0)),
    }


class Children(threading.Thread):
    """Looks at the children of this process until `done`. The kernel's own sum counts the parent's memory at their
    start as theirs, so each is asked while it lives."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.done, self.peaks = threading.Event(), {}

    def run(self) -> None:
        while not self.done.wait(LOOK_EVERY):
            for task in Path("/proc/self/task").iterdir():
                for child in (task / "children").read_text().split():
                    self.peaks[child] = peak(child) or self.peaks.get(child, 0)


def peak(process: str) -> int:
    """The most resident memory of a process in bytes; 0 of one that has gone or only now begins."""
    try:
        lines = Path("/proc", process, "status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


def megabytes(count: int) -> float:
    return round(count / 1024 / 1024, 1)


def as_xlsx(rows: list[list[str]]) -> bytes:
    """A workbook whose texts stand in a table of their own, as Excel writes them."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([imports.HEADINGS, *rows]):
            sheet.write_row(number, 0, row)
    return kept.getvalue()


def bomb() -> bytes:
    """A small workbook of which one part unpacks to 150 megabytes."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", "")
        out.writestr("xl/workbook.xml", b"0" * 150_000_000)
    return kept.getvalue()


def refuse(packed: bytes) -> None:
    """Hand a bomb to the reading child, which refuses it or the benchmark fails."""
    try:
        with opened(packed, known=imports.HEADINGS):
            raise SystemExit("The bomb was taken.")
    except Refused as no:
        if no.code != "too_large_unpacked":
            raise SystemExit(f"The bomb was refused as {no.code}.") from no

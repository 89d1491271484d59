"""What ./test runs: the linters beside pytest, whose summary comes last."""

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import chromium, processes
from .errors import CannotStart
from .install import say
from .state import CHECKOUT
from .throw_away import ThrowAway

QUICK = ("-m", "not browser and not load and not pages and not slow")
# A worker waits for its database or browser for a third of its time: three keep two cores busy.
BOTH_CORES = ("-n", "3", "--dist", "loadgroup")
LINTERS = {
    "ruff check": ("ruff", "check", "--quiet", "."),
    "ruff format": ("ruff", "format", "--check", "--quiet", "."),
    "import-linter": ("lint-imports", "--no-cache"),
    "djlint": ("djlint", "--lint", "--quiet", "templates"),
    "mypy": ("mypy", "--no-error-summary"),
}
TOO_SLOW_FOR_QUICK = {"mypy"}
USAGE = """./test              everything: linters, then every test, Chromium included
./test quick        rules, forms, actions and searches, in under 90 seconds
./test PATH ...     these tests; anything pytest understands
./test bench NAME   one of: {benchmarks}; prints one JSON object a line"""


def main(arguments: Sequence[str]) -> int:
    os.environ.setdefault("REGISTER_ENVIRONMENT", "test")
    match arguments:
        case []:
            chromium.find_or_install()
            return lint_beside_pytest(list(LINTERS), *BOTH_CORES)
        case ["quick", *rest]:
            linters = [name for name in LINTERS if name not in TOO_SLOW_FOR_QUICK]
            return lint_beside_pytest(linters, *BOTH_CORES, *QUICK, *rest)
        case ["bench", name, *rest] if name in benchmarks():
            return bench(name, rest)
        case ["bench" | "--help" | "-h", *_]:
            print(USAGE.format(benchmarks=", ".join(benchmarks()) or "none yet"))
            return 0 if arguments[0] != "bench" else 2
        case _:
            chromium.find_or_install()
            return pytest(*arguments)


def lint_beside_pytest(linters: Sequence[str], *arguments: str) -> int:
    """The linters at the same time as pytest, since one alone leaves a core idle; a finding fails the run."""
    with ThreadPoolExecutor(max_workers=1) as beside:
        linted = beside.submit(lint, linters)
        return pytest(*arguments) or linted.result()


def pytest(*arguments: str) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=CHECKOUT, env=processes.environment(), check=False).returncode


def lint(names: Iterable[str]) -> int:
    """Every linter's findings, so that one run shows them all; 1 when there was one."""
    programs = Path(sys.executable).parent
    failed = []
    for name in names:
        program, *options = LINTERS[name]
        done = subprocess.run(
            [programs / program, *options],
            cwd=CHECKOUT,
            env=processes.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            failed.append(name)
            print(done.stdout, flush=True)
    say(f"Linters with findings, shown above: {', '.join(failed)}" if failed else "Linters: no findings")
    return 1 if failed else 0


def benchmarks() -> list[str]:
    found = (CHECKOUT / "tests" / "benchmarks").glob("[a-z]*.py")
    return sorted(path.stem for path in found)


def bench(name: str, arguments: Sequence[str]) -> int:
    """One benchmark on servers of its own, so that nothing is measured twice and nothing is left."""
    servers = ThrowAway()
    try:
        servers.start()
        command = [sys.executable, "-m", "tests.benchmarks", name, *arguments]
        return subprocess.run(command, cwd=CHECKOUT, env=processes.environment(), check=False).returncode
    finally:
        servers.stop()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except CannotStart as reason:
        sys.exit(f"\n{reason}")
    except KeyboardInterrupt:
        sys.exit("\nStopped.")

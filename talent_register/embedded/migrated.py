"""A cluster in which every table is made, kept between test runs: making the tables takes longer than most of them.

What is kept is as old as the migrations it was made from: with another migration or library it is made anew.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from . import processes
from .accounts import Account
from .errors import CannotStart
from .postgres import NAME, SETTINGS, THROW_AWAY, Postgres
from .state import CHECKOUT, memory_folder

DATABASE = "template_of_tests"
# Tells the tests which database they may copy. Not named REGISTER_…: the register refuses those it does not know.
MARK = "EMBEDDED_TEST_TEMPLATE"
KEPT = CHECKOUT / ".local" / "migrated"
PREFIX = "talent-register-migrated-"


def fingerprint() -> str:
    """One word for all that decides what the tables look like."""
    digest = hashlib.sha256(f"{sorted(SETTINGS.items())}{sorted(THROW_AWAY.items())}".encode())
    operations = CHECKOUT / "talent_register" / "common" / "operations.py"
    files = [
        Path(__file__),
        operations,
        *CHECKOUT.glob("*/migrations/*.py"),
        *CHECKOUT.glob("talent_register/*/migrations/*.py"),
    ]
    for path in sorted([*files, *CHECKOUT.glob("requirements/*.txt")]):
        digest.update(f"{path.relative_to(CHECKOUT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def copy_to(folder: Path, account: Account) -> None:
    """Lay the kept cluster into `folder`, where it can be started; where none has these tables, make it first."""
    kept = KEPT / fingerprint()
    if not kept.is_dir():
        _make(kept, account)
    _copy(kept, folder)
    os.environ[MARK] = DATABASE


def copy_to_be_served(folder: Path, account: Account) -> None:
    """The same, with the tables in the database that the register itself uses: as one that ran here before."""
    copy_to(folder, account)
    server = Postgres(folder, account, throw_away=True)
    try:
        server.start()
        server.copy_database(DATABASE, NAME)
    finally:
        server.stop()


def _copy(source: Path, target: Path) -> None:
    # cp keeps the owner of each file, which PostgreSQL insists on.
    subprocess.run(["cp", "--archive", str(source), str(target)], check=True)


def _make(kept: Path, account: Account) -> None:
    """Migrate an empty cluster. It takes its place at once and whole, whoever else makes the same."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=memory_folder()))
    folder.chmod(0o711)
    server = Postgres(folder / "postgres", account, throw_away=True)
    try:
        server.start()
        server.create_database(DATABASE)
        server.let_pass_by_triggers()
        address = f"{server.url.rpartition('/')[0]}/{DATABASE}"
        _migrate(address)
        server.stop()
        KEPT.mkdir(mode=0o700, parents=True, exist_ok=True)
        for older in KEPT.iterdir():
            shutil.rmtree(older, ignore_errors=True)
        halfway = Path(tempfile.mkdtemp(prefix="halfway-", dir=KEPT))
        _copy(folder / "postgres", halfway / "postgres")
        if not kept.exists():
            (halfway / "postgres").rename(kept)
        shutil.rmtree(halfway, ignore_errors=True)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _migrate(address: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=CHECKOUT,
        env=processes.environment(DATABASE_URL=address, REDIS_URL="redis://127.0.0.1:1/0", REGISTER_ENVIRONMENT="test"),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotStart(f"The tables could not be made: {done.stderr.strip()}")

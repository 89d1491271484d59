"""The register as ./start runs it: everything real, in a checkout of its own."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from talent_register.embedded import migrated, processes
from talent_register.embedded.accounts import server_account
from talent_register.embedded.runner import serves
from talent_register.embedded.state import CHECKOUT, State

from .conftest import await_that, kill_nine

pytestmark = [pytest.mark.load, pytest.mark.enable_socket]
LEFT_OUT = shutil.ignore_patterns(".*", "node_modules", "staticfiles", "docs", "tests")
READY = re.compile(r"^  (http://localhost:(\d+))$", re.M)


class Start:
    """One run of the runner in `checkout`, its words in a file."""

    def __init__(self, checkout, **environment):
        self.words = checkout / "words"
        with open(self.words, "w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "talent_register.embedded"],
                cwd=checkout,
                env=processes.environment(REGISTER_ENVIRONMENT="test", **environment),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def said(self):
        return self.words.read_text()

    def address(self):
        """Where it serves, once it says so."""
        await_that(lambda: READY.search(self.said()) or self.process.poll() is not None, 120)
        assert READY.search(self.said()), self.said()
        return READY.search(self.said())[1]


@pytest.fixture
def checkout(folder, no_addresses):
    """A copy of the code, so that its `.local/` is not ours."""
    shutil.copytree(CHECKOUT, folder, ignore=LEFT_OUT, dirs_exist_ok=True)
    yield folder
    kill_nine(at_work_in(folder))


def at_work_in(folder):
    """Every process that belongs to the checkout, servers included."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_text() if entry.name.isdigit() else ""
            is_ours = str(folder) in words or os.readlink(entry / "cwd").startswith(str(folder))
        except OSError:
            continue
        if is_ours and processes.is_alive(int(entry.name)):
            found.append(int(entry.name))
    return found


def is_served(address):
    return serves(int(address.rpartition(":")[2]))


@pytest.fixture
def used_checkout(checkout):
    """One whose tables are made already, as after an earlier start: making them takes most of a first one."""
    state, account = State(checkout), server_account()
    state.prepare()
    migrated.copy_to_be_served(state.data_folder(account) / "postgres", account)
    return checkout


def test_kill_9_of_the_runner_leaves_nothing_behind_and_loses_nothing(checkout):
    survive(checkout, "the runner")


def test_kill_9_of_all_of_it_leaves_nothing_behind_and_loses_nothing(used_checkout):
    survive(used_checkout, "all of it")


def survive(checkout, victims):
    start = Start(checkout)
    start.address()
    with psycopg.connect(State(checkout).addresses()["DATABASE_URL"]) as connection:
        connection.execute("create table kept as select 1 as n")
    kill_nine([start.process.pid] if victims == "the runner" else at_work_in(checkout))
    start.process.wait()
    await_that(lambda: at_work_in(checkout) == [], 30)
    again = Start(checkout)
    assert is_served(again.address())
    with psycopg.connect(State(checkout).addresses()["DATABASE_URL"]) as connection:
        assert connection.execute("select n from kept").fetchone() == (1,)
    again.process.send_signal(signal.SIGTERM)
    assert again.process.wait(40) == 0


def test_what_dies_alone_is_started_again_and_ctrl_c_ends_all_of_it(used_checkout):
    checkout = used_checkout
    start = Start(checkout)
    address = start.address()
    assert f"It runs already, at {address}" in said_by_another_start(checkout)
    for name in ("gunicorn", "celery --app talent_register worker", "celery --app talent_register beat", "keeper"):
        before = named(checkout, name)
        kill_nine(before)
        await_that(
            lambda name=name, before=before: named(checkout, name) and not set(named(checkout, name)) & set(before), 60
        )
    # All four are back; those that serve may still be on their way.
    await_that(lambda: State(checkout).addresses() and is_served(address), 60)
    start.process.send_signal(signal.SIGINT)
    assert start.process.wait(40) == 0
    await_that(lambda: at_work_in(checkout) == [], 30)
    assert start.said().rstrip().endswith("Stopped")


def said_by_another_start(checkout):
    command = [sys.executable, "-m", "talent_register.embedded"]
    another = subprocess.run(command, cwd=checkout, capture_output=True, text=True, timeout=60)
    assert another.returncode == 1
    assert "Traceback" not in another.stderr
    return another.stderr


def named(checkout, words):
    def command(pid):
        try:
            return (Path("/proc") / str(pid) / "cmdline").read_text().replace("\0", " ")
        except OSError:
            return ""

    return [pid for pid in at_work_in(checkout) if words in command(pid)]

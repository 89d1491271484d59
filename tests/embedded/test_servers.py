import os
import signal
import stat
import subprocess
import sys

import psycopg
import pytest

from talent_register.embedded import processes, servers
from talent_register.embedded.errors import CannotStart
from talent_register.embedded.state import State

from .conftest import await_that, kill_nine

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]
MIGRATE = ["manage.py", "migrate"]


def answer(url):
    with psycopg.connect(url) as connection:
        return connection.execute("select 1").fetchone()


def have_ended(state):
    return not state.addresses_file.exists() and not processes.working_in(state.folder / "postgres" / "data")


def test_a_command_gets_servers_that_end_with_it(checkout):
    with servers.for_command(MIGRATE, checkout):
        assert answer(os.environ["DATABASE_URL"]) == (1,)
        assert os.environ["REDIS_URL"].startswith("redis://")
        assert os.environ["REGISTER_ENVIRONMENT"] == "demo"
        assert len(os.environ["SECRET_KEY"]) >= 50
    await_that(lambda: have_ended(checkout))


def test_addresses_are_for_this_user_only(checkout):
    use = servers.Use(checkout)
    use.addresses()
    assert stat.S_IMODE(checkout.addresses_file.stat().st_mode) == 0o600
    assert use.release(wait=20)


def test_two_commands_share_servers_until_the_last_ends(checkout):
    first, second = servers.Use(checkout), servers.Use(checkout)
    addresses = first.addresses()
    assert second.addresses() == addresses
    assert not first.release(wait=0.6)
    assert answer(addresses["DATABASE_URL"]) == (1,)
    assert second.release(wait=20)


def test_a_killed_command_leaves_no_servers_behind(checkout):
    wait = "import sys, signal; from talent_register.embedded import servers; from pathlib import Path\n"
    wait += "from talent_register.embedded.state import State\n"
    wait += "use = servers.Use(State(Path(sys.argv[1]))); use.addresses(); signal.pause()"
    command = subprocess.Popen([sys.executable, "-c", wait, str(checkout.checkout)], cwd=checkout.checkout)
    await_that(checkout.addresses_file.exists)
    command.kill()
    command.wait()
    await_that(lambda: have_ended(checkout))


def test_a_killed_keeper_is_followed_by_one_with_the_same_addresses_and_data(checkout):
    use = servers.Use(checkout)
    servers.take(use)
    addresses = use.addresses()
    with psycopg.connect(addresses["DATABASE_URL"]) as connection:
        connection.execute("create table kept as select 1")
    os.kill(int(checkout.addresses()["keeper"]), signal.SIGKILL)
    await_that(lambda: not use.is_kept())
    assert use.addresses() == addresses
    with psycopg.connect(addresses["DATABASE_URL"]) as connection:
        assert connection.execute("select * from kept").fetchone() == (1,)
    assert use.release(wait=20)


@pytest.mark.parametrize("server", ["postgres", "redis"])
def test_a_killed_server_is_started_again_at_its_address(checkout, server):
    use = servers.Use(checkout)
    addresses = use.addresses()
    data = checkout.folder / server / "data"
    old = processes.working_in(data)
    kill_nine(old)
    await_that(lambda: processes.working_in(data) and not set(old) & set(processes.working_in(data)))
    await_that(lambda: use.addresses() == addresses)
    assert use.release(wait=20)


def test_two_checkouts_do_not_meet(checkout, folder):
    (folder / "other").mkdir(mode=0o711)
    (folder / "other" / "talent_register").symlink_to(folder / "talent_register")
    here, there = servers.Use(checkout), servers.Use(State(folder / "other"))
    assert set(here.addresses().values()).isdisjoint(there.addresses().values())
    assert here.release(wait=20)
    assert answer(there.addresses()["DATABASE_URL"]) == (1,)
    assert there.release(wait=20)


@pytest.mark.parametrize("words", [[], ["--help"], ["help"], ["migrate", "--help"], ["makemessages", "-l", "cy"]])
def test_commands_without_data_start_nothing(no_addresses, words):
    assert not servers.are_wanted(["manage.py", *words])


def test_given_addresses_start_nothing(no_addresses, monkeypatch):
    assert servers.are_wanted(MIGRATE)
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/register")
    assert servers.are_wanted(MIGRATE)
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    assert not servers.are_wanted(MIGRATE)


def test_production_starts_nothing(no_addresses, monkeypatch):
    monkeypatch.setenv("REGISTER_ENVIRONMENT", "production")
    assert not servers.are_wanted(MIGRATE)


def test_a_given_address_comes_before_an_embedded_one(checkout, monkeypatch):
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/7")
    with servers.for_command(MIGRATE, checkout):
        assert os.environ["REDIS_URL"] == "redis://elsewhere/7"
        assert not (checkout.folder / "redis").exists()
    await_that(lambda: have_ended(checkout))


def test_a_command_that_needs_a_server_another_has_elsewhere_is_told(checkout, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/register")
    first = servers.Use(checkout)
    assert set(first.addresses()) == {"REDIS_URL"}
    monkeypatch.delenv("DATABASE_URL")
    second = servers.Use(checkout)
    with pytest.raises(CannotStart, match="with a DATABASE_URL of its own"):
        second.addresses()
    second.release()
    assert first.release(wait=20)

import os
import signal

import psycopg
import pytest

from talent_register.embedded import processes
from talent_register.embedded.accounts import server_account
from talent_register.embedded.errors import CannotStart
from talent_register.embedded.postgres import MAJOR_VERSION, Postgres

from .conftest import await_that, kill_nine

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


def ask(server, statement):
    with psycopg.connect(server.url) as connection:
        return connection.execute(statement).fetchone()


def write(server, statement):
    with psycopg.connect(server.url) as connection:
        connection.execute(statement)


def test_serves_the_version_and_the_order_of_letters_of_production(postgres):
    postgres.start()
    assert ask(postgres, "show server_version")[0].startswith(f"{MAJOR_VERSION}.")
    described = "select datlocprovider, datlocale, encoding from pg_database where datname = current_database()"
    assert ask(postgres, described) == ("b", "C.UTF-8", 6)


def test_our_user_is_no_superuser_and_can_make_what_migrations_need(postgres):
    postgres.start()
    assert ask(postgres, "select rolsuper from pg_roles where rolname = current_user") == (False,)
    for extension in ("pg_trgm", "unaccent", "btree_gist", "btree_gin", "citext", "fuzzystrmatch"):
        write(postgres, f"create extension {extension}")


def test_asks_everyone_for_a_password(postgres):
    postgres.start()
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"postgres://postgres:wrong@127.0.0.1:{postgres.port}/postgres")


@pytest.mark.parametrize("whom", ["the postmaster", "all of them"])
def test_recovers_with_its_data_from_kill_9(folder, whom):
    postgres = Postgres(folder / "postgres", server_account())
    postgres.start()
    write(postgres, "create table kept as select 1 as n")
    victims = processes.working_in(postgres.data) if whom == "all of them" else [postgres.process.pid]
    kill_nine(victims)
    again = Postgres(postgres.folder, postgres.account)
    again.start(postgres.port)
    try:
        assert again.port == postgres.port
        assert ask(again, "select n from kept") == (1,)
    finally:
        again.stop()


def test_a_mark_with_somebody_elses_process_in_it_does_not_stop_a_start(postgres):
    postgres.start()
    postgres.stop()
    (postgres.data / "postmaster.pid").write_text(f"{os.getpid()}\n{postgres.data}\n")
    postgres.start()
    assert ask(postgres, "select 1") == (1,)


def test_a_killed_initdb_is_begun_again(postgres):
    postgres.data.mkdir(parents=True)
    (postgres.data / "PG_VERSION").write_text("18")
    postgres.start()
    assert ask(postgres, "select 1") == (1,)


def test_ends_with_the_process_that_started_it(postgres, tmp_path):
    """A child starts it and is killed; the postmaster must not stay behind."""
    child = os.fork()
    if child == 0:
        postgres.start()
        (tmp_path / "pid").write_text(str(postgres.process.pid))
        (tmp_path / "started").touch()
        signal.pause()
        os._exit(0)
    await_that((tmp_path / "started").exists)
    pid = int((tmp_path / "pid").read_text())
    assert processes.is_alive(pid)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    await_that(lambda: not processes.is_alive(pid))


def test_says_why_it_cannot_start(postgres):
    postgres.start()
    postgres.stop()
    (postgres.data / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(CannotStart, match="no_such_setting"):
        postgres.start()

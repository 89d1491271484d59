import socket
import subprocess

import pytest

from talent_register.embedded import runner
from talent_register.embedded.errors import CannotStart
from talent_register.embedded.runner import Runner, listen
from talent_register.embedded.state import CHECKOUT

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def taken():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_passed_over_and_said(taken, monkeypatch, capsys):
    monkeypatch.setattr(runner, "FIRST_PORT", taken)
    with listen("") as listener:
        assert taken < listener.getsockname()[1] < taken + runner.PORTS
    assert f"Port {taken} is taken by another program: using " in capsys.readouterr().out


def test_a_port_that_was_asked_for_is_taken_or_refused(taken):
    with pytest.raises(CannotStart, match=f"Port {taken} is taken by another program: set PORT"):
        listen(str(taken))


def test_two_starts_at_once_take_two_ports(taken, monkeypatch):
    """The port is held from the moment it is chosen, long before the web server is there."""
    monkeypatch.setattr(runner, "FIRST_PORT", taken)
    with listen("") as one, listen("") as other:
        assert one.getsockname() != other.getsockname()


@pytest.mark.parametrize("asked", ["web", "0", "70000", "-1"])
def test_a_port_that_is_none(asked):
    with pytest.raises(CannotStart, match="set it to a number from 1 to 65535"):
        listen(asked)


def test_a_second_start_in_the_same_checkout_says_where_the_first_is(checkout):
    checkout.prepare()
    (checkout.folder / "address").write_text("http://localhost:8123")
    with checkout.open_lock("runner") as lock:
        runner.try_lock(lock)
        with pytest.raises(CannotStart, match="http://localhost:8123"):
            Runner(checkout).run()


@pytest.mark.parametrize(("word", "ends"), [("--help", 0), ("now", 2)])
def test_words_start_nothing(word, ends):
    done = subprocess.run([CHECKOUT / "start", word], capture_output=True, text=True, check=False, timeout=10)
    assert (done.returncode, done.stderr) == (ends, "")
    assert "PORT, DATABASE_URL" in done.stdout

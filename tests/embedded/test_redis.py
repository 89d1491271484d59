import signal

import pytest
import redis as client

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


def test_asks_for_its_password(redis):
    redis.start()
    assert client.Redis.from_url(redis.url).ping()
    with pytest.raises(client.AuthenticationError):
        client.Redis(port=redis.port).ping()


def test_its_password_is_on_no_command_line(redis):
    redis.start()
    with open(f"/proc/{redis.process.pid}/cmdline") as words:
        assert redis.password not in words.read()


def test_kill_9_keeps_what_it_held_and_its_address(redis):
    redis.start()
    address = redis.url
    client.Redis.from_url(address).set("rung", "twice")
    redis.process.send_signal(signal.SIGKILL)
    redis.process.wait()
    assert redis.has_stopped()
    redis.start(redis.port)
    assert redis.url == address
    assert client.Redis.from_url(address).get("rung") == b"twice"

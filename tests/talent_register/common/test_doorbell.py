import pytest

from talent_register.common import doorbell


@pytest.fixture(autouse=True)
def loud(settings, monkeypatch):
    settings.CELERY_TASK_ALWAYS_EAGER = False
    monkeypatch.setattr(doorbell, "_quiet_until", 0.0)


@pytest.fixture
def app():
    """The Celery application, with its connections thrown away afterwards."""
    app = doorbell.current_app._get_current_object()
    was = app.conf.broker_url
    app.pool.force_close_all()
    yield app
    app.conf.broker_url = was
    app.pool.force_close_all()
    app.amqp._producer_pool = None


@pytest.mark.timeout(60)
def test_a_ring_without_a_broker_neither_waits_nor_raises(app):
    app.conf.broker_url = "redis://127.0.0.1:1/0"
    app.amqp._producer_pool = None
    assert doorbell.ring("letters.send_waiting") is False


def test_after_a_failure_the_process_stops_trying_for_a_while(app, monkeypatch):
    calls = []

    def fail(*args, **kwargs):
        calls.append(args)
        raise ConnectionError

    monkeypatch.setattr(app, "send_task", fail)
    assert [doorbell.ring("letters.send_waiting") for _ in range(3)] == [False] * 3
    assert len(calls) == 1


def test_a_ring_reaches_the_queue(app, monkeypatch):
    sent = []
    monkeypatch.setattr(app, "send_task", lambda name, **options: sent.append((name, options["kwargs"])))
    assert doorbell.ring("imports.check", run_id=5) is True
    assert sent == [("imports.check", {"run_id": 5})]

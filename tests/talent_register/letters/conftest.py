"""A transport that does as it is told, and back ends that talk to local fakes."""

import pytest

from talent_register.letters import delivery
from tests.fakes.mail import mail
from tests.fakes.notify import KEY, notify


class Told(delivery.Transport):
    """Takes every letter, unless `troubles` holds an exception for its kind. `knows` answers look-ups."""

    def __init__(self):
        self.taken: list[str] = []
        self.troubles: dict[str, Exception] = {}
        self.knows: bool | None = None
        self.asked: list[str] = []
        self.came_back: list[str] = []

    def send(self, letter):
        if letter.kind in self.troubles:
            raise self.troubles[letter.kind]
        self.taken.append(str(letter.reference))
        return "Taken."

    def undelivered(self):
        return self.came_back

    def find(self, letter):
        self.asked.append(str(letter.reference))
        return self.knows


@pytest.fixture
def told(monkeypatch):
    transport = Told()
    monkeypatch.setattr(delivery, "transport", lambda: transport)
    return transport


@pytest.fixture
def mail_server(settings):
    with mail() as fake:
        settings.DELIVERY = "email"
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = fake.host, fake.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.MAIL_LOOKUP_URL = fake.address
        yield fake


@pytest.fixture
def notify_server(settings):
    with notify() as fake:
        settings.DELIVERY = "notify"
        settings.NOTIFY_KEY, settings.NOTIFY_URL = KEY, fake.address
        settings.NOTIFY_TEMPLATE = "0c5ba1a2-0000-4000-8000-000000000000"
        yield fake

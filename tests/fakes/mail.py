"""A mail server that can be asked what it got: SMTP on one port, the search by reference on another."""

import asyncio
import email
from contextlib import contextmanager
from email import policy
from urllib.parse import urlsplit

from aiosmtpd.controller import Controller

from .servers import Quiet, serving


class FakeMail:
    """What it got is in `taken`, as parsed messages. `answers` maps an address to the SMTP answer it gets.

    `slowness` is how many seconds it takes before and after a message is its own."""

    def __init__(self):
        self.taken: list = []
        self.answers: dict[str, str] = {}
        self.data_answers: list[str] = []
        self.slowness = 0.0
        self.host, self.port, self.address = "127.0.0.1", 0, ""

    def references(self) -> list[str]:
        return [message["Message-ID"].strip("<>").partition("@")[0] for message in self.taken]

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(self.slowness)
        answer = self.data_answers.pop(0) if self.data_answers else "250 Taken"
        if answer.startswith(("250", "drop")):
            self.taken.append(email.message_from_bytes(envelope.content, policy=policy.default))
        await asyncio.sleep(self.slowness)
        if answer == "drop":
            server.transport.abort()
        return answer


class _AnyPort(Controller):
    """aiosmtpd probes the port it was told; here the system picks one."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail():
    """Serve a fake relay; gives the FakeMail to ask. Its `address` holds `{reference}` for look-ups."""
    fake = FakeMail()
    controller = _AnyPort(fake, hostname=fake.host, port=0)

    class Search(Quiet):
        def do_GET(self):
            wanted = urlsplit(self.path).path.rpartition("/")[2]
            found = [reference for reference in fake.references() if reference == wanted]
            self.reply(200 if found else 404, " ".join(found).encode(), "text/plain")

    controller.start()
    try:
        fake.port = controller.port
        with serving(Search) as address:
            fake.address = address + "/messages/{reference}"
            yield fake
    finally:
        controller.stop()

"""A mail server that can be asked what it got: `python -m tests.load.mail_double SMTP_PORT HTTP_PORT`.

GET /REFERENCE answers 200 or 404; GET / lists every reference and how often it came.
"""

import asyncio
import email
import json
import sys
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller

PAUSE = 0.02  # so that killers find senders between handing over and the answer
got: Counter[str] = Counter()


class Postbox:
    """Takes a letter, and answers only a moment after it has it: the moment in which a crash leaves a doubt."""

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(PAUSE)
        message_id = email.message_from_bytes(envelope.content)["Message-ID"]
        got[message_id.strip("<>").partition("@")[0]] += 1
        await asyncio.sleep(PAUSE)
        return "250 taken"


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        reference = self.path.strip("/")
        body = reference if got[reference] else json.dumps(got)
        self.send_response(200 if got[reference] or not reference else 404)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *words):
        """Silent: it is asked often."""


if __name__ == "__main__":
    smtp_port, http_port = map(int, sys.argv[1:])
    Controller(Postbox(), hostname="127.0.0.1", port=smtp_port).start()
    threading.Thread(target=ThreadingHTTPServer(("127.0.0.1", http_port), Answers).serve_forever).start()

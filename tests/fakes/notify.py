"""GOV.UK Notify as far as the register uses it: send an e-mail, look it up by reference, and every way to fail."""

import json
import time
import uuid
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

from .servers import Quiet, serving

KEY = f"test-{uuid.uuid4()}-{uuid.uuid4()}"
ERRORS = {
    400: {"error": "ValidationError", "message": "email_address Not a valid email address"},
    403: {"error": "AuthError", "message": "Invalid token: API key not found"},
    429: {"error": "RateLimitError", "message": "Exceeded rate limit for key type TEST"},
    500: {"error": "Exception", "message": "Internal server error"},
}


class FakeNotify:
    """What it got is in `taken`. `fail_next` holds statuses for the next posts; "drop" takes it and breaks off,
    "slow" takes it and answers too late."""

    def __init__(self):
        self.taken: list[dict] = []
        self.fail_next: list[int | str] = []
        self.address = ""

    def references(self) -> list[str]:
        return [notification["reference"] for notification in self.taken]


@contextmanager
def notify():
    """Serve a fake Notify; gives the FakeNotify to ask."""
    fake = FakeNotify()

    class Handler(Quiet):
        def do_POST(self):
            notification = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            failure = fake.fail_next.pop(0) if fake.fail_next else None
            if isinstance(failure, int):
                self._say(failure, {"status_code": failure, "errors": [ERRORS[failure]]})
                return
            fake.taken.append({"id": str(uuid.uuid4()), **notification})
            if failure == "slow":
                time.sleep(1)
            if failure == "drop":
                self.close_connection = True
                self.connection.close()
                return
            self._say(201, fake.taken[-1])

        def do_GET(self):
            wanted = parse_qs(urlsplit(self.path).query).get("reference", [""])[0]
            found = [n for n in fake.taken if n["reference"] == wanted]
            self._say(200, {"notifications": found, "links": {}})

        def _say(self, status, body):
            self.reply(status, json.dumps(body).encode())

    with serving(Handler) as fake.address:
        yield fake

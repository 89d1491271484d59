"""Letters by GOV.UK Notify: one template with a subject and a body, our reference on every notification."""

import requests
from django.conf import settings
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from talent_register.letters.models import Letter

from .message import stop_address, subject, words
from .outcomes import Refused, Transport, Unknown, Unreachable

ADDRESS = "https://api.notifications.service.gov.uk"
SECONDS = 20


class Notify(Transport):
    """Notify answers at once, keeps our reference, and can be asked for it; it does not stop doubles itself."""

    def __init__(self) -> None:
        self.client = NotificationsAPIClient(
            settings.NOTIFY_KEY, base_url=settings.NOTIFY_URL or ADDRESS, timeout=SECONDS
        )

    def send(self, letter: Letter) -> str:
        try:
            answer = self.client.send_email_notification(
                letter.to_email,
                settings.NOTIFY_TEMPLATE,
                personalisation={"subject": subject(letter), "body": words(letter)},
                reference=str(letter.reference),
                one_click_unsubscribe_url=stop_address(letter) or None,
            )
        except APIError as error:
            raise _verdict(error) from None
        return f"Taken by GOV.UK Notify as {answer['id']}."

    def undelivered(self) -> list[str]:
        """What Notify calls a permanent failure, newest first: one page of its list, asked for often."""
        try:
            answer = self.client.get_all_notifications(status="permanent-failure", template_type="email")
        except APIError as error:
            raise Unreachable(f"GOV.UK Notify could not be asked ({error.status_code}).") from None
        return [notification["reference"] for notification in answer["notifications"] if notification.get("reference")]

    def find(self, letter: Letter) -> bool:
        try:
            answer = self.client.get_all_notifications(reference=str(letter.reference))
        except APIError as error:
            raise Unreachable(f"GOV.UK Notify could not be asked ({error.status_code}).") from None
        return bool(answer["notifications"])


def _verdict(error: APIError) -> Exception:
    """What an error of Notify means for the letter. Only an answer below 500 is sure to mean "not taken"."""
    if error.response is None:
        return _verdict_on_connection(error.__cause__)
    if error.status_code in {401, 403}:
        return Unreachable(f"GOV.UK Notify does not take our key ({error.status_code}).")
    if error.status_code == 429:
        return Unreachable("GOV.UK Notify takes no more for the moment (429).")
    if error.status_code >= 500 or error.status_code < 400:
        return Unknown(f"GOV.UK Notify broke off with {error.status_code}.")
    return Refused(f"GOV.UK Notify refused it: {error.status_code} {_reasons(error)}")


def _verdict_on_connection(cause: BaseException | None) -> Exception:
    inner = getattr(cause.args[0], "reason", None) if cause is not None and cause.args else None
    if isinstance(cause, requests.ConnectTimeout) or isinstance(inner, (NewConnectionError, ConnectTimeoutError)):
        return Unreachable("GOV.UK Notify could not be reached.")
    return Unknown(f"GOV.UK Notify did not answer ({type(cause).__name__}).")


def _reasons(error: APIError) -> str:
    reasons = error.message if isinstance(error.message, list) else [{"message": error.message}]
    return "; ".join(str(reason.get("message", "")) for reason in reasons)[:200]

"""Confirming addresses. Whatever happens, exactly one letter is written, so that nobody learns who has an account."""

from allauth.account.internal.flows.email_verification import consume_email_verification_rate_limit
from allauth.account.models import EmailAddress
from django.http import HttpRequest

from talent_register.accounts import emails


def send_new_link(*, email: str, request: HttpRequest) -> None:
    """Write to an address: a new link when it waits to be confirmed, else what else may be the matter."""
    if not consume_email_verification_rate_limit(request, email):
        return
    address = EmailAddress.objects.filter(email__iexact=email).order_by("verified").first()
    if address is None:
        emails.unknown_account(email=email)
    elif address.verified:
        emails.account_already_exists(email=email)
    else:
        address.send_confirmation(request)

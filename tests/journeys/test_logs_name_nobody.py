"""Somebody with a name found nowhere else goes through the register, and nothing of them is in the logs."""

import io
import logging

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings

from profiles.models import Registration
from talent_register.accounts.models import User
from talent_register.common.logs import Formatter
from talent_register.letters.actions import sending
from tests.factories.letters import LetterFactory
from tests.factories.profiles import ClinicianFactory, RegistrationFactory
from tests.fakes.mail import mail

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
EMAIL, NAME, NUMBER, PASSWORD = "quillfeather@canary.example", "Quillfeather", "7419283", "quill feather canary 5"
CANARIES = ("quillfeather", NAME.lower(), "canary", NUMBER)


@pytest.fixture
def logged():
    """Everything that is logged from here on, as it would be written, however chatty the loggers are set."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(Formatter())
    names = ("", "django.request", "django.security", "celery", "register")
    levels = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.INFO)
    logging.getLogger().addHandler(handler)
    yield text
    logging.getLogger().removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def test_logs_name_nobody(client, log_in, national_lead, logged):
    _comes_and_goes(client)
    _is_looked_for(log_in(national_lead))
    _breaks_rules()
    _cannot_be_written_to()
    lines = logged.getvalue()
    assert lines.count("\n") >= 5
    assert [canary for canary in CANARIES if canary in lines.lower()] == []


def _comes_and_goes(client):
    """Creates an account, cannot log in, forgets the password, follows links that do not exist."""
    client.post("/account/create/", {"email": EMAIL, "password1": PASSWORD})
    client.post("/account/log-in/", {"login": EMAIL, "password": "wrong"})
    client.post("/account/password/forgotten/", {"email": EMAIL})
    for address in (f"/nowhere/?q={NAME}", f"/people/{NAME}-canary-reference-of-nobody/", "/emails/stop/x/"):
        client.get(address)


def _is_looked_for(client):
    person = ClinicianFactory(family_name=NAME, given_names="Canary", personal_email=EMAIL)
    RegistrationFactory(clinician=person, number=NUMBER, number_key=NUMBER)
    client.get("/people/", {"q": NAME})
    client.get(f"/people/?q={NUMBER}&page=quillfeather")
    client.get(f"/people/{person.reference}/")


def _breaks_rules():
    """Unhandled errors of the database quote the very row."""
    registration = Registration.objects.get(number=NUMBER)
    rows = [
        lambda: User.objects.create(email=EMAIL.upper()),
        lambda: Registration.objects.create(
            clinician=registration.clinician,
            regulator=registration.regulator,
            number=NUMBER,
            number_key=NUMBER,
            created_at=registration.created_at,
        ),
    ]
    for create in rows:
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            create()
        logging.getLogger("register").error("Something broke", exc_info=error.value)
        logging.getLogger("register").error("Something broke: %s", error.value)


def _cannot_be_written_to():
    with mail() as relay:
        relay.answers[EMAIL] = f"550 5.1.1 <{EMAIL}>: {NAME} is unknown here"
        LetterFactory(to_email=EMAIL, to_name=NAME, subject=f"For {NAME}")
        smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_USE_TLS": False}
        with override_settings(**smtp, EMAIL_HOST=relay.host, EMAIL_PORT=relay.port):
            sending.send_waiting()

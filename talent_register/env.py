"""Every environment variable the register reads, in one table, and how a wrong one is refused.

Nothing else in the project reads the environment. `docs/environment.md` is generated from the table.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured

PREFIX = "REGISTER_"
ENVIRONMENTS = ("demo", "test", "production")
TRUE_WORDS, FALSE_WORDS = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}
WEAK_SECRET_MARKS = ("django-insecure", "change", "secret", "example", "password")
SHORTEST_SECRET = 50


@dataclass(frozen=True)
class Variable:
    """One variable: its default, whether production refuses to start without it, and what it means."""

    name: str
    default: str
    meaning: str
    required_in_production: bool = False
    secret: bool = False


VARIABLES = (
    Variable(
        "REGISTER_ENVIRONMENT",
        "demo, or production when DATABASE_URL is set",
        "One of demo, test, production. Production refuses weak settings.",
    ),
    Variable("SECRET_KEY", "made for this run", "Signs sessions and links. At least 50 characters.", True, True),
    Variable("DEBUG", "0", "1 shows Django's error pages. Refused in production."),
    Variable("PORT", "8000", "The port the web server listens on."),
    Variable("DATABASE_URL", "the embedded server", "postgres://user:password@host:5432/name", True, True),
    Variable("REDIS_URL", "the embedded server", "redis://host:6379/0, for cache and queue", True, True),
    Variable("EMAIL_URL", "files under .local/mail", "smtp+tls://user:password@host:587", True, True),
    Variable("REGISTER_HOSTS", "localhost, 127.0.0.1", "Host names the register answers to, with commas.", True),
    Variable("REGISTER_PUBLIC_URL", "http://localhost:8000", "The address that letters link to.", True),
    Variable(
        "REGISTER_FIELD_KEY",
        "made from SECRET_KEY outside production",
        "Encrypts second factors and files.",
        True,
        True,
    ),
    Variable(
        "REGISTER_HASH_KEY",
        "made from SECRET_KEY outside production",
        "Keys the hashes of numbers that must not be added again. Never changes.",
        True,
        True,
    ),
    Variable("REGISTER_OLD_FIELD_KEYS", "", "Earlier values of REGISTER_FIELD_KEY, with commas.", secret=True),
    Variable("REGISTER_PROXY_COUNT", "0", "How many trusted proxies stand before the web server."),
    Variable("REGISTER_POOL_SIZE", "0", "Database connections pooled in each web process; 0 for none."),
    Variable("REGISTER_SERVICE_NAME", "NHS Clinical Leadership Register", "The name in the header and in letters."),
    Variable("REGISTER_PROGRAMME_BODY", "NHS England", "The body that runs the programme."),
    Variable("REGISTER_THEME", "nhs", "nhs or neutral. Neutral has no NHS logo and no NHS blue."),
    Variable("REGISTER_FROM_EMAIL", "register@register.example", "The address letters come from."),
    Variable("REGISTER_REPLY_EMAIL", "help@register.example", "A mailbox that people read."),
    Variable("REGISTER_DELIVERY", "email", "How letters leave: email or notify."),
    Variable("REGISTER_NOTIFY_KEY", "", "GOV.UK Notify API key, when letters leave by notify.", secret=True),
    Variable("REGISTER_NOTIFY_URL", "", "Another address for the GOV.UK Notify API, for tests."),
    Variable("REGISTER_NOTIFY_TEMPLATE", "", "The id of the GOV.UK Notify template with a subject and a body."),
    Variable(
        "REGISTER_MAIL_LOOKUP_URL",
        "",
        "Where the mail relay says whether it got a letter; {reference} stands for the letter's reference.",
    ),
    Variable("REGISTER_LETTER_LEASE", "300", "Seconds after which a letter without an outcome is looked up."),
    Variable("REGISTER_SUPPRESSION_THRESHOLD", "7", "Published counts from 1 to this number are hidden."),
    Variable("REGISTER_FEEDBACK_GROUP", "3", "Answers from which a group of raters is shown to the person, 3 or more."),
    Variable("REGISTER_RESPONSE_DAYS", "28", "Days within which teams promise a first answer to whoever registers."),
    Variable(
        "REGISTER_PRINT_MARK", "OFFICIAL-SENSITIVE: PERSONAL", "What printed pages with names on them are marked."
    ),
    Variable("REGISTER_STAFF_IDLE_MINUTES", "15", "Minutes without activity before staff are logged out."),
    Variable("REGISTER_CLINICIAN_IDLE_MINUTES", "30", "The same for clinicians."),
    Variable("REGISTER_SESSION_HOURS", "12", "Hours after which everybody logs in again."),
    Variable("REGISTER_STATE_DIR", ".local", "Where the demo keeps mail and other files."),
)
KNOWN = {variable.name: variable for variable in VARIABLES}


class Environment:
    """Typed reading of the environment. Every reader names the variable it could not use.

    Raises ImproperlyConfigured with one sentence that says which variable, what was found and what would do.
    """

    def __init__(self, values: Mapping[str, str] = os.environ) -> None:
        self.values = values
        unknown = sorted(name for name in values if name.startswith(PREFIX) and name not in KNOWN)
        if unknown:
            raise ImproperlyConfigured(
                f"{unknown[0]} is not a variable of the register: docs/environment.md lists them all."
            )

    def text(self, name: str, default: str = "") -> str:
        return self.values.get(KNOWN[name].name, "").strip() or default

    def flag(self, name: str) -> bool:
        word = self.text(name).lower()
        if word not in TRUE_WORDS | FALSE_WORDS:
            raise ImproperlyConfigured(f'{name} is "{word}": set it to 1 or 0.')
        return word in TRUE_WORDS

    def number(self, name: str, default: int) -> int:
        text = self.text(name, str(default))
        if not text.isdigit():
            raise ImproperlyConfigured(f'{name} is "{text}": set it to a whole number.')
        return int(text)

    def one_of(self, name: str, choices: tuple[str, ...], default: str) -> str:
        word = self.text(name, default)
        if word not in choices:
            raise ImproperlyConfigured(f'{name} is "{word}": set it to one of {", ".join(choices)}.')
        return word

    def listed(self, name: str, default: str) -> list[str]:
        return [part.strip() for part in self.text(name, default).split(",") if part.strip()]

    @property
    def environment(self) -> str:
        default = "production" if self.text("DATABASE_URL") else "demo"
        return self.one_of("REGISTER_ENVIRONMENT", ENVIRONMENTS, default)

    def check_production(self) -> None:
        """Refuse to start production with a missing variable, debugging on, or a guessable secret."""
        if self.environment != "production":
            return
        for variable in VARIABLES:
            if variable.required_in_production and not self.text(variable.name):
                raise ImproperlyConfigured(f"{variable.name} is not set: {variable.meaning}")
        if self.flag("DEBUG"):
            raise ImproperlyConfigured("DEBUG is on: production never shows its inner workings. Set DEBUG to 0.")
        for name in ("SECRET_KEY", "REGISTER_FIELD_KEY", "REGISTER_HASH_KEY"):
            self.check_secret(name)

    def check_secret(self, name: str) -> None:
        secret = self.text(name)
        if len(secret) < SHORTEST_SECRET or len(set(secret)) < 8 or any(m in secret.lower() for m in WEAK_SECRET_MARKS):
            raise ImproperlyConfigured(
                f"{name} is too weak: use at least {SHORTEST_SECRET} random characters, "
                "such as the output of: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"
            )

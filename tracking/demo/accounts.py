"""One log-in per role, with a known password and, for staff, a known second factor. Demo databases only."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.hashers import make_password

from talent_register.accounts.models import Membership, User
from talent_register.accounts.roles import ROLES
from talent_register.organisations.models import Organisation

PASSWORD = "demo leadership register"  # noqa: S105 - published on purpose; demo databases hold nobody real


@dataclass(frozen=True)
class LogIn:
    """Somebody who can log in to the demo, and what they can try."""

    email: str
    name: str
    can: str
    role: str = ""
    organisation: str = ""
    is_superuser: bool = False

    @property
    def needs_code(self) -> bool:
        return self.is_superuser or (self.role in ROLES and ROLES[self.role].needs_second_factor)

    @property
    def secret(self) -> str:
        """The secret of the authenticator app: always the same for the same address."""
        return base64.b32encode(hashlib.sha1(b"demo " + self.email.encode(), usedforsecurity=False).digest()).decode()

    def code(self) -> str:
        """The 6 digits that the authenticator app shows now."""
        if not self.needs_code:
            return ""
        counter = next(iter(totp.yield_hotp_counters_from_time()))
        return totp.format_hotp_value(totp.hotp_value(self.secret, counter))


CLINICIAN = LogIn("clinician@demo.example", "Maya Fernandes", "a doctor with a full profile; has been looked at")
NEWCOMER = LogIn("newcomer@demo.example", "Jo Newcombe", "somebody who has an account and has not registered yet")
INVITED = LogIn("invited@demo.example", "Sam Adeyemi", "has an account; a college has supplied a record to claim")
LOG_INS = (
    CLINICIAN,
    NEWCOMER,
    INVITED,
    LogIn(
        "college.admin@demo.example",
        "Cora Whitfield",
        "upload the lists of the Royal College of Physicians",
        "college_administrator",
        "RCP",
    ),
    LogIn(
        "college.approver@demo.example",
        "Avery Lindqvist",
        "approve and undo imports of the Royal College of Physicians, invite colleagues",
        "college_approver",
        "RCP",
    ),
    LogIn(
        "regional.lead@demo.example",
        "Rory Pascoe",
        "find and follow people in the South West who agreed",
        "regional_lead",
        "Y58",
    ),
    LogIn(
        "national.lead@demo.example",
        "Nadia Rahman",
        "find and follow people anywhere who agreed, read letters",
        "national_lead",
        "NHSE",
    ),
    LogIn("analyst@demo.example", "Ana Kowalska", "published figures only, nobody by name", "national_analyst", "NHSE"),
    LogIn("editor@demo.example", "Eddie Marsh", "keep facts true; one change waits", "content_editor", "NHSE"),
    LogIn("second.editor@demo.example", "Elin Rowe", "the second person for each change", "content_editor", "NHSE"),
    LogIn("auditor@demo.example", "Audrey Nwosu", "who did what, and who looked at whom", "auditor", "NHSE"),
    LogIn(
        "support@demo.example",
        "Sunil Perera",
        "help people claim their record, see letters",
        "support",
        "NHSE",
    ),
    LogIn("superuser@demo.example", "Sky Administrator", "the Django admin at /admin/", is_superuser=True),
)


def create(today: date) -> dict[str, User]:
    """The users of LOG_INS with password, verified address, role and second factor; by address."""
    password = make_password(PASSWORD)
    users = {log_in.email: _create(log_in, password, today) for log_in in LOG_INS}
    return users


def _create(log_in: LogIn, password: str, today: date) -> User:
    user = User.objects.create(
        email=log_in.email,
        name=log_in.name,
        password=password,
        is_staff=log_in.is_superuser,
        is_superuser=log_in.is_superuser,
        last_active_on=today,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if log_in.role:
        organisation = Organisation.objects.get(code=log_in.organisation)
        since = today - timedelta(days=200)
        checked = today - timedelta(days=80)  # so that the access review has something to ask
        Membership.objects.create(
            user=user, organisation=organisation, role=log_in.role, from_date=since, confirmed_on=checked
        )
    if log_in.needs_code:
        totp.TOTP.activate(user, log_in.secret)
        RecoveryCodes.activate(user)
    return user

"""Made-up contexts for the letters of this app: the previews show them and a house test renders them."""

from datetime import datetime
from zoneinfo import ZoneInfo

AT = datetime(2026, 5, 6, 14, 30, tzinfo=ZoneInfo("Europe/London"))
ADDRESS = "https://register.example.nhs.uk"
COMMON = {
    "name": "Amina Example",
    "service_name": "NHS Clinical Leadership Register",
    "contact_email": "help@register.example",
    "log_in": f"{ADDRESS}/account/login/",
    "reset": f"{ADDRESS}/account/password/reset/",
    "create": f"{ADDRESS}/account/signup/",
    "at": AT,
}
TEAM = {
    "inviter": "Cora Example",
    "member": "Amina Example",
    "organisation": "Royal College of Examples",
    "role": "College administrator",
    "description": "Uploads their organisation's lists and sees what those lists say.",
    "expires": AT,
    "link": f"{ADDRESS}/invitations/7f3k/",
}
KINDS = (
    "account_already_exists",
    "address_put_back",
    "email_confirm",
    "email_deleted",
    "new_device",
    "password_changed",
    "password_reset",
    "password_set",
    "recovery_codes_generated",
    "totp_activated",
    "totp_deactivated",
    "unknown_account",
    "webauthn_added",
    "webauthn_removed",
    "work_address_changed",
    "work_address_removed",
)
WITH_LINK = ("email_changed", "email_confirmation", "email_confirmation_signup", "password_reset_key", "work_address")

EXAMPLES = {
    **{f"account/{kind}": COMMON for kind in KINDS},
    **{f"account/{kind}": {**COMMON, "link": f"{ADDRESS}/account/link/7f3k/"} for kind in WITH_LINK},
    "account/address_not_mine": {**COMMON, "account": "user:0f2c7c1e"},
    "account/invitation": {**COMMON, **TEAM},
    "account/role_unused": {**COMMON, **TEAM},
    "account/role_rests": {**COMMON, **TEAM, "reason": "Not used for 90 days"},
    "account/confirm_team": {**COMMON, **TEAM, "by": AT.date()},
    "account/invitation_accepted": {**COMMON, **TEAM, "name": "Cora Example"},
}

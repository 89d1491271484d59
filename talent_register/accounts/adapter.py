"""How allauth is bent to the register: letters go through the outbox, log-ins are recorded, secrets are encrypted."""

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext_lazy as _

from talent_register.common.navigation import address
from talent_register.common.permissions import Permission
from talent_register.letters import actions as letters

from . import access, emails, second_factor
from .actions import former_addresses, sign_ins
from .models import User

# Where each kind of user begins: the first page whose permission they hold and which is installed.
LANDINGS = (
    (Permission.STAFF_HOME, "staff-home"),
    (Permission.TRAINEE_VIEW, "college-home"),
    (Permission.IMPORT_VIEW, "import-list"),
    (Permission.CLAIM_SUPPORT, "claim-list"),
    (Permission.AUDIT_VIEW, "audit-event-list"),
    (Permission.LETTER_VIEW, "letter-list"),
    (Permission.REPORT_VIEW, "pathways"),
    (Permission.CONTENT_EDIT, "pathways"),
    (Permission.OWN_RECORD, "home"),
    (Permission.OWN_RECORD, "account-security"),
)

gettext_noop("Forgot your password?")  # allauth's own link beside a password; allauth has no Welsh


class AccountAdapter(DefaultAccountAdapter):
    """Log-in by e-mail address, without ever saying whether an account exists."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Write to us if you think that is wrong."),
        "cannot_remove_primary_email": _("You log in with this address. Add another one first."),
        "duplicate_email": _("You already use this email address. Enter a different one."),
        "email_password_mismatch": _("Check your email address and password"),
        "enter_current_password": _("Enter the password you use now"),
        "incorrect_code": _("Check the code. Codes change every 30 seconds"),
        "incorrect_password": _("Check your password"),
        "invalid_login": _("Check your email address and password"),
        "invalid_or_expired_key": _("This link has been used or is too old. Ask for a new one."),
        "invalid_password_reset": _("This link has been used or is too old. Ask for a new one."),
        "same_as_current": _("Enter a different one from the one you have now"),
        "too_many_login_attempts": _("Too many attempts. Wait 5 minutes and try again."),
        "rate_limited": _("You have asked too often. Wait 5 minutes and try again."),
    }

    def send_mail(self, template_prefix, email, context):
        """Every letter that allauth wants to send goes into the outbox instead."""
        name = template_prefix.rsplit("/", 1)[-1]
        user = context.get("user") or User.objects.filter(emailaddress__email__iexact=email).first()
        emails.account_letter(name, email=email, user=user, context=context)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """A changed address is more than news: its former owner can take it back."""
        if template_prefix.endswith("/email_changed"):
            former_addresses.changed(user=user, former=email, at=timezone.now())
        else:
            super().send_notification_mail(template_prefix, user, context=context, email=email)

    def confirm_email(self, request, email_address):
        """Whoever changes their address need not stop the same letters once more."""
        before = User.objects.values_list("email", flat=True).get(pk=email_address.user_id)
        is_confirmed = super().confirm_email(request, email_address)
        if is_confirmed and before.lower() != email_address.email.lower():
            letters.follow(old=before, new=email_address.email, at=timezone.now())
        return is_confirmed

    def get_email_confirmation_url(self, request, emailconfirmation):
        return emails.page("account_confirm_email", emailconfirmation.key)

    def get_reset_password_from_key_url(self, key):
        uid, _dash, token = key.partition("-")
        return emails.page("account_reset_password_from_key", uid, token)

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data.get("name", "")
        user.language = get_language() or settings.LANGUAGE_CODE
        saved = super().save_user(request, user, form, commit)
        sign_ins.sign_up(user=saved)
        return saved

    def pre_authenticate(self, request, **credentials):
        super().pre_authenticate(request, **credentials)
        if sign_ins.is_locked(email=credentials.get("email", ""), at=timezone.now()):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request, **credentials):
        sign_ins.refuse(email=credentials.get("email", ""))

    def post_login(self, request, user, **kwargs):
        methods = [record["method"] for record in get_authentication_records(request, user)]
        device = self.get_http_user_agent(request)
        sign_ins.log_in(user=user, device=device, methods=methods, at=timezone.now())
        response = super().post_login(request, user, **kwargs)
        asked = [import_string(name)(request, user, response.url) for name in settings.AFTER_LOG_IN]
        return next((HttpResponseRedirect(page) for page in asked if page), response)

    def logout(self, request):
        if request.user.is_authenticated:
            sign_ins.log_out(user=request.user)
        super().logout(request)

    def get_login_redirect_url(self, request):
        if request.user.is_staff and not access.roles_of(request.user):
            return reverse("admin:index")
        pages = [address(page) for permission, page in LANDINGS if access.can(request.user, permission)]
        return next(filter(None, pages))

    def get_password_change_redirect_url(self, request):
        return reverse("account-security")

    def is_reauthentication_required(self, *, app):
        """Whoever has just logged in is not asked again."""
        records = get_authentication_records(self.request, self.request.user)
        newest = max((record["at"] for record in records), default=0)
        return time.time() - newest > app_settings.REAUTHENTICATION_TIMEOUT


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are stored encrypted; allauth keeps them in clear by default."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Check the code. Codes change every 30 seconds"),
        "cannot_delete_authenticator": _("Your role needs a second step. Add another one before you remove this one."),
        "unverified_email": _("Confirm your email address first. We have sent you a link."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator) -> bool:
        """The last factor of somebody whose role needs one stays."""
        user = authenticator.user
        return not access.needs_second_factor(user) or len(second_factor.factors_of(user)) > 1


def _cipher() -> MultiFernet:
    """The present key encrypts; earlier keys still decrypt."""
    return MultiFernet([Fernet(key) for key in (settings.FIELD_KEY, *settings.OLD_FIELD_KEYS)])

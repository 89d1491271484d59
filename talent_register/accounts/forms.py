"""Forms of allauth in the register's words. No placeholders: labels and hints say what is wanted."""

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.validators import MaxLengthValidator
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talent_register.common.forms import CheckboxesField, NameField, RadiosField
from talent_register.common.permissions import Scope
from talent_register.common.typed import LONGEST_NAME

from . import signed_up

LONGEST_PASSWORD = 128
PASSWORD_HINT = _("Use at least 12 characters. Three or four words that do not belong together are easy to remember.")
EMAIL_ERRORS = {
    "required": _("Enter your email address"),
    "invalid": _("Enter an email address like name@example.nhs.uk"),
}


def worded(field, label, *, hint=None, required=None):
    """Give a field of allauth our label, hint and errors, and take its placeholder away."""
    field.label = label
    field.widget.attrs.pop("placeholder", None)
    if hint is not None:
        field.help_text = hint
    if isinstance(field, forms.EmailField):
        field.error_messages = {**field.error_messages, **EMAIL_ERRORS}
    if required:
        field.error_messages = {**field.error_messages, "required": required}


def worded_new_password(form, name="password1"):
    """A new password is typed once, and may be shown; it has a greatest length so that hashing stays cheap."""
    field = form.fields[name]
    worded(field, _("Create a password"), hint=PASSWORD_HINT, required=_("Enter a password"))
    field.max_length = LONGEST_PASSWORD
    field.validators.append(MaxLengthValidator(LONGEST_PASSWORD, _("Use at most 128 characters for your password")))


class LogInForm(account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        worded(self.fields["login"], _("Email address"))
        worded(self.fields["password"], _("Password"), required=_("Enter your password"))


class SignUpForm(account.SignupForm):
    """Name, address, password. An address that has an account takes as long and answers the same."""

    name = NameField(
        label=_("Full name"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Enter your full name")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hint = _("We send a link to this address. Use one you will keep if you change jobs.")
        worded(self.fields["email"], _("Email address"), hint=hint)
        worded_new_password(self)
        # The address to which an invited person's letter went; it is verified like any other.
        self.fields["email"].initial = context.request.session.get("invited_email", "")

    def try_save(self, request):
        signed_up.note(request, address=self.cleaned_data["email"])
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class ForgottenPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        worded(self.fields["email"], _("Email address"))


class OneNewPassword:
    """A new password asked for once."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        worded_new_password(self)


class NewPasswordForm(OneNewPassword, account.ResetPasswordKeyForm):
    pass


class SetPasswordForm(OneNewPassword, account.SetPasswordForm):
    pass


class ChangePasswordForm(OneNewPassword, account.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        worded(self.fields["oldpassword"], _("The password you use now"), required=_("Enter the password you use now"))


class CheckItIsYouForm(account.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        worded(self.fields["password"], _("Password"), required=_("Enter your password"))


class ChangeEmailForm(account.AddEmailForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hint = _("We send a link to the new address. The old one stays until you have opened it.")
        worded(self.fields["email"], _("New email address"), hint=hint)


class NewLinkForm(forms.Form):
    """Whose link was too old."""

    email = forms.EmailField(
        label=_("Email address"), error_messages=EMAIL_ERRORS, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class WithCode:
    """A code from an authenticator app, or a recovery code."""

    code_hint = _("6 numbers from your authenticator app, or one of your recovery codes.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        worded(self.fields["code"], _("Code"), hint=self.code_hint, required=_("Enter the code"))


class SecondStepForm(WithCode, mfa.AuthenticateForm):
    pass


class ConfirmSecondStepForm(WithCode, mfa.ReauthenticateForm):
    pass


class ActivateAppForm(WithCode, totp.ActivateTOTPForm):
    code_hint = _("6 numbers that the app shows once you have scanned the picture.")


class InvitationForm(forms.Form):
    """Whom to invite, to which role."""

    email = forms.EmailField(
        label=_("Email address of your colleague"),
        error_messages={**EMAIL_ERRORS, "required": _("Enter the email address of your colleague")},
    )

    def __init__(self, *args, roles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"] = RadiosField(
            label=_("Role"),
            choices=[(role.code, role.name) for role in roles],
            hints={role.code: role.description for role in roles},
            error_messages={"required": _("Select a role")},
        )


class HandOverForm(forms.Form):
    """To whom goes what a leaver kept for the team. Nobody is an answer too, unless one must be chosen."""

    to = forms.ModelChoiceField(queryset=None, required=False, label=_("Who takes over?"), to_field_name="uuid")

    def __init__(self, *args, colleagues, must_choose=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues
        self.fields["to"].empty_label = _("Choose somebody") if must_choose else _("Nobody")
        self.fields["to"].required = must_choose
        self.fields["to"].error_messages["required"] = _("Choose who takes over")


class ReviewForm(forms.Form):
    """Of which members of a team it is still true that they need their role. Gives their memberships."""

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        mine = [question for question in questions if not question.reason_not]
        self.memberships = {str(question.member.membership.uuid): question.member.membership for question in mine}
        self.fields["needed"] = CheckboxesField(
            label=_("Who still needs their role?"),
            choices=[(str(q.member.membership.uuid), f"{q.member.name}, {q.member.role.name}") for q in mine],
            hints={str(q.member.membership.uuid): _what_speaks(q) for q in mine},
            error_messages={"required": _("Select everybody who still needs their role")},
        )

    def clean_needed(self):
        return [self.memberships[uuid] for uuid in self.cleaned_data["needed"]]


def _what_speaks(question):
    """What helps to answer: the last use, the day by which, and whether the role rests."""
    member = question.member
    used = _day(member.last_active) if member.last_active else gettext("not yet")
    words = [gettext("Last active: %(day)s.") % {"day": used}]
    if member.rests:
        words.append(gettext("Rests: %(reason)s. Select to give it back.") % {"reason": member.rests})
    else:
        words.append(gettext("Confirm by %(day)s.") % {"day": _day(question.due)})
    return " ".join(words)


def _day(day):
    return date_format(day, "j F Y")


class TokenForm(forms.Form):
    """A token for a program: what it is for, what it may do, and until when."""

    name = forms.CharField(
        label=_("Which program will use it?"),
        help_text=_("For example, Training records system"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "nhsuk-input--width-30"}),
        error_messages={"required": _("Enter the name of the program")},
    )
    scopes = CheckboxesField(
        label=_("What may it do?"),
        choices=[
            (Scope.IMPORTS_WRITE, _("Hand in lists to be checked")),
            (Scope.IMPORTS_READ, _("Read what became of the lists")),
        ],
        hints={Scope.IMPORTS_WRITE: _("A person still approves each list here")},
        error_messages={"required": _("Select what the program may do")},
    )
    days = RadiosField(
        label=_("How long may it work?"),
        choices=[("30", _("30 days")), ("90", _("90 days")), ("365", _("1 year"))],
        error_messages={"required": _("Select how long it may work")},
    )

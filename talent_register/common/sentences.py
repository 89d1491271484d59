"""Django's own error messages, said so that people know what to do. Words that a form gives itself stay as they are."""

from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def sentence(error: ValidationError, field: forms.Field, label: str) -> str:
    """One mistake in one sentence. `label` is the field's label as shown."""
    for message, said in SENTENCES:
        if error.message is message:
            return said(str(label), error.params or {}, field)
    return next(iter(error))


def _required(label, params, field):
    if isinstance(field, forms.BooleanField):
        return _("Tick “%(label)s”") % {"label": label}
    choice = isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.FileField)
    if label.endswith("?"):
        return _("Select an answer") if choice else _("Enter an answer")
    return (_("Select %(thing)s") if choice else _("Enter %(thing)s")) % {"thing": inside(label)}


def _too_long(label, params, field):
    return _("%(label)s must be %(limit)s characters or fewer. It is %(length)s") % {
        "label": label,
        "limit": params["limit_value"],
        "length": params["show_value"],
    }


def _too_short(label, params, field):
    return _("%(label)s must be %(limit)s characters or more") % {"label": label, "limit": params["limit_value"]}


def _least(label, params, field):
    return _("%(label)s must be %(limit)s or more") % {"label": label, "limit": params["limit_value"]}


def _most(label, params, field):
    return _("%(label)s must be %(limit)s or less") % {"label": label, "limit": params["limit_value"]}


def _whole_number(label, params, field):
    return _("%(label)s must be a whole number, like 12") % {"label": label}


def _number(label, params, field):
    return _("%(label)s must be a number, like 12.5") % {"label": label}


def _email(label, params, field):
    return _("Enter an email address like name@example.nhs.uk")


def _choice(label, params, field):
    return _("Select one of the options on this page")


def _empty_file(label, params, field):
    return _("The selected file is empty")


def inside(label: str) -> str:
    """A label as it stands inside a sentence: "Full name" becomes "full name"; "GMC number" and "I agree" stay."""
    return label if label[1:2].isupper() or label[1:2] == " " else label[:1].lower() + label[1:]


SENTENCES = (
    (forms.Field.default_error_messages["required"], _required),
    (validators.MaxLengthValidator.message, _too_long),
    (validators.MinLengthValidator.message, _too_short),
    (validators.MinValueValidator.message, _least),
    (validators.MaxValueValidator.message, _most),
    (forms.IntegerField.default_error_messages["invalid"], _whole_number),
    (forms.DecimalField.default_error_messages["invalid"], _number),
    (validators.EmailValidator.message, _email),
    (forms.ChoiceField.default_error_messages["invalid_choice"], _choice),
    (forms.ModelChoiceField.default_error_messages["invalid_choice"], _choice),
    (forms.FileField.default_error_messages["empty"], _empty_file),
)

"""Settings of the outbox that would only fail once a letter leaves, found at start instead."""

from django.conf import settings
from django.core.checks import Error
from django.utils.module_loading import import_string


def settings_lead_somewhere(app_configs, **kwargs):
    """The dotted words exist, and a delivery by GOV.UK Notify has its key and template."""
    errors = []
    for path in [*settings.LETTER_RECHECKS.values(), *settings.LETTER_EXAMPLES, settings.LETTER_WISHES]:
        try:
            import_string(path)
        except ImportError:
            errors.append(Error(f"{path} is named in a setting of letters and does not exist."))
    if settings.DELIVERY == "notify" and not (settings.NOTIFY_KEY and settings.NOTIFY_TEMPLATE):
        errors.append(Error("REGISTER_DELIVERY is notify: set REGISTER_NOTIFY_KEY and REGISTER_NOTIFY_TEMPLATE too."))
    return errors

"""How letters leave. A transport sends one letter at a time and can sometimes be asked what it got.

`transport()` gives the one that settings.DELIVERY names; the outcomes a transport may raise are in `outcomes`.
"""

from django.conf import settings

from .mail import Mail
from .notify import Notify
from .outcomes import NoSuchAddress, PutOff, Refused, Transport, Unknown, Unreachable

TRANSPORTS: dict[str, type[Transport]] = {"email": Mail, "notify": Notify}

__all__ = ["NoSuchAddress", "PutOff", "Refused", "Transport", "Unknown", "Unreachable", "transport"]


def transport() -> Transport:
    return TRANSPORTS[settings.DELIVERY]()

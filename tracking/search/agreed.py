"""The filter "Consent": what somebody agreed that the reader's team does with their profile.

Who did not agree to be seen is on no list and in no count; so everybody agreed to support, and some to more.
"""

import numpy as np
from django.db.models import Case, CharField, Q, Value, When
from django.utils.translation import gettext_lazy as _

from profiles.models import Use, agreed_with
from talent_register.common.permissions import Permission
from tracking.choices import Agreed

from .bits import ASKED, POSTS_BY, seen
from .facets import Facet, Reader
from .held import Held
from .masks import Mask


def _posts(reader: Reader) -> Q:
    return agreed_with(reader.user, Permission.PEOPLE_SEARCH, Use.POSTS)


def _of(value: str, reader: Reader) -> Q:
    asked = Q(shares_with_recruiters=True)
    if value == Agreed.SUPPORT:
        return ~_posts(reader)
    return _posts(reader) & (asked if value == Agreed.CONTACT else ~asked)


def what_was_agreed(reader: Reader) -> Case:
    """The value of each of the people whom the reader may see."""
    more = [When(_of(value, reader), then=Value(value.value)) for value in (Agreed.CONTACT, Agreed.PLANNING)]
    return Case(*more, default=Value(Agreed.SUPPORT.value), output_field=CharField())


def _having(values: tuple[str, ...], reader: Reader) -> Q:
    wanted = Q(pk__in=[])
    for value in values:
        wanted |= _of(value, reader)
    return wanted


def _in_bits(bits: Held, reader: Reader) -> dict[str, Mask]:
    posts, asked = seen(bits, reader, Permission.PEOPLE_SEARCH, POSTS_BY), bits.of(ASKED, [ASKED])
    return {
        Agreed.CONTACT.value: posts & asked,
        Agreed.PLANNING.value: posts & ~asked,
        Agreed.SUPPORT.value: np.invert(posts),
    }


CONSENT = Facet(
    "consent",
    what_was_agreed,
    _having,
    label=_("What they agreed to"),
    options=lambda user: list(Agreed.choices),
    in_bits=_in_bits,
)

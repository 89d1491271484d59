"""Numbers that open exactly their list of people: counted as the list counts, under the address of the list."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from tracking.search import Counted, Criteria, count, find


def counted(user: Any, today: date, **asked: Any) -> Counted:
    """How long the list is, and what each filter would leave of it."""
    criteria = Criteria(**asked)
    return count(user, find(user, criteria, today), criteria, today)


def people_list(**filters: str) -> str:
    """The address of the list with these filters."""
    return f"{reverse('people')}?{urlencode(filters)}" if filters else reverse("people")

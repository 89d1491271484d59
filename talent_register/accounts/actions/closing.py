"""Closing accounts when their people leave. Staff keep theirs: what they did at work must stay told."""

from collections.abc import Iterable

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from talent_register.accounts.models import User


def staff_among(users: Iterable[int]) -> set[int]:
    """Of these users (ids), those who hold or held a role, or may open the admin."""
    roles = Q(memberships__isnull=False) | Q(is_staff=True) | Q(is_superuser=True)
    return set(User.objects.filter(roles, pk__in=list(users)).values_list("pk", flat=True))


@transaction.atomic
def close(*, users: Iterable[int]) -> list[str]:
    """Delete these accounts with everything that lets them in. Returns the names under which the record knows them."""
    ids = list(users)
    keys = UserSession.objects.filter(user__in=ids).values_list("session_key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()
    names = [user.audit_name for user in User.objects.filter(pk__in=ids)]
    User.objects.filter(pk__in=ids).delete()
    return names

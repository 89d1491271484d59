"""Under which keys, references and addresses the tables know somebody, or a batch of people."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Self

from allauth.account.models import EmailAddress
from django.db import models

from profiles.models import Clinician, RecordMerge, Registration
from talent_register.accounts.models import FormerAddress, User, WorkAddress


@dataclass(frozen=True)
class Subject:
    """People as other tables name them: one for a copy, a batch for an erasure. Who never logged in has no user."""

    clinician_ids: list[int]
    references: list[str]
    user_ids: list[int] = field(default_factory=list)
    audit_names: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    numbers: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, people: Iterable[Clinician]) -> Self:
        people = with_merged(people)
        users = [person.user for person in people if person.user]
        given = {address for person in people for address in (person.work_email, person.personal_email)}
        given |= {user.email for user in users}
        for model in (EmailAddress, WorkAddress, FormerAddress):
            given |= set(model._default_manager.filter(user__in=users).values_list("email", flat=True))
        given |= {address.lower() for address in given}
        numbers = Registration.objects.filter(clinician__in=people).values_list("regulator__code", "number_key")
        return cls(
            clinician_ids=[person.pk for person in people],
            references=[person.reference for person in people],
            user_ids=[user.pk for user in users],
            audit_names=[user.audit_name for user in users],
            addresses=sorted(given - {""}),
            numbers=list(numbers),
        )

    def without_users(self, staff: set[int]) -> Self:
        """The same people, with the accounts and log-in addresses of staff left alone."""
        kept = User.objects.filter(pk__in=staff)
        addresses = set(kept.values_list("email", flat=True))
        names = {user.audit_name for user in kept}
        return replace(
            self,
            user_ids=[pk for pk in self.user_ids if pk not in staff],
            audit_names=[name for name in self.audit_names if name not in names],
            addresses=[address for address in self.addresses if address.lower() not in addresses],
        )

    def keys_of(self, model: type[models.Model]) -> list[int]:
        return self.clinician_ids if model is Clinician else self.user_ids

    def values(self, attribute: str) -> list[Any]:
        return getattr(self, attribute)


def with_merged(people: Iterable[Clinician]) -> list[Clinician]:
    """These people, and the records of theirs that were merged into the ones they keep."""
    people = list(people)
    merged = Clinician.objects.filter(merged_into__in=RecordMerge.objects.in_force().filter(kept__in=people))
    return [*people, *merged.select_related("user")]

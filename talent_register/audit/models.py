"""Three records that only grow: what was done (Event), who was seen (View), what a row was before (Change).

No foreign keys: they survive the erasure and merging of what they speak of. Triggers refuse UPDATE, DELETE and
TRUNCATE, whichever program tries.
"""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from .triggers import (
    append_only,
    append_only_but_for_old_looks,
    append_only_but_forgettable,
    append_only_but_nameless,
)


class RecordQuerySet(models.QuerySet):
    """Words that the three records share."""

    def visible_to(self, user: Any) -> Self:
        """All of it: who may read the record at all is decided by a permission, and auditors read it whole."""
        return self if user.is_authenticated else self.none()

    def before(self, pk: int | None) -> Self:
        """Rows older than a row, newest first: how long lists are paged."""
        return self.filter(pk__lt=pk) if pk else self


class EventQuerySet(RecordQuerySet):
    def of_person(self, reference: str) -> Self:
        return self.filter(person_ref=reference)


class Event(models.Model):
    """One thing somebody did, written by the action that did it, in the same transaction."""

    at = models.DateTimeField(_("when"), db_index=True)
    type = models.CharField(_("what happened"), max_length=80, help_text="app.noun_past")
    actor = models.CharField(_("who"), max_length=80, blank=True, help_text="user:<uuid>, job:<name> or shell:<login>")
    actor_name = models.CharField(_("name of who"), max_length=200, blank=True)
    acting_for = models.CharField(_("acting for"), max_length=80, blank=True)
    organisation = models.CharField(_("organisation"), max_length=80, blank=True, help_text="organisation code")
    object_type = models.CharField(_("kind of thing"), max_length=60, blank=True)
    object_ref = models.CharField(_("thing"), max_length=80, blank=True, help_text="public reference, never a name")
    person_ref = models.CharField(_("person"), max_length=20, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    salt = models.UUIDField(null=True, editable=False, db_default=RandomUUID(), help_text="nobody can guess the digest")
    forgotten = models.CharField(max_length=64, null=True, help_text="salted digest of the name and reason that went")

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["object_type", "object_ref"], name="event_object"),
            models.Index(fields=["person_ref", "-id"], condition=~models.Q(person_ref=""), name="event_person"),
            models.Index(fields=["actor", "-id"], name="event_actor"),
            models.Index(fields=["type", "-id"], name="event_type"),
            models.Index(fields=["request_id"], condition=~models.Q(request_id=""), name="event_request"),
        ]
        triggers = append_only_but_nameless()

    def __str__(self) -> str:
        return f"{self.type} {self.object_ref}"


class ViewQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All that still say something."""
        return super().visible_to(user).kept()

    def kept(self) -> Self:
        """Looks that were not let go of after years."""
        return self.filter(forgotten__isnull=True)

    def of_person(self, reference: str) -> Self:
        """Who has seen this person, newest first: what the person reads about themselves."""
        return self.of_people([reference])

    def of_people(self, references: list[str]) -> Self:
        """Who has seen any of these: somebody may have had two references."""
        return self.filter(people__overlap=references)


class View(models.Model):
    """Somebody looked at one or more people: on which page, for what purpose. The person can read it."""

    at = models.DateTimeField(_("when"), db_index=True)
    actor = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=200, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True, help_text="as shown to the person")
    role = models.CharField(_("role"), max_length=100, blank=True)
    page = models.CharField(_("page"), max_length=100)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    people = ArrayField(models.CharField(max_length=20), verbose_name=_("people seen"), help_text="references")
    request_id = models.CharField(max_length=64, blank=True)
    forgotten = models.CharField(max_length=64, null=True, help_text="digest of what it said, once it was old enough")

    objects = ViewQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            GinIndex(fields=["people"], name="view_people"),
            models.Index(fields=["actor", "-id"], name="view_actor"),
        ]
        triggers = append_only_but_for_old_looks()

    def __str__(self) -> str:
        return f"{self.page}: {len(self.people)}"


class ChangeQuerySet(RecordQuerySet):
    def of_row(self, table: str, row_id: str) -> Self:
        return self.filter(table=table, row_id=row_id)

    def of_request(self, request_id: str) -> Self:
        """What one request or job changed. Work without an id of its own is not one request."""
        return self.filter(request_id=request_id) if request_id else self.none()


class Change(models.Model):
    """What one row was and became. Written only by database triggers, so bulk writes and psql are caught too."""

    at = models.DateTimeField(db_index=True)
    table = models.CharField(max_length=63)
    row_id = models.CharField(max_length=64)
    verb = models.CharField(max_length=6, help_text="INSERT, UPDATE or DELETE")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    actor = models.CharField(max_length=80, blank=True)
    acting_for = models.CharField(max_length=80, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    login = models.CharField(max_length=63, help_text="the database login; a setting can lie, a login cannot")
    forgotten = models.CharField(
        max_length=64, null=True, help_text="sha-256 of what it said, once that was erased with the person's data"
    )

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["table", "row_id"], name="change_row"),
            # A list of 100,000 people is written by the background, which has no request.
            models.Index(fields=["request_id"], condition=~models.Q(request_id=""), name="change_request"),
        ]
        triggers = append_only_but_forgettable()

    def __str__(self) -> str:
        return f"{self.verb} {self.table} {self.row_id}"


class Heartbeat(models.Model):
    """When each background process last proved that it takes work."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Seal(models.Model):
    """A link of the chain that shows tampering: the digest of a stretch of one table and of the link before.

    Whoever rewrites a sealed row must rewrite every later link too, and the digests have left the house by then.
    """

    at = models.DateTimeField()
    table = models.CharField(max_length=63)
    after_id = models.BigIntegerField(help_text="the stretch begins behind this row")
    to_id = models.BigIntegerField()
    rows = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, unique=True, help_text="the digest of the link before: no forks")

    class Meta:
        ordering = ["id"]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.table} to {self.to_id}"


class SealMark(models.Model):
    """Up to where a table will be sealed, once every transaction that ran at that moment has ended.

    Rows become visible out of order: a long transaction may still add one below the highest id that is seen.
    """

    table = models.CharField(max_length=63, primary_key=True)
    to_id = models.BigIntegerField()
    transaction_id = models.BigIntegerField(help_text="the first transaction that had not begun yet")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.table

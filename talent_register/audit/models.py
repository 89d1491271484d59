"""Three records that only grow: what was done (Event), who was seen (View), what a row was before (Change).

No foreign keys: they survive the erasure and merging of what they speak of.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
    person_ref = models.CharField(_("person"), max_length=20, blank=True, db_index=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True, db_index=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["object_type", "object_ref"], name="event_object")]

    def __str__(self) -> str:
        return f"{self.type} {self.object_ref}"


class View(models.Model):
    """Somebody looked at one or more people: on which page, for what purpose. The person can read it."""

    at = models.DateTimeField(_("when"), db_index=True)
    actor = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=200, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True, help_text="as shown to the person")
    role = models.CharField(_("role"), max_length=100, blank=True)
    page = models.CharField(_("page"), max_length=100)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    people = models.JSONField(_("people seen"), default=list, help_text="list of person references")
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.page}: {len(self.people)}"


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

    class Meta:
        indexes = [models.Index(fields=["table", "row_id"], name="change_row")]

    def __str__(self) -> str:
        return f"{self.verb} {self.table} {self.row_id}"


class Heartbeat(models.Model):
    """When each background process last proved that it takes work."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

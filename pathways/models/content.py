"""Changes to facts: drafted by one editor, published by another."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.common.permissions import Permission


class ContentChangeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every editor sees every change: two people look at each."""
        return self if user.is_authenticated and access.can(user, Permission.CONTENT_EDIT) else self.none()

    def waiting(self):
        return self.filter(state=ContentChange.State.WAITING)

    def open(self):
        return self.filter(state__in=[ContentChange.State.DRAFT, ContentChange.State.WAITING])

    def of_file(self, batch):
        """What came in one file, in its order."""
        return self.filter(batch=batch).order_by("pk")


class ContentChange(models.Model):
    """What one row of a fact table was, and what it would become. `kind` is a name of pathways.content."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("Draft")
        WAITING = "WAITING", _("Waiting for a second person")
        PUBLISHED = "PUBLISHED", _("Published")
        DECLINED = "DECLINED", _("Sent back")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.SlugField(max_length=40)
    row_id = models.BigIntegerField(null=True, blank=True, help_text="empty for a new row")
    title = models.CharField(max_length=200)
    batch = models.UUIDField(
        null=True, blank=True, db_index=True, help_text="what came in one file is decided together"
    )
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict)
    why = models.CharField(max_length=300)
    has_read_source = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    drafted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    drafted_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True, help_text="why it was sent back")

    objects = ContentChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "row_id"],
                condition=Q(state__in=["DRAFT", "WAITING"], row_id__isnull=False),
                name="content_change_open_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="PUBLISHED") | ~Q(drafted_by=F("decided_by")), name="content_change_two_people"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.state == ContentChange.State.DRAFT

    @property
    def tells_marks(self) -> bool:
        """Whether a file told when the fact was checked elsewhere, and by whom."""
        return "checked" in self.after


class ContentVersion(models.Model):
    """One row, whose token is another after every change to the facts that public pages are made of.

    Triggers of the database change it in the transaction of the change itself, whoever makes it: an editor, the
    loader of shipped facts, or a shell. Pages that were kept under an older token are then asked for no more.
    """

    token = models.UUIDField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="content_version_one_row")]

    def __str__(self) -> str:
        return str(self.token)


class LinkCheck(models.Model):
    """What became of one link of a fact when it was last opened. Nothing is wrong where `problem` is empty."""

    link = models.URLField(max_length=500, unique=True)
    looked_at = models.DateTimeField()
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["link"]

    def __str__(self) -> str:
        return self.link

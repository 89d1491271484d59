"""Lists of people that left the register as files: who asked, why, who agreed, and the file for 7 days."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Organisation
from tracking.choices import ExportColumn


class ExportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A user's own exports, and those of their teams on which they may decide."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(asked_by=user) | Q(pk__in=self.model.objects.of_teams_of(user).values("pk")))

    def of_teams_of(self, user):
        if access.reaches_nation(user, Permission.PEOPLE_EXPORT):
            return self.all()
        return self.filter(team__in=access.organisations_where(user, Permission.PEOPLE_EXPORT))

    def own(self, user):
        return self.filter(asked_by=user)

    def waiting_for(self, user):
        """Exports that wait for somebody else, on which this user may decide."""
        return self.of_teams_of(user).filter(state=Export.State.ASKED).exclude(asked_by=user)


class Export(models.Model):
    """One list that was asked for. It is written from the register of that moment, never from what a page showed."""

    class State(models.TextChoices):
        ASKED = "ASKED", _("Waiting for a second person")
        QUEUED = "QUEUED", _("Being written")
        READY = "READY", _("Ready")
        REFUSED = "REFUSED", _("Refused")
        EMPTY = "EMPTY", _("Nobody may be exported any more")
        GONE = "GONE", _("File deleted")

    class Format(models.TextChoices):
        CSV = "csv", _("CSV, for any program")
        XLSX = "xlsx", _("Excel workbook (XLSX)")
        ODS = "ods", _("OpenDocument spreadsheet (ODS)")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=State.choices)
    format = models.CharField(max_length=5, choices=Format.choices)
    query = models.TextField(help_text="who was chosen: ticks or filters, as in an address")
    said = models.CharField(max_length=1000, blank=True, help_text="the filters in words")
    columns = ArrayField(models.CharField(max_length=30))
    reason = models.CharField(max_length=300)
    people = models.PositiveIntegerField(help_text="how many when it was asked for")
    asked_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="exports")
    team = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    kept_until = models.DateTimeField(null=True, blank=True)
    rows = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    downloaded_at = models.DateTimeField(null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="export_second_is_another"
            ),
            models.CheckConstraint(
                condition=~Q(state="READY") | Q(written_at__isnull=False, rows__isnull=False), name="export_ready_dated"
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(state="QUEUED"), name="export_queue")]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def column_words(self) -> list[str]:
        """The columns as whoever agrees to the file reads them."""
        words = dict(ExportColumn.choices)
        return [str(words.get(code, code)) for code in self.columns]

    def is_kept_on(self, at) -> bool:
        """Whether the file may still be had: over its day it may not, even before it is swept away."""
        return self.state == self.State.READY and at < self.kept_until

    @property
    def is_kept(self) -> bool:
        return self.is_kept_on(timezone.now())


class ExportFile(models.Model):
    """The file itself, encrypted, and whom it names. Deleted after 7 days."""

    export = models.OneToOneField(Export, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField(help_text="Fernet")
    people = ArrayField(models.CharField(max_length=20), help_text="references")

    def __str__(self) -> str:
        return str(self.export_id)

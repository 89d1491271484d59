"""An import from upload to undo: the run, its file, its staged rows, and what is remembered for next time.

Nothing here touches a person. The list type (a Resource of the app that owns the people) knows how to.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Organisation


class State(models.TextChoices):
    """Where a run stands, in the words people see. TRANSITIONS in rules.py says what may follow what."""

    CHECKING = "CHECKING", _("Checking")
    NEEDS_ANSWERS = "NEEDS_ANSWERS", _("Needs your answers")
    PROBLEMS = "PROBLEMS", _("Problems to fix")
    READY = "READY", _("Ready to import")
    IMPORTING = "IMPORTING", _("Importing")
    IMPORTED = "IMPORTED", _("Imported")
    IMPORTED_PARTLY = "IMPORTED_PARTLY", _("Imported, some rows left out")
    UNDOING = "UNDOING", _("Undoing")
    UNDONE = "UNDONE", _("Undone")
    CANCELLED = "CANCELLED", _("Cancelled")
    REFUSED = "REFUSED", _("File refused")
    FAILED = "FAILED", _("Failed")


class Mode(models.TextChoices):
    ADD = "ADD", _("Add and update people")
    REPLACE = "REPLACE", _("Replace the current list")
    CHECK = "CHECK", _("Check a file without importing")


class ImportRunQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Runs of the organisations in which the user may see imports."""
        return self.filter(organisation__in=access.organisations_where(user, Permission.IMPORT_VIEW))

    def unfinished(self):
        return self.filter(state__in=[State.CHECKING, State.IMPORTING, State.UNDOING])


class ImportRun(models.Model):
    """One file handed over by one organisation, and what became of it."""

    reference = models.CharField(max_length=20, unique=True, help_text="IMP-2026-00417")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="imports")
    list_type = models.CharField(max_length=30)
    scope = models.CharField(_("year or intake"), max_length=80, blank=True)
    as_at = models.DateField(_("true on"))
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.ADD)
    state = models.CharField(max_length=20, choices=State.choices, default=State.CHECKING)
    file_name = models.CharField(max_length=255)
    file_size = models.PositiveIntegerField()
    file_sha256 = models.CharField(max_length=64)
    sheet = models.CharField(max_length=100, blank=True)
    header_row = models.PositiveIntegerField(null=True, blank=True)
    headings = models.JSONField(default=list)
    mapping = models.JSONField(default=dict, help_text="our column → index of theirs")
    date_orders = models.JSONField(default=dict, help_text="our column → DMY, MDY or YMD")
    value_map = models.JSONField(default=dict, help_text="our column → {their value: ours, or null}")
    changed_silently = models.JSONField(default=list, help_text="codes of harmless repairs, for What we changed")
    counts = models.JSONField(default=dict, help_text="rows, new, changed, unchanged, problems, blank, left_out …")
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    refusal = models.CharField(max_length=60, blank=True, help_text="code of why the file was refused")
    refusal_details = models.JSONField(default=dict)
    letters_at = models.DateTimeField(null=True, blank=True, help_text="when claim letters leave; null: none")
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    uploaded_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    imported_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    worked_at = models.DateTimeField(null=True, blank=True, help_text="last sign of life of the worker")
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True) | Q(approved_at__isnull=False),
                name="import_approved_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class ImportFile(models.Model):
    """The original bytes, encrypted, for 30 days; afterwards only the run's hash remains."""

    run = models.OneToOneField(ImportRun, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()
    created_at = models.DateTimeField()


class RowState(models.TextChoices):
    READY = "READY", _("Ready")
    PROBLEM = "PROBLEM", _("Has a problem")
    QUESTION = "QUESTION", _("Needs an answer")
    LEFT_OUT = "LEFT_OUT", _("Left out")
    BLANK = "BLANK", _("Blank")
    APPLIED = "APPLIED", _("Imported")
    REVERSED = "REVERSED", _("Undone")
    KEPT = "KEPT", _("Kept")


class Action(models.TextChoices):
    NEW = "NEW", _("New")
    CHANGED = "CHANGED", _("Changed")
    UNCHANGED = "UNCHANGED", _("No change")
    LEAVER = "LEAVER", _("Left the list")
    BLOCKED = "BLOCKED", _("Blocked")


class ImportRow(models.Model):
    """One row of the file. `number` is the row number that the spreadsheet shows."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    raw = models.JSONField(help_text="list of cell texts, kept columns only")
    cleaned = models.JSONField(default=dict, help_text="our column → cleaned value")
    issues = models.JSONField(default=list, help_text="[{column, heading, value, code, message, level}]")
    state = models.CharField(max_length=10, choices=RowState.choices)
    action = models.CharField(max_length=10, choices=Action.choices, blank=True)
    person_id = models.BigIntegerField(null=True, blank=True, help_text="matched person, in the list type's model")
    person_version = models.CharField(max_length=40, blank=True, help_text="the person as seen at the check")
    answer = models.CharField(max_length=20, blank=True, help_text="what a person decided about a match")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        ordering = ["run", "number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["run", "state", "number"], name="import_row_state")]

    def __str__(self) -> str:
        return f"{self.run_id} row {self.number}"


class ColumnMapping(models.Model):
    """How an organisation matched a set of headings last time."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="column_mappings")
    list_type = models.CharField(max_length=30)
    fingerprint = models.CharField(max_length=64, help_text="hash of the folded headings")
    mapping = models.JSONField()
    date_orders = models.JSONField(default=dict)
    value_map = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "list_type", "fingerprint"], name="column_mapping_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.list_type}"


class NotTheSame(models.Model):
    """Somebody decided that these two are different people; do not ask again."""

    fingerprint = models.CharField(max_length=64, help_text="hash of the incoming identity")
    person_id = models.BigIntegerField()
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fingerprint", "person_id"], name="not_the_same_once")]

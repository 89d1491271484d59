"""An import from upload to undo: the run, its file, its staged rows, and what is remembered for next time.

Nothing here touches a person. The list type (a Resource of the app that owns the people) knows how to.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talent_register.accounts import access
from talent_register.accounts.models import ApiToken, User
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Organisation

from .choices import Action, Answer, Leavers, Letters, Mode, RowState, State, Zeros
from .rules import CLOSED, DONE, UNFINISHED, has_stalled, kept_until, undo_until


class ImportRunQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Runs of the organisations in which the user may see imports."""
        return self.filter(organisation__in=access.organisations_where(user, Permission.IMPORT_VIEW))

    def of_token(self, token):
        """Runs that a program may read: those of its organisation."""
        return self.filter(organisation=token.organisation_id)

    def unfinished(self):
        return self.filter(state__in=UNFINISHED)

    def writing_to_people(self):
        """Imports in effect whose people somebody wanted to be written to."""
        return self.filter(state__in=DONE, letters=Letters.SEND)

    def with_letters_to_write(self):
        """Those of them whose letters nobody wrote yet."""
        return self.writing_to_people().filter(letters_written_at__isnull=True)

    def closed(self):
        return self.filter(state__in=CLOSED)

    def same_file_as(self, run):
        """Earlier imports by the same organisation of the same bytes, or of rows that say the same in another order or
        kind of file."""
        same_rows = Q(list_type=run.list_type, rows_sha256=run.rows_sha256) & ~Q(rows_sha256="")
        same = self.filter(Q(file_sha256=run.file_sha256) | same_rows, organisation=run.organisation, state__in=DONE)
        return same.exclude(pk=run.pk).order_by("-imported_at")


class ImportRun(models.Model):
    """One file handed over by one organisation, and what became of it."""

    reference = models.CharField(max_length=20, unique=True, help_text="IMP-2026-00417")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="imports")
    list_type = models.CharField(max_length=30)
    scope = models.CharField(_("year or intake"), max_length=80, blank=True)
    as_at = models.DateField(_("true on"))
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.ADD)
    state = models.CharField(max_length=20, choices=State.choices, default=State.STARTED)

    file_name = models.CharField(max_length=255, blank=True)
    file_size = models.PositiveIntegerField(default=0)
    file_sha256 = models.CharField(max_length=64, blank=True)
    rows_sha256 = models.CharField(
        max_length=64, blank=True, db_default="", help_text="what the rows say, in any order"
    )
    is_read = models.BooleanField(default=False, help_text="the file's rows are staged under the present mapping")
    sheet = models.CharField(max_length=100, blank=True)
    sheets = models.JSONField(default=list, help_text="[{name, rows, known, names, hidden}]")
    header_row = models.PositiveIntegerField(null=True, blank=True)
    is_heading_sure = models.BooleanField(
        default=True, db_default=True, help_text="its names, or a person, say that this is the row of column names"
    )
    headings = models.JSONField(default=list)
    encoding = models.CharField(max_length=20, blank=True)
    is_1904 = models.BooleanField(default=False)
    matched_as_of = models.CharField(
        max_length=60, blank=True, db_default="", help_text="the database's moment of the last match"
    )

    mapping = models.JSONField(default=dict, help_text="our column → index of theirs")
    sure = models.JSONField(default=dict, help_text="our column → how the match came about")
    dropped = models.JSONField(default=list, help_text="[{heading, why}] of columns that were not kept")
    date_orders = models.JSONField(default=dict, help_text="our column → DMY or MDY")
    unsure_orders = models.JSONField(default=dict, help_text="our column → a date that could be either")
    value_map = models.JSONField(default=dict, help_text="our column → {their value: ours, empty or -}")
    suggested = models.JSONField(default=dict, help_text="our column → {their value: ours} taken for the same")
    changed_silently = models.JSONField(default=list, help_text="codes of harmless repairs, for What we changed")
    columns_confirmed_at = models.DateTimeField(null=True, blank=True)
    values_confirmed_at = models.DateTimeField(null=True, blank=True)
    problems_accepted_at = models.DateTimeField(null=True, blank=True, help_text="rows with problems may be left out")
    zeros = models.CharField(max_length=10, choices=Zeros.choices, blank=True)
    leavers = models.CharField(max_length=10, choices=Leavers.choices, blank=True)
    letters = models.CharField(max_length=10, choices=Letters.choices, default=Letters.UNDECIDED)
    letters_at = models.DateTimeField(null=True, blank=True, help_text="from when the letters leave; null: none do")
    letters_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    letters_decided_at = models.DateTimeField(null=True, blank=True)
    letters_written_at = models.DateTimeField(null=True, blank=True, help_text="when they were put into the outbox")

    counts = models.JSONField(default=dict, help_text="rows, new, changed, unchanged, problems, blank, left_out …")
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    refusal = models.CharField(max_length=60, blank=True, help_text="code of why the file was refused")
    refusal_details = models.JSONField(default=dict)

    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    uploaded_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    handed_over_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True, help_text="waits for an approver since then")
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    imported_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True, help_text="when it was last handed to the background")
    worked_at = models.DateTimeField(null=True, blank=True, help_text="last sign of life of the worker")
    token = models.ForeignKey(ApiToken, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    request_key = models.CharField(max_length=100, blank=True, help_text="Idempotency-Key of the program")
    request_sha256 = models.CharField(max_length=64, blank=True, help_text="what was sent under that key")
    attempts = models.PositiveSmallIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True) | Q(approved_at__isnull=False),
                name="import_approved_has_time",
            ),
            models.UniqueConstraint(
                fields=["organisation", "request_key"], condition=~Q(request_key=""), name="import_request_once"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("import-step", args=[self.reference])

    @property
    def sheets_to_read(self) -> list[dict]:
        """Those that can be seen and hold rows."""
        return [page for page in self.sheets if not page["hidden"] and page["rows"]]

    @property
    def hidden_sheets(self) -> list[str]:
        """The names of those that cannot be seen and were not read."""
        return [page["name"] for page in self.sheets if page["hidden"] and page["name"] != self.sheet]

    @property
    def not_taken(self) -> list[str]:
        """The names of their columns that were not kept, and so are in no file that goes back."""
        return [column["heading"] for column in self.dropped]

    @property
    def values_open(self) -> bool:
        """Whether values wait to be matched, or matches that were guessed to be confirmed."""
        return not self.values_confirmed_at and bool(self.suggested or self.counts.get("unknown"))

    @property
    def undo_until(self):
        return undo_until(self.imported_at) if self.imported_at else None

    @property
    def file_kept_until(self):
        """The day on which the uploaded file is deleted; None once it is gone."""
        kept = ImportFile.objects.filter(run=self).values_list("created_at", flat=True).first()
        return kept_until(kept) if kept else None

    def has_stalled(self, now) -> bool:
        """Whether the background has been silent for too long about what it has to do."""
        signs = self.waiting_since or self.uploaded_at, self.worked_at
        return self.state in UNFINISHED and has_stalled(signs=signs, now=now)

    @property
    def ready_count(self) -> int:
        """People whom this import would add or change."""
        return self.counts.get("new", 0) + self.counts.get("changed", 0)


class ImportFile(models.Model):
    """The original bytes, encrypted, until the import closes; afterwards only the run's hash remains."""

    run = models.OneToOneField(ImportRun, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()
    created_at = models.DateTimeField()


class ImportRow(models.Model):
    """One row of the file. `number` is the row number that the spreadsheet shows."""

    # Without an index of its own: two of those below begin with it.
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField()
    raw = models.JSONField(help_text="our column → cell as read, kept columns only")
    fixes = models.JSONField(default=dict, help_text="our column → what somebody typed instead")
    cleaned = models.JSONField(default=dict, help_text="our column → cleaned value")
    issues = models.JSONField(default=list, help_text="[{column, value, code, level, details}]")
    state = models.CharField(max_length=10, choices=RowState.choices)
    action = models.CharField(max_length=10, choices=Action.choices, blank=True)
    person_id = models.BigIntegerField(null=True, blank=True, help_text="matched person, in the list type's model")
    person_version = models.CharField(max_length=40, blank=True, help_text="the person as seen at the check")
    answer = models.CharField(max_length=20, choices=Answer.choices, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    origin = models.JSONField(null=True, help_text="whose word the values before were, and since when")

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
    """Somebody decided that these two are different people; ask again only when one of them changed."""

    fingerprint = models.CharField(max_length=64, help_text="hash of the incoming identity")
    person_id = models.BigIntegerField()
    person_print = models.CharField(max_length=64, blank=True, help_text="hash of the person's identity at that time")
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fingerprint", "person_id"], name="not_the_same_once")]
        indexes = [models.Index(fields=["person_print"], name="not_the_same_print")]

"""Who supplied a value, and what a college says that the person has not agreed to."""

from django.db import models
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _

from talent_register.audit.triggers import history_of
from talent_register.common.typed import LONGEST_NAME
from talent_register.organisations.models import Organisation

from .clinician import Clinician


class FactSource(models.TextChoices):
    SELF = "SELF", _("You")
    COLLEGE = "COLLEGE", _("Your college or training body")
    REGULATOR = "REGULATOR", _("Regulator check")
    REVIEWER = "REVIEWER", _("A reviewer")


class Fact(models.Model):
    """Where the present value of one field came from. One row a person, field and supplier."""

    # Most rows that a list writes are these. The constraint below has an index that begins with the person, and that a
    # body goes is rare enough to read them all.
    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="facts", db_index=False)
    field = models.CharField(max_length=60, help_text="training.grade, clinician.work_email …")
    source = models.CharField(max_length=10, choices=FactSource.choices)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    as_at = models.DateField()
    import_reference = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["clinician", "field"]
        constraints = [
            models.UniqueConstraint(fields=["clinician", "field"], name="fact_once_per_field"),
        ]
        indexes = [models.Index(fields=["import_reference"], name="fact_import")]

    def __str__(self) -> str:
        return f"{self.field}: {self.source}"


class Suggestion(models.Model):
    """A college's value that differs from the person's own: a question, never an overwrite."""

    class State(models.TextChoices):
        OPEN = "OPEN", _("Waiting for you")
        ACCEPTED = "ACCEPTED", _("You used theirs")
        KEPT = "KEPT", _("You kept yours")
        WRONG = "WRONG", _("You said theirs is wrong")

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="suggestions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=60)
    value = models.CharField(max_length=LONGEST_NAME)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    import_reference = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["clinician", "field"]
        constraints = [
            # A name is longer than an index holds: its hash stands for it.
            models.UniqueConstraint("clinician", "organisation", "field", MD5("value"), name="suggestion_once"),
        ]
        indexes = [models.Index(fields=["import_reference"], name="suggestion_import")]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.field} {self.state}"

"""Who supplied a value, and what a college says that the person has not agreed to."""

from django.db import models
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _

from talent_register.audit.triggers import history_of
from talent_register.common.typed import LONGEST_NAME
from talent_register.organisations.models import Organisation

from .clinician import Clinician
from .supply import ANY_NUMBER, Supply


class FactSource(models.TextChoices):
    SELF = "SELF", _("You")
    COLLEGE = "COLLEGE", _("Your college or training body")
    REGULATOR = "REGULATOR", _("Regulator check")
    REVIEWER = "REVIEWER", _("A reviewer")


class FactQuerySet(models.QuerySet):
    def by_field(self, clinician: Clinician) -> dict[str, "Fact"]:
        """Who stands behind each value of a person: who said it last, else the list that brought the person."""
        own = self.filter(clinician=clinician).select_related("organisation")
        return {**_brought(clinician), **{fact.field: fact for fact in own}}


def _brought(clinician: Clinician) -> dict[str, "Fact"]:
    """What the person's first list gave, a value each, as facts that are not stored."""
    supply = Supply.objects.select_related("organisation").filter(pk=clinician.supply_id).first()
    if supply is None:
        return {}
    fields = [field for field in supply.fields if field != ANY_NUMBER]
    if ANY_NUMBER in supply.fields:
        numbers = clinician.registrations.filter(created_at=clinician.created_at)
        fields += [f"{ANY_NUMBER}{pk}" for pk in numbers.values_list("pk", flat=True)]
    given = {name: getattr(supply, name) for name in ("organisation", "as_at", "import_reference")}
    return {field: Fact(clinician=clinician, field=field, source=FactSource.COLLEGE, **given) for field in fields}


class Fact(models.Model):
    """Where the present value of one field came from. One row a person and field. What the list gave that brought the
    person has none: it is said once for many people (Supply)."""

    # The constraint below has an index that begins with the person, and that a body goes is rare enough to read all.
    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="facts", db_index=False)
    field = models.CharField(max_length=60, help_text="training.grade, clinician.work_email …")
    source = models.CharField(max_length=10, choices=FactSource.choices)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    as_at = models.DateField()
    import_reference = models.CharField(max_length=20, blank=True)

    objects = FactQuerySet.as_manager()

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

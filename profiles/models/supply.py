"""What a list gave of the people whom it brought to the register."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from talent_register.organisations.models import Organisation

# Stands for every number that a record had from the beginning.
ANY_NUMBER = "registration."


class Supply(models.Model):
    """Whose list brought people, of which day, and which of their values it gave.

    A list gives nearly all of its people the same values, so that these few rows say of a hundred thousand people who
    stands behind each value. Whatever somebody says of a value later is a Fact of its own, which goes first.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    as_at = models.DateField()
    import_reference = models.CharField(max_length=20)
    fields = ArrayField(models.CharField(max_length=60), help_text="clinician.work_email, registration. …")

    class Meta:
        ordering = ["import_reference", "fields"]
        constraints = [models.UniqueConstraint(fields=["import_reference", "fields"], name="supply_once")]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.as_at}"

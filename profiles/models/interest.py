"""How interested somebody is in leading, and since when: each answer is kept."""

from django.db import models

from talent_register.audit.triggers import history_of

from .clinician import Clinician, NextStep, Stage


class Interest(models.Model):
    """One answer to "what stage are you at" and "what next". The newest is in force; the first dates the interest."""

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="interests")
    stage = models.CharField(max_length=15, choices=Stage.choices)
    next_step = models.CharField(max_length=10, choices=NextStep.choices)
    from_date = models.DateField()
    at = models.DateTimeField()
    how = models.CharField(max_length=40, help_text="registration, review …")

    class Meta:
        ordering = ["-at", "-id"]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.stage} {self.next_step}"

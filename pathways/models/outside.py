"""Codes and rules of others that the register's own were made from. Only pages of editors show them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talent_register.common.models import Sourced

from .published import Ending, PublishedQuerySet


class OutsideCode(Sourced, Ending):
    """One code, column or rule of another system, as it was read there. Nothing about people is kept by it."""

    class Kind(models.TextChoices):
        REVIEW_REASON = "REVIEW_REASON", _("Reasons at a yearly review of training")
        ODS_ROLE = "ODS_ROLE", _("Kinds of organisation")
        STAFF_GROUP = "STAFF_GROUP", _("Staff groups in staff records")
        NUMBER = "NUMBER", _("What numbers and codes look like")
        DESIGNATED_BODY = "DESIGNATED_BODY", _("Designated bodies")
        COLUMN = "COLUMN", _("Columns of lists that others make")
        READINESS = "READINESS", _("Words for readiness and growth")
        SMALL_NUMBERS = "SMALL_NUMBERS", _("How small numbers are hidden")
        RETENTION = "RETENTION", _("How long records are kept")
        REVIEW_ASK = "REVIEW_ASK", _("What the review of 2018 asked for")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    says = models.TextField(blank=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "id"]
        verbose_name = "outside code"
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="outside_code_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"

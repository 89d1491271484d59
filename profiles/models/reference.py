"""Facts that describe clinicians: professions, regulators, specialties, grades. Disabled, never deleted."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from talent_register.common.models import Sourced
from talent_register.common.wordings import WordsField


class ReferenceQuerySet(models.QuerySet):
    def in_use(self):
        """Those that may be chosen: not ended by today. The ended stay for whoever chose them."""
        return self.filter(Q(disabled_on__isnull=True) | Q(disabled_on__gt=localdate()))


class Reference(Sourced):
    """A fact that people choose when they say who they are."""

    class Meta:
        abstract = True

    @property
    def has_ended(self) -> bool:
        return self.disabled_on is not None and self.disabled_on <= localdate()


class Regulator(Reference):
    """A body that keeps a register, and what its numbers look like. A weak pattern warns and never rejects."""

    code = models.SlugField(max_length=20, unique=True)
    name = WordsField(max_length=120)
    short_name = models.CharField(max_length=20)
    nations = models.CharField(max_length=40, blank=True)
    number_label = WordsField(max_length=80, blank=True)
    number_pattern = models.CharField(max_length=120, blank=True)
    number_hint = WordsField(max_length=300, blank=True)
    number_example = models.CharField(max_length=30, blank=True)
    is_pattern_sure = models.BooleanField(default=False, help_text="False: a number that does not fit only warns")
    separates_licence = models.BooleanField(default=False, help_text="registered and licensed are separate facts")
    register_url = models.URLField(blank=True)
    renewal_months = models.PositiveSmallIntegerField(null=True, blank=True)
    revalidation_months = models.PositiveSmallIntegerField(null=True, blank=True)
    disabled_on = models.DateField(null=True, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name}"


class Profession(Reference):
    """A clinical profession, within a family that people recognise."""

    code = models.SlugField(max_length=40, unique=True)
    name = WordsField(max_length=80)
    family = models.CharField(max_length=40, db_index=True, help_text="medical, nursing, ahp …")
    regulator = models.ForeignKey(
        Regulator, null=True, blank=True, on_delete=models.PROTECT, related_name="professions"
    )
    number_prefix = models.CharField(max_length=4, blank=True, help_text="HCPC prefix of this profession")
    staff_group = models.CharField(max_length=60, blank=True)
    typical_college = models.CharField(max_length=120, blank=True)
    sort = models.PositiveSmallIntegerField(default=0)
    disabled_on = models.DateField(null=True, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["sort", "name"]

    def __str__(self) -> str:
        return f"{self.name}"


class Specialty(Reference):
    code = models.SlugField(max_length=60, unique=True)
    name = WordsField(max_length=100)
    group = WordsField(max_length=60, blank=True)
    nhs_code = models.CharField(max_length=5, blank=True)
    lead_college = models.CharField(max_length=120, blank=True)
    disabled_on = models.DateField(null=True, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "specialties"

    def __str__(self) -> str:
        return f"{self.name}"


class TrainingGrade(Reference):
    code = models.SlugField(max_length=40, unique=True)
    name = WordsField(max_length=100)
    abbreviation = models.CharField(max_length=20, blank=True)
    sector = models.CharField(max_length=40, blank=True)
    sort = models.PositiveSmallIntegerField(default=0)
    disabled_on = models.DateField(null=True, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["sort", "name"]

    def __str__(self) -> str:
        return self.abbreviation or f"{self.name}"

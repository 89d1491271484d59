"""Bodies of the NHS and those that train its clinicians, with the names they had and when."""

from datetime import timedelta

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Case, FloatField, Max, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talent_register.common.wordings import WordsField

from . import rules


class Nation(models.TextChoices):
    ENGLAND = "ENGLAND", _("England")
    SCOTLAND = "SCOTLAND", _("Scotland")
    WALES = "WALES", _("Wales")
    NORTHERN_IRELAND = "NORTHERN_IRELAND", _("Northern Ireland")
    UK = "UK", _("United Kingdom")


class Region(models.Model):
    """An NHS England region or an education office. The two maps differ; a place has one of each."""

    class Kind(models.TextChoices):
        NHS_REGION = "NHS_REGION", _("NHS England region")
        EDUCATION_OFFICE = "EDUCATION_OFFICE", _("Education office")
        NATION = "NATION", _("Nation outside England")

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = WordsField(max_length=100)
    ods_code = models.CharField(max_length=10, blank=True)
    training_number_prefix = models.CharField(max_length=4, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="offices")
    nation = models.CharField(max_length=20, choices=Nation.choices, default=Nation.ENGLAND)
    source = models.CharField(max_length=300, blank=True)
    checked = models.CharField(max_length=100, blank=True, help_text="the day it was checked, or why it was not")
    checked_on = models.DateField(null=True, blank=True)
    is_verified = models.BooleanField(default=False)

    class Meta:
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return f"{self.name}"


class OrganisationQuerySet(models.QuerySet):
    def open_on(self, day):
        """Organisations that existed on a day."""
        return self.filter(Q(opened_on__isnull=True) | Q(opened_on__lte=day)).filter(
            Q(disabled_on__isnull=True) | Q(disabled_on__gt=day)
        )

    def employers(self):
        return self.filter(kind__in=[Organisation.Kind.TRUST, Organisation.Kind.BOARD, Organisation.Kind.HEALTH_BODY])

    def named(self, name):
        """Organisations whose present or past name is exactly this one, marks and capitals aside."""
        return self.filter(names__search_key=rules.search_key(name)).distinct()

    def matching(self, words):
        """Organisations whose code, name or old name is close to what somebody typed, the closest first.

        Marks, accents, capitals and small slips are forgiven. Closed bodies and practices give way to the others.
        """
        code, key = rules.code_key(words), rules.search_key(words)
        if not key:
            return self.none()
        close = Q(code=code) | Q(names__search_key__contains=key) | Q(names__search_key__trigram_word_similar=key)
        return self.filter(close).annotate(likeness=_likeness(code, key)).order_by("-likeness", "name")


def _likeness(code: str, key: str):
    """How close a found organisation is: its code, then its whole name, its beginning, its words."""
    name = Case(
        When(names__search_key=key, then=Value(3.0)),
        When(names__search_key__startswith=key, then=Value(2.0)),
        default=TrigramWordSimilarity(key, "names__search_key"),
        output_field=FloatField(),
    )
    gives_way = Case(
        When(disabled_on__isnull=False, then=Value(0.5)),
        When(kind="PRACTICE", then=Value(0.3)),
        default=Value(0.0),
        output_field=FloatField(),
    )
    return Case(When(code=code, then=Value(4.0)), default=Max(name) - gives_way, output_field=FloatField())


class Organisation(models.Model):
    """One body under its lasting code. Never deleted: `disabled_on` says when it ceased."""

    class Kind(models.TextChoices):
        TRUST = "TRUST", _("NHS trust")
        BOARD = "BOARD", _("Integrated care board")
        HEALTH_BODY = "HEALTH_BODY", _("Health body of another nation")
        REGION = "REGION", _("Regional team")
        NATIONAL = "NATIONAL", _("National body")
        EDUCATION_OFFICE = "EDUCATION_OFFICE", _("Education office")
        COLLEGE = "COLLEGE", _("Royal college or faculty")
        TRAINING_BODY = "TRAINING_BODY", _("Training body")
        PRACTICE = "PRACTICE", _("General practice")
        OTHER = "OTHER", _("Other organisation")

    code = models.CharField(max_length=20, unique=True, help_text="ODS code, or our own for bodies without one")
    slug = models.SlugField(max_length=120, unique=True)
    name = WordsField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="organisations")
    nation = models.CharField(max_length=20, choices=Nation.choices, default=Nation.ENGLAND)
    town = WordsField(max_length=80, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    disabled_on = models.DateField(null=True, blank=True, help_text="the first day on which it no longer existed")
    source = models.CharField(max_length=300, blank=True)
    checked = models.CharField(max_length=100, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    is_verified = models.BooleanField(default=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisation", args=[self.slug])

    @property
    def last_day(self):
        """The last day on which a closed organisation existed."""
        return self.disabled_on - timedelta(days=1) if self.disabled_on else None


class OrganisationName(models.Model):
    """A name an organisation had, from and to a day; the search looks here too."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    name = WordsField(max_length=200)
    search_key = models.CharField(max_length=200, help_text="folded: lower case, no accents or punctuation")
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)
    seen_on = models.DateField(null=True, blank=True, help_text="a day on which a source used this name")
    is_official = models.BooleanField(default=False, help_text="the present name as its source writes it")

    class Meta:
        ordering = ["organisation", "from_date"]
        indexes = [
            GinIndex(fields=["search_key"], name="organisation_name_like", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="organisation_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

"""Words of the pathways: stages, lanes, how common a move is, and the families of professions with a page."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far a role reaches: the columns of the diagram, from left to right."""

    TEAM = "TEAM", _("Team")
    SERVICE = "SERVICE", _("Service or directorate")
    ORGANISATION = "ORGANISATION", _("Organisation")
    SYSTEM = "SYSTEM", _("System and national")


class Lane(models.TextChoices):
    """What a role is mostly about: the bands of the diagram, from top to bottom."""

    PROFESSION = "PROFESSION", _("Profession and service")
    QUALITY = "QUALITY", _("Quality and education")
    SYSTEM = "SYSTEM", _("Primary care and system")
    OPERATIONS = "OPERATIONS", _("Operations and strategy")


class Commonness(models.TextChoices):
    COMMON = "COMMON", _("Common")
    SOMETIMES = "SOMETIMES", _("Sometimes")
    RARE = "RARE", _("Rare")


class Needs(models.TextChoices):
    """Whether a role needs something: sometimes it depends on the post or the profession."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    ASK = "ask", _("It depends")


@dataclass(frozen=True)
class Family:
    """A family of professions with a page of its own. `code` is what professions carry."""

    slug: str
    code: str
    name: Promise | str
    people: Promise | str


SHARED = Family("all-professions", "", _("All clinical professions"), _("clinicians of any profession"))
FAMILIES = (
    Family("medicine", "medical", _("Medicine"), _("doctors")),
    Family("nursing", "nursing", _("Nursing"), _("nurses")),
    Family("midwifery", "midwifery", _("Midwifery"), _("midwives")),
    Family("allied-health", "ahp", _("Allied health professions"), _("allied health professionals")),
    Family("pharmacy", "pharmacy", _("Pharmacy"), _("pharmacists")),
    Family("dentistry", "dental", _("Dentistry"), _("dentists and dental care professionals")),
    Family("healthcare-science", "healthcare science", _("Healthcare science"), _("healthcare scientists")),
    Family("psychology", "psychological", _("Psychological professions"), _("psychological professionals")),
    Family("social-work", "social care", _("Social work"), _("social workers")),
)
FAMILY_BY_SLUG = {family.slug: family for family in (*FAMILIES, SHARED)}
FAMILY_BY_CODE = {family.code: family for family in FAMILIES}

"""Who may see a profile, and what for. The words and the lawful basis of each are data: see ConsentUse."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talent_register.accounts import access
from talent_register.common.models import Sourced
from talent_register.common.permissions import Permission
from talent_register.common.wordings import LongWordsField, WordsField


class Audience(models.TextChoices):
    REGION = "REGION", _("Regional programme teams")
    NATION = "NATION", _("National programme teams")
    COLLEGE = "COLLEGE", _("My college or training body")
    RECRUITERS = "RECRUITERS", _("People hiring for leadership posts")


class Use(models.TextChoices):
    SUPPORT = "SUPPORT", _("Support and programmes")
    POSTS = "POSTS", _("Planning who could fill leadership posts")
    RECOGNITION = "RECOGNITION", _("Recognising programmes and fellowships")


# What a permission alone already says about the use; all other work of programme teams is support.
USE_OF = {Permission.SLATE_EDIT: Use.POSTS, Permission.PIPELINE_VIEW: Use.POSTS}

# Who agreed to be seen by an audience, for a use.
AGREED = {"region": Q(shares_with_region=True), "nation": Q(shares_with_nation=True)}
AGREED_FOR = {
    Use.SUPPORT: AGREED,
    Use.POSTS: {name: agreed & Q(**{f"no_posts_with_{name}": False}) for name, agreed in AGREED.items()},
}


def agreed_with(user, permission, use) -> Q:
    """Who agreed that a user, by virtue of a permission, sees them for a use: a regional team within its regions, a
    national team everywhere. Whether they can be seen at all is another question."""
    agreed, seen = AGREED_FOR[use], Q(pk__in=[])
    if regions := access.regions_where(user, permission):
        seen |= agreed["region"] & Q(region__in=regions)
    if access.reaches_nation(user, permission):
        seen |= agreed["nation"]
    return seen


class ConsentUse(Sourced):
    """What a yes to an audience covers, from a version of its words on. `is_apart`: a no to it alone is possible."""

    audience = models.CharField(max_length=12, choices=Audience.choices)
    use = models.CharField(max_length=12, choices=Use.choices)
    version = models.PositiveSmallIntegerField(help_text="of the words that name this use first")
    basis = WordsField(max_length=200)
    text = LongWordsField(help_text="what they do, in plain words")
    is_apart = models.BooleanField(default=False, help_text="a person may refuse this use and say yes to the others")
    sort = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["sort"]
        constraints = [models.UniqueConstraint(fields=["audience", "use", "version"], name="consent_use_once")]

    def __str__(self) -> str:
        return f"{self.audience} {self.use}"

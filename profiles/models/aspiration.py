"""What somebody hopes for, and what would help them. Each day's answer is kept; the newest is in force."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talent_register.audit.triggers import history_of
from talent_register.organisations.models import Nation, Region

from .clinician import Clinician


class Aspiration(models.Model):
    """When, where and how somebody would like to lead. The goal roles themselves are kept by upper storeys."""

    ANYWHERE = "ANYWHERE"

    class Horizon(models.TextChoices):
        NOW = "NOW", _("Within 12 months")
        SOON = "SOON", _("In 1 to 3 years")
        LATER = "LATER", _("In more than 3 years")
        COMPLETION = "COMPLETION", _("When I complete my training")
        UNSURE = "UNSURE", _("I am not sure")

    class Pattern(models.TextChoices):
        FULL = "FULL", _("Full time")
        PART = "PART", _("Part time")
        EITHER = "EITHER", _("Either")
        UNSURE = "UNSURE", _("I am not sure")

    class Wish(models.TextChoices):
        YES = "YES", _("Yes")
        NO = "NO", _("No")
        UNSURE = "UNSURE", _("I am not sure")

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="aspirations")
    horizon = models.CharField(max_length=12, choices=Horizon.choices, blank=True)
    places = models.JSONField(default=list, blank=True, help_text="codes of regions and nations; ANYWHERE for all")
    pattern = models.CharField(max_length=8, choices=Pattern.choices, blank=True)
    job_share = models.CharField(max_length=8, choices=Wish.choices, blank=True)
    from_date = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-from_date", "-id"]
        constraints = [models.UniqueConstraint(fields=["clinician", "from_date"], name="aspiration_once_a_day")]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.horizon} {self.from_date}"


class SupportWanted(models.Model):
    """What would help somebody to lead. Asked, never assumed."""

    class Kind(models.TextChoices):
        MENTOR = "MENTOR", _("A mentor")
        COACHING = "COACHING", _("Coaching")
        SHADOWING = "SHADOWING", _("Shadowing a leader")
        PROJECT = "PROJECT", _("A project to lead")
        PROGRAMME = "PROGRAMME", _("A leadership programme or fellowship")
        NETWORK = "NETWORK", _("People in a similar position")
        APPLYING = "APPLYING", _("Help with applications and interviews")
        TIME = "TIME", _("Time away from clinical work to lead")
        RETURN = "RETURN", _("Help to return after time away")

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="support_wanted")
    kinds = models.JSONField(default=list, blank=True)
    note = models.CharField(max_length=500, blank=True)
    from_date = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-from_date", "-id"]
        verbose_name_plural = "support wanted"
        constraints = [models.UniqueConstraint(fields=["clinician", "from_date"], name="support_wanted_once_a_day")]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.clinician_id} {self.from_date}"


def place_names() -> dict[str, str]:
    """Code → name of each region of England, then the other nations, then everywhere: what `places` is made of."""
    regions = Region.objects.filter(kind=Region.Kind.NHS_REGION).order_by("name")
    outside = [Nation.SCOTLAND, Nation.WALES, Nation.NORTHERN_IRELAND]
    names = {**{region.code: region.name for region in regions}, **{n.value: str(n.label) for n in outside}}
    return {**names, Aspiration.ANYWHERE: str(_("Anywhere in the UK"))}

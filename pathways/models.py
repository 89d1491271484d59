"""What is on offer: leadership roles and the routes between them, per profession. Facts with their source."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talent_register.common.models import Dated, Sourced


class Role(Sourced, Dated):
    """A leadership role as the field knows it: what it is, where it sits, what people usually bring."""

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    tier = models.PositiveSmallIntegerField(help_text="1 learning to lead … 6 national")
    tier_name = models.CharField(max_length=80)
    setting = models.CharField(max_length=80, blank=True)
    is_board_role = models.BooleanField(default=False)
    professions = models.JSONField(default=list, help_text="profession codes or families; empty for all")
    needs_registration = models.CharField(max_length=20, blank=True, help_text="yes, no or ask")
    needs_licence = models.CharField(max_length=20, blank=True, help_text="yes, no or ask")
    pay = models.CharField(max_length=120, blank=True)
    sessions = models.CharField(max_length=60, blank=True)
    years_qualified = models.CharField(max_length=40, blank=True)
    responsibilities = models.TextField(blank=True)
    experience = models.TextField(blank=True)
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ["tier", "title"]

    def __str__(self) -> str:
        return self.title


class Pathway(Sourced):
    """A way through roles that people of a profession take. An example, never a ladder."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    families = models.JSONField(default=list, help_text="profession families it speaks to")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PathwayStep(Sourced):
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="steps")
    usual_years = models.CharField(max_length=20, blank=True)
    entry_condition = models.CharField(max_length=200, blank=True)
    programmes = models.JSONField(default=list, help_text="programme codes that help here")
    alternatives = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pathway", "position"]
        constraints = [models.UniqueConstraint(fields=["pathway", "position"], name="pathway_step_once")]

    def __str__(self) -> str:
        return f"{self.pathway_id} {self.position}"


class Route(Sourced):
    """One arrow of the explorer: people go from a role to a role, commonly, sometimes or rarely."""

    class Commonness(models.TextChoices):
        COMMON = "COMMON", _("Common")
        SOMETIMES = "SOMETIMES", _("Sometimes")
        RARE = "RARE", _("Rare")

    from_role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="routes_out")
    to_role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="routes_in")
    family = models.CharField(max_length=40, help_text="profession family whose route this is")
    commonness = models.CharField(max_length=10, choices=Commonness.choices)
    basis = models.CharField(max_length=200, help_text="expert view, or observed in the register")

    class Meta:
        ordering = ["from_role", "to_role"]
        constraints = [models.UniqueConstraint(fields=["from_role", "to_role", "family"], name="route_once")]

    def __str__(self) -> str:
        return f"{self.from_role_id} to {self.to_role_id}"

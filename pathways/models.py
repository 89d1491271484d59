"""What is on offer: leadership roles and the routes between them, per profession. Facts with their source."""

from django.db import models

from talent_register.common.models import Dated, DatedQuerySet, Sourced

from .choices import Commonness, Lane, Needs, Stage


class PublishedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Careers facts are for everybody, logged in or not."""
        return self


class RoleQuerySet(PublishedQuerySet, DatedQuerySet):
    def open_to(self, family: str):
        """Roles that a family of professions may hold; a role that names no family is open to all."""
        return self.filter(models.Q(families=[]) | models.Q(families__contains=[family]))


class Role(Sourced, Dated):
    """A leadership role as the field knows it: what it is, where it sits, what people usually bring."""

    code = models.SlugField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    other_titles = models.JSONField(default=list)
    purpose = models.TextField(blank=True)
    stage = models.CharField(max_length=15, choices=Stage.choices)
    lane = models.CharField(max_length=15, choices=Lane.choices)
    tier = models.PositiveSmallIntegerField(help_text="1 learning to lead … 7 chief executive or national")
    tier_name = models.CharField(max_length=80)
    setting = models.CharField(max_length=80, blank=True)
    is_board_role = models.BooleanField(default=False)
    families = models.JSONField(default=list, help_text="families of professions that may hold it; empty for all")
    needs_registration = models.CharField(max_length=20, choices=Needs.choices, default=Needs.ASK)
    needs_licence = models.CharField(max_length=20, choices=Needs.choices, default=Needs.ASK)
    pay = models.CharField(max_length=120, blank=True)
    sessions = models.CharField(max_length=60, blank=True)
    years_qualified = models.CharField(max_length=40, blank=True)
    responsibilities = models.TextField(blank=True)
    experience = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    source_covers = models.CharField(max_length=200, blank=True, help_text="which of these facts the source says")

    objects = RoleQuerySet.as_manager()

    class Meta:
        ordering = ["tier", "title"]

    def __str__(self) -> str:
        return self.title


class Programme(Sourced):
    """A course, scheme or fellowship that helps people on their way."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=150)
    provider = models.CharField(max_length=150, blank=True)
    career_stage = models.CharField(max_length=100, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    commitment = models.CharField(max_length=100, blank=True)
    cost = models.CharField(max_length=100, blank=True)
    award = models.CharField(max_length=100, blank=True)
    status = models.CharField(max_length=150, blank=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Pathway(Sourced):
    """A way through roles that people of a profession take. An example, never a ladder."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    family = models.CharField(max_length=40, db_index=True, help_text="family of professions it speaks to")

    objects = PublishedQuerySet.as_manager()

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
    is_optional = models.BooleanField(default=False)
    reached = models.CharField(max_length=10, choices=Commonness.choices, default=Commonness.COMMON)
    alternatives = models.JSONField(default=list, help_text="codes of roles that people hold instead")
    other_ways = models.JSONField(default=list, help_text="titles that people hold instead, without a page here")

    class Meta:
        ordering = ["pathway", "position"]
        constraints = [models.UniqueConstraint(fields=["pathway", "position"], name="pathway_step_once")]

    def __str__(self) -> str:
        return f"{self.pathway_id} {self.position}"


class Route(Sourced):
    """One arrow of the explorer: people go from a role to a role, commonly, sometimes or rarely."""

    from_role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="routes_out")
    to_role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="routes_in")
    family = models.CharField(max_length=40, help_text="family of professions whose route this is")
    commonness = models.CharField(max_length=10, choices=Commonness.choices)
    basis = models.CharField(max_length=200, help_text="expert view, or observed in the register")

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["from_role", "to_role"]
        constraints = [models.UniqueConstraint(fields=["from_role", "to_role", "family"], name="route_once")]

    def __str__(self) -> str:
        return f"{self.from_role_id} to {self.to_role_id}"

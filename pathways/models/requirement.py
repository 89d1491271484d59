"""What a role asks for, and what the law says of it. Facts with their source; rules decide elsewhere."""

from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from talent_register.common.models import Dated, DatedQuerySet, Sourced
from talent_register.common.wordings import LongWordsField, ManyWordsField, WordsField

from .published import Ended, PublishedQuerySet
from .role import Role


class RequirementQuerySet(PublishedQuerySet):
    def in_use(self):
        return self.filter(models.Q(disabled_on__isnull=True) | models.Q(disabled_on__gt=localdate()))

    def to_choose(self):
        """Those in use, of roles that people can still be chosen for."""
        return self.in_use().filter(role__in=Role.objects.current())


class Requirement(Sourced):
    """One thing a role asks for: of what kind, how strongly, and by which rule it counts as met."""

    class Kind(models.TextChoices):
        PROFESSION = "PROFESSION", _("Profession")
        REGISTRATION = "REGISTRATION", _("Registration")
        LICENCE = "LICENCE", _("Licence")
        EXPERIENCE = "EXPERIENCE", _("Experience")
        QUALIFICATION = "QUALIFICATION", _("Qualification")
        PROGRAMME = "PROGRAMME", _("Programme")
        COMPETENCY = "COMPETENCY", _("Skill")
        GOVERNANCE = "GOVERNANCE", _("Check by the employer")

    class Strength(models.TextChoices):
        MUST = "MUST", _("Must have")
        USUALLY = "USUALLY", _("Usually asked for")
        HELPFUL = "HELPFUL", _("Helpful")

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="requirements")
    code = models.SlugField(max_length=60)
    kind = models.CharField(max_length=15, choices=Kind.choices)
    strength = models.CharField(max_length=10, choices=Strength.choices)
    words = WordsField(max_length=200)
    rule = models.CharField(max_length=30, help_text="a name in pathways.rules.gaps.RULES")
    options = models.JSONField(default=dict, blank=True)
    basis = WordsField(max_length=200, blank=True, help_text="law, regulator, contract, or our view")
    steps = ManyWordsField(default=list, blank=True, help_text="1 to 3 of {kind, words}: what to do next")
    position = models.PositiveSmallIntegerField(default=0)
    disabled_on = models.DateField(null=True, blank=True)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        ordering = ["role", "position"]
        constraints = [models.UniqueConstraint(fields=["role", "code"], name="requirement_once")]

    def __str__(self) -> str:
        return f"{self.words}"


class StatutoryNoteQuerySet(PublishedQuerySet, DatedQuerySet):
    def of_role(self, role: Role):
        """Notes for this role: those for boards, for those who answer to it, and for everybody; none that ended."""
        reaches = [StatutoryNote.Reach.ALL]
        if role.is_board_role:
            reaches += [StatutoryNote.Reach.BOARD, StatutoryNote.Reach.BOARD_AND_NEXT]
        elif role.tier >= StatutoryNote.NEXT_TO_BOARD:
            reaches += [StatutoryNote.Reach.BOARD_AND_NEXT]
        return self.current().filter(reach__in=reaches)


class StatutoryNote(Ended, Sourced, Dated):
    """A law that those who hold a role should know of, in force from `valid_from` on: some are on their way."""

    NEXT_TO_BOARD = 5

    class Reach(models.TextChoices):
        ALL = "ALL", _("All roles")
        BOARD = "BOARD", _("Board roles")
        BOARD_AND_NEXT = "BOARD_AND_NEXT", _("Board roles and those who answer to them")

    code = models.SlugField(max_length=60, unique=True)
    title = WordsField(max_length=150)
    text = LongWordsField()
    reach = models.CharField(max_length=15, choices=Reach.choices)
    expected = WordsField(max_length=100, blank=True, help_text="about when, while no day is known")
    url = models.URLField(blank=True)

    objects = StatutoryNoteQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.title}"

"""Leadership posts and who held them: what the register knows of the backgrounds of leaders."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pathways.models import Role
from profiles.models import Clinician, Profession, Specialty
from talent_register.accounts import access
from talent_register.audit.triggers import history_of
from talent_register.common.models import Sourced
from talent_register.common.permissions import Permission
from talent_register.common.typed import LONGEST_NAME
from talent_register.organisations.models import Organisation, Region
from tracking.choices import EndReason, HolderBasis, RouteIn


class LeadershipPostQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Posts of the user's regions; national teams see all."""
        if access.reaches_nation(user, Permission.PIPELINE_VIEW):
            return self
        return self.filter(region__in=access.regions_where(user, Permission.PIPELINE_VIEW))

    def in_being(self, day):
        """Posts that existed on a day."""
        return self.filter(Q(established_on__isnull=True) | Q(established_on__lte=day)).filter(
            Q(disabled_on__isnull=True) | Q(disabled_on__gt=day)
        )

    def held_on(self, day):
        return self.filter(models.Exists(Tenure.objects.in_force_on(day).filter(post=models.OuterRef("pk"))))

    def free_soon(self, day, until):
        """Posts that nobody holds on a day, or whose holder is expected to leave before another."""
        leaving = Tenure.objects.in_force_on(day).filter(post=models.OuterRef("pk"), expected_end_on__lt=until)
        held = Tenure.objects.in_force_on(day).filter(post=models.OuterRef("pk"))
        return self.filter(~models.Exists(held) | models.Exists(leaving))


class LeadershipPost(Sourced):
    """One post that leads: a role of the pathways in one organisation. Shared posts are two posts."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="leadership_posts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="leadership_posts")
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="of the organisation, then"
    )
    title = models.CharField(_("what the organisation calls it"), max_length=150, blank=True)
    established_on = models.DateField(null=True, blank=True)
    disabled_on = models.DateField(null=True, blank=True, help_text="the first day on which it no longer existed")
    import_reference = models.CharField(max_length=20, blank=True, db_index=True)
    created_at = models.DateTimeField()

    objects = LeadershipPostQuerySet.as_manager()

    class Meta:
        ordering = ["role", "organisation", "title"]
        constraints = [
            models.UniqueConstraint(fields=["role", "organisation", "title"], name="leadership_post_once"),
            models.CheckConstraint(
                condition=Q(disabled_on__isnull=True)
                | Q(established_on__isnull=True)
                | Q(disabled_on__gte=F("established_on")),
                name="leadership_post_ends_later",
            ),
        ]
        indexes = [models.Index(fields=["region", "role"], name="leadership_post_place")]
        triggers = history_of()

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the organisation calls it, else what the role is called."""
        return self.title or self.role.title


class TenureQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(post__in=LeadershipPost.objects.visible_to(user))

    def in_force_on(self, day):
        """Who held what on a day. The day somebody left is no longer theirs."""
        return self.filter(started_on__lte=day).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))

    def known_on(self, day):
        """What had been recorded by the end of a day, so that a report as at that day can be made again."""
        return self.filter(recorded_on__lte=day)

    def now(self):
        return self.filter(ended_on__isnull=True)


class Tenure(Sourced):
    """Somebody in a leadership post, from a day to a day, with what they brought when they were appointed.

    Linked to a record of the register, or not. Of somebody who is not on the register only a name that the
    organisation has published is kept, and only together with where. When a linked person's record is erased the
    link goes and no name takes its place: what stays is that a member of a profession held the post.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    post = models.ForeignKey(LeadershipPost, on_delete=models.CASCADE, related_name="tenures")
    clinician = models.ForeignKey(
        Clinician, null=True, blank=True, on_delete=models.SET_NULL, related_name="leadership_tenures"
    )
    holder_name = models.CharField(max_length=LONGEST_NAME, blank=True, help_text="published by the organisation")
    basis = models.CharField(max_length=12, choices=HolderBasis.choices, default=HolderBasis.SUBSTANTIVE)
    profession = models.ForeignKey(
        Profession, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="when appointed"
    )
    is_clinical = models.BooleanField(
        null=True, blank=True, help_text="False: not of a clinical profession; empty: not known"
    )
    specialty = models.ForeignKey(Specialty, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    qualifications = models.JSONField(default=list, blank=True, help_text="codes of choices.LeaderQualification")
    programmes = models.JSONField(default=list, blank=True, help_text="codes of programmes")
    route_in = models.CharField(max_length=15, choices=RouteIn.choices, default=RouteIn.UNKNOWN)
    came_from = models.ForeignKey(Role, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True, help_text="the first day on which they no longer held it")
    expected_end_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=12, choices=EndReason.choices, blank=True)
    whole_time = models.DecimalField(
        max_digits=3, decimal_places=2, null=True, blank=True, help_text="share of full time, from 0.01 to 1"
    )
    recorded_on = models.DateField(help_text="the day the register came to know")
    import_reference = models.CharField(max_length=20, blank=True, db_index=True)
    created_at = models.DateTimeField()

    objects = TenureQuerySet.as_manager()

    class Meta:
        ordering = ["post", "-started_on"]
        constraints = [
            models.UniqueConstraint(fields=["post"], condition=Q(ended_on__isnull=True), name="tenure_one_now"),
            models.UniqueConstraint(fields=["post", "started_on"], name="tenure_once"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")), name="tenure_ends_later"
            ),
            models.CheckConstraint(
                condition=Q(holder_name="") | (Q(clinician__isnull=True) & ~Q(source="")),
                name="tenure_name_has_source",
            ),
            models.CheckConstraint(
                condition=Q(profession__isnull=True) | Q(is_clinical=True), name="tenure_profession_is_clinical"
            ),
        ]
        indexes = [models.Index(fields=["started_on", "ended_on"], name="tenure_days")]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.post_id} from {self.started_on}"

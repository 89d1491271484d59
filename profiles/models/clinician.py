"""The person on the register."""

from datetime import datetime, time

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from profiles.rules import LONGEST_KEY, MERGEABLE, make_reference
from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.audit.triggers import history_of
from talent_register.common.permissions import Permission
from talent_register.common.typed import LONGEST_NAME
from talent_register.letters.choices import Purpose
from talent_register.organisations.models import Nation, Region

from .reference import Profession
from .supply import Supply
from .uses import AGREED_FOR, USE_OF, Use, agreed_with


class NameWords(models.Func):
    """The words of both folded names as an array: what the index of words holds, and what searches must say."""

    template = "string_to_array(%(expressions)s, ' ')"
    arg_joiner = " || ' ' || "
    output_field = ArrayField(models.TextField())

    def __init__(self, *names, **extra):
        super().__init__(*(names or ("family_key", "given_key")), **extra)


class ClinicianState(models.TextChoices):
    STUB = "STUB", _("Invited")
    REGISTERED = "REGISTERED", _("Registered")
    PAUSED = "PAUSED", _("Paused")
    DECLINED = "DECLINED", _("Did not join")
    LEFT = "LEFT", _("Left")
    MERGED = "MERGED", _("Merged with another record")


# Whom programme staff may see at all, if they agreed to be seen by an audience.
SHOWN = Q(state=ClinicianState.REGISTERED, restricted_at__isnull=True)

# Who is on the register, whoever may see them: not those who left, and not those who asked us to keep and not use.
HERE = Q(state__in=[ClinicianState.REGISTERED, ClinicianState.PAUSED], restricted_at__isnull=True)

# Whom nobody finds any more.
GONE = (ClinicianState.LEFT, ClinicianState.MERGED)


class Stage(models.TextChoices):
    """How far somebody is in leadership, in their own words."""

    NOT_STARTED = "NOT_STARTED", _("Not started")
    TEAM = "TEAM", _("I lead a team or project")
    SERVICE = "SERVICE", _("I lead a service or department")
    ORGANISATION = "ORGANISATION", _("I lead across an organisation")
    SYSTEM = "SYSTEM", _("I lead across a region or nation")
    UNSURE = "UNSURE", _("I am not sure")


class NextStep(models.TextChoices):
    GROW = "GROW", _("Grow in the role I have")
    BROADEN = "BROADEN", _("Broaden into other areas")
    STEP_UP = "STEP_UP", _("Step up to a bigger role")
    UNSURE = "UNSURE", _("I am not sure yet")


ASKED_AT_ONCE = 2_000


class ClinicianQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.PERSON_VIEW, use=None):
        """The people a user may see by virtue of a permission: the only door to other people's records.

        Support sees two records that it compares, whoever's they are, and their people can read that it looked.
        Somebody who restricted their record is seen by nobody. A college sees the people on its own lists.
        Programme staff see registered people who agreed to be seen by their audience for what they do: regional teams
        within their regions, national teams everywhere. `use` is that, where the permission alone does not say it.
        """
        if not user.is_authenticated:
            return self.none()
        if permission == Permission.RECORD_MERGE:
            return self.mergeable() if access.can(user, permission) else self.none()
        if permission == Permission.TRAINEE_VIEW:
            places = access.organisations_where(user, permission)
            listed = self.filter(trainings__organisation__in=places, trainings__ended_on__isnull=True)
            return listed.filter(restricted_at__isnull=True).exclude(state__in=GONE).distinct()
        return self.filter(SHOWN, agreed_with(user, permission, use or USE_OF.get(permission, Use.SUPPORT)))

    def shown_to_team(self, team, use: Use):
        """Those who agreed that a regional or national team uses their profile so, whoever of the team acts for it."""
        if team.kind == team.Kind.NATIONAL:
            return self.filter(SHOWN, AGREED_FOR[use]["nation"])
        return self.filter(SHOWN, AGREED_FOR[use]["region"], region=team.region_id) if team.region_id else self.none()

    def registered(self):
        return self.filter(state=ClinicianState.REGISTERED)

    def mergeable(self):
        """Records that can be merged with another of the same person."""
        return self.filter(state__in=MERGEABLE)

    def stubs(self):
        return self.filter(state=ClinicianState.STUB)

    def with_address(self, addresses):
        """People to whom one of these lower-case addresses was given, as work or private address."""
        given = self.annotate(work_key=Lower("work_email"), personal_key=Lower("personal_email"))
        return given.filter(Q(work_key__in=addresses) | Q(personal_key__in=addresses)) if addresses else self.none()

    def known_as(self, reference: str) -> "Clinician | None":
        """Who has this reference and is still here."""
        return self.filter(reference=reference).exclude(state__in=GONE).first() if reference else None

    def taking(self, purpose: str, day):
        """People to whom letters of a purpose may go on a day, as far as their own wishes go."""
        return self.exclude(letters_off__contains=[purpose]).exclude(letters_paused_until__gt=day)

    def unanswered_on(self, day):
        """Supplied records whose person has not answered by the day they are to be erased."""
        return self.stubs().filter(erase_on__lte=day)

    def away_since(self, day):
        """Registered people who have opened no page since a day, but those who asked to hide and keep their record."""
        midnight = timezone.make_aware(datetime.combine(day, time.min))
        here = self.filter(HERE)
        opened = Q(user__last_active_on__gte=day) | Q(user__last_login__gte=midnight)
        return here.filter(user__isnull=False, registered_at__lt=midnight).exclude(opened)

    def fresh_references(self, count: int) -> list[str]:
        """So many public references that nobody has yet."""
        fresh: set[str] = set()
        with connection.cursor() as cursor:
            while len(fresh) < count:
                some = [make_reference() for _n in range(min(count - len(fresh), ASKED_AT_ONCE))]
                cursor.execute("SELECT reference FROM profiles_clinician WHERE reference = ANY(%s)", [some])
                fresh.update({*some} - {taken for (taken,) in cursor.fetchall()})
        return list(fresh)

    def review_due_by(self, day):
        """Registered people whose yearly review falls due on or before a day."""
        return self.registered().filter(review_due_on__lte=day)


class Clinician(models.Model):
    """One person. `user` is empty while nobody has claimed the record a college supplied."""

    reference = models.CharField(max_length=20, help_text="opaque public reference, like K7QX-42MN")
    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="clinician")
    state = models.CharField(max_length=12, choices=ClinicianState.choices, default=ClinicianState.STUB)

    given_names = models.CharField(_("first names"), max_length=LONGEST_NAME, blank=True)
    family_name = models.CharField(_("last name"), max_length=LONGEST_NAME, blank=True)
    preferred_name = models.CharField(_("name I go by"), max_length=LONGEST_NAME, blank=True)
    family_key = models.CharField(max_length=LONGEST_KEY, blank=True, db_collation="C", help_text="folded for search")
    given_key = models.CharField(max_length=LONGEST_KEY, blank=True, db_collation="C")
    birth_date = models.DateField(null=True, blank=True)
    personal_email = models.EmailField(blank=True)
    work_email = models.EmailField(blank=True)

    profession = models.ForeignKey(  # people_by_profession holds those who are looked for by it
        Profession, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    career_stage = models.CharField(
        max_length=20,
        blank=True,
        choices=[
            ("PRACTISING", _("Registered")),
            ("STUDENT", _("Student or trainee")),
            ("NOT_YET", _("Not registered yet")),
            ("RETIRED", _("Retired")),
            ("OVERSEAS", _("Registered overseas")),
            ("NONE", _("Not registered")),
        ],
    )
    nation = models.CharField(max_length=20, choices=Nation.choices, blank=True)
    region = models.ForeignKey(  # clinician_region begins with it
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    stage = models.CharField(max_length=15, choices=Stage.choices, blank=True)
    next_step = models.CharField(max_length=10, choices=NextStep.choices, blank=True)
    language = models.CharField(max_length=10, default="en-gb")

    # What the person decided about being seen; kept by the consent action beside the append-only Consent rows.
    shares_with_region = models.BooleanField(default=False)
    shares_with_nation = models.BooleanField(default=False)
    shares_with_college = models.BooleanField(default=False)
    shares_with_recruiters = models.BooleanField(default=False)
    no_posts_with_region = models.BooleanField(default=False, db_default=False, help_text="a no to this one use")
    no_posts_with_nation = models.BooleanField(default=False, db_default=False)
    restricted_at = models.DateTimeField(null=True, blank=True, help_text="since then kept, shown to nobody")
    letters_off = models.JSONField(default=list, blank=True, help_text="letter purposes switched off")
    hears_monthly = models.BooleanField(
        default=False, db_default=False, help_text="of new opportunities once a month, not once a week"
    )
    letters_to = models.EmailField(
        blank=True, default="", db_default="", help_text="the work address, where they want letters there"
    )
    letters_paused_until = models.DateField(null=True, blank=True, help_text="until then only about the account")

    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    registered_at = models.DateTimeField(null=True, blank=True)
    first_interest_on = models.DateField(null=True, blank=True)
    review_due_on = models.DateField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    erase_on = models.DateField(null=True, blank=True, help_text="the day it is erased if its person does not answer")
    import_reference = models.CharField(max_length=20, blank=True, help_text="import that made it")
    supply = models.ForeignKey(  # nobody looks for all people of one
        Supply, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = ClinicianQuerySet.as_manager()

    class Meta:
        ordering = ["family_key", "given_key", "id"]
        # Not `unique` or `db_index` of the fields: those make a second index for LIKE, which nothing asks here.
        constraints = [
            models.UniqueConstraint(fields=["reference"], name="clinician_reference"),
            models.CheckConstraint(
                condition=~Q(state="REGISTERED") | Q(registered_at__isnull=False), name="clinician_registered_dated"
            ),
            models.CheckConstraint(
                condition=~Q(state="STUB") | Q(user__isnull=True), name="clinician_stub_has_no_user"
            ),
        ]
        indexes = [
            models.Index(fields=["family_key", "given_key", "id"], name="clinician_family"),
            models.Index(fields=["given_key", "family_key", "id"], name="clinician_given"),
            models.Index(fields=["region", "profession"], name="clinician_region"),
            models.Index(fields=["review_due_on"], condition=Q(state="REGISTERED"), name="clinician_review_due"),
            models.Index(fields=["erase_on"], condition=Q(state="STUB"), name="clinician_erase"),
            models.Index(
                fields=["erase_on"],
                condition=Q(state__in=["REGISTERED", "PAUSED"], erase_on__isnull=False),
                name="clinician_erase_away",
            ),
            # The orders of the people list. Whoever is not registered is on no such list, and costs nothing here.
            *(
                models.Index(
                    fields=[column, "family_key", "id"], condition=Q(state="REGISTERED"), name=f"people_by_{column}"
                )
                for column in ("profession", "region", "stage")
            ),
            models.Index(fields=["registered_at"], condition=Q(state="REGISTERED"), name="people_by_registered"),
            models.Index(fields=["import_reference"], name="clinician_import"),
            models.Index(fields=["work_email"], name="clinician_work_email"),
            models.Index(fields=["personal_email"], name="clinician_personal_email"),
            models.Index(fields=["birth_date"], condition=Q(birth_date__isnull=False), name="clinician_birth_date"),
            GinIndex(NameWords(), name="clinician_name_words"),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return self.reference

    @property
    def is_here(self) -> bool:
        """As HERE has it, of one row."""
        return self.state in (ClinicianState.REGISTERED, ClinicianState.PAUSED) and self.restricted_at is None

    @property
    def first_name(self) -> str:
        """What letters and pages call the person."""
        return self.preferred_name or self.given_names or self.family_name

    @property
    def full_name(self) -> str:
        """The name the person goes by, then the family name."""
        return " ".join(part for part in (self.preferred_name or self.given_names, self.family_name) if part)

    @property
    def has_paused_letters(self) -> bool:
        """Whether no letters go today but those about the account."""
        return self.letters_paused_until is not None and self.letters_paused_until > timezone.localdate()

    @property
    def stopped(self) -> set[str]:
        """Purposes of which no letter goes today: turned off by the person, or all of them for a while."""
        return {*Purpose.values} - {Purpose.SECURITY} if self.has_paused_letters else {*self.letters_off}

    @property
    def email(self) -> str:
        """Where letters go: the address the person chose, else the one to log in with; unclaimed, what was supplied."""
        return (self.letters_to or self.log_in) if self.user_id else self.work_email or self.personal_email

    def as_reader(self) -> dict[str, str]:
        """What every letter to the person says of its reader: for letters.actions.write and letters.Draft."""
        return {
            "to_email": self.email,
            "to_name": self.full_name,
            "person_ref": self.reference,
            "language": self.language,
        }

    @property
    def log_in(self) -> str:
        """The address the person logs in with; empty while nobody has claimed the record."""
        return self.user.email if self.user_id else ""

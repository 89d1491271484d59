"""People who log in, the roles they hold in organisations, and the invitations that lead there."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent_register.common.typed import LONGEST_NAME
from talent_register.organisations.models import Organisation

from .roles import ROLES


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can log in with an e-mail address. Who they are as a clinician lives in `profiles`."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(_("full name"), max_length=LONGEST_NAME, blank=True)
    language = models.CharField(max_length=10, default="en-gb")
    is_active = models.BooleanField(default=True)
    last_active_on = models.DateField(null=True, blank=True, help_text="the last day on which they opened a page")
    is_staff = models.BooleanField(_("may open the admin"), default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_lower_case")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def audit_name(self) -> str:
        """How audit names this user: opaque, stable."""
        return f"user:{self.uuid}"

    @property
    def proven_addresses(self) -> set[str]:
        """Addresses, in lower case, whose mail the user has proven to read: to log in with, and the one at work."""
        logs_in = self.emailaddress_set.filter(verified=True).values_list("email", flat=True)
        at_work = self.work_addresses.proven().values_list("email", flat=True)
        return {address.lower() for address in (*logs_in, *at_work)}


class WorkAddressQuerySet(models.QuerySet):
    def proven(self):
        """Addresses that somebody reads today, as far as we know."""
        return self.filter(proven_at__isnull=False, ended_at__isnull=True)

    def waiting(self, at):
        """Addresses whose link still works."""
        return self.filter(proven_at__isnull=True, ended_at__isnull=True, expires_at__gt=at)


class WorkAddress(models.Model):
    """An address at somebody's place of work. It proves who they are to those who know it, and never lets anybody in.

    An employer gives a mailbox to somebody else one day: that is why nobody logs in with it. Proven by a link in a
    letter to it, opened by the account that asked. Several people may read one mailbox, so it need not be unique.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="work_addresses")
    email = models.EmailField(help_text="lower case")
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(help_text="until then its link works")
    proven_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="removed, replaced, or asked for anew")

    objects = WorkAddressQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(proven_at__isnull=False, ended_at__isnull=True),
                name="work_address_proven_once",
            ),
        ]
        indexes = [models.Index(fields=["email", "asked_at"], name="work_address_asked")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.asked_at:%Y-%m-%d}"


class FormerAddress(models.Model):
    """An address that somebody logged in with until it was changed, and the link by which its owner takes it back.

    Whoever changed it may be a thief who has found a session open; whoever reads the mail of the former address is not.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="former_addresses")
    email = models.EmailField(help_text="lower case; empty once it was forgotten")
    token_hash = models.CharField(max_length=64, unique=True)
    changed_at = models.DateTimeField()
    expires_at = models.DateTimeField(help_text="until then its link works")
    put_back_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(
        null=True, blank=True, help_text="used, or overtaken by an earlier address put back"
    )

    class Meta:
        ordering = ["-changed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(put_back_at__isnull=True) | Q(ended_at__isnull=False),
                name="former_address_ends_when_put_back",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.changed_at:%Y-%m-%d}"


class MembershipQuerySet(models.QuerySet):
    def held(self, day=None):
        """Memberships that have begun and not ended on a day (today, unless given), whether or not they rest."""
        day = day or timezone.localdate()
        return self.filter(from_date__lte=day).filter(Q(to_date__isnull=True) | Q(to_date__gt=day))

    def current(self, day=None):
        """Memberships that give their role on a day: held, and not resting."""
        return self.held(day).filter(rests_since__isnull=True)

    def of_inviters(self):
        """Memberships whose role may invite others, and so confirm and end what others hold."""
        return self.filter(role__in=[code for code, role in ROLES.items() if role.invites], user__is_active=True)


class Membership(models.Model):
    """A user holds a role in an organisation, from a day, to a day. Ended, never deleted.

    Somebody who may invite confirms it every 90 days. One that is not confirmed, or not used, rests: it gives nothing
    until somebody gives it back.
    """

    class Rest(models.TextChoices):
        UNUSED = "UNUSED", _("Not used for 90 days")
        NOT_CONFIRMED = "NOT_CONFIRMED", _("Nobody confirmed that it is still needed")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, help_text="a code of accounts.roles")
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    invited_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_on = models.DateField(null=True, blank=True, help_text="when somebody last said that it is still needed")
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    rests_since = models.DateField(null=True, blank=True, help_text="since when it gives nothing")
    rests_because = models.CharField(max_length=13, choices=Rest.choices, blank=True)
    given_back_on = models.DateField(null=True, blank=True, help_text="when it last came back from a rest")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], condition=Q(to_date__isnull=True), name="membership_open_once"
            ),
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")), name="membership_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(rests_since__isnull=True, rests_because="")
                | Q(rests_since__isnull=False, rests_because__in=["UNUSED", "NOT_CONFIRMED"]),
                name="membership_rests_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role} {self.organisation}"

    @property
    def checked_on(self):
        """The day from which the 90 days run until somebody must confirm it again."""
        return self.confirmed_on or self.from_date

    @property
    def idle_since(self):
        """The day since which its holder has not used it: no page opened since."""
        return max(filter(None, (self.user.last_active_on, self.from_date, self.given_back_on)))


class InvitationQuerySet(models.QuerySet):
    def waiting(self, at):
        """Invitations that may still be accepted."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at)

    def unanswered(self):
        """Invitations neither accepted nor withdrawn, whether or not their time is up."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class Invitation(models.Model):
    """An offer of a role to an address. Only the hash of its token is kept; it works once, for 7 days."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=30)
    invited_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations_sent")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.email} {self.role}"


class ApiTokenQuerySet(models.QuerySet):
    def working(self, at):
        """Tokens neither revoked nor past their day."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at)


class ApiToken(models.Model):
    """What a program of an organisation shows instead of a log-in. Only its hash is kept; it is shown once."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=60, help_text="which program uses it")
    token_hash = models.CharField(max_length=64, unique=True)
    beginning = models.CharField(max_length=12, help_text="its first letters, to tell tokens apart")
    scopes = models.JSONField(help_text="values of common.permissions.Scope")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="api_tokens_created")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="api_token_revoked_by_somebody",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="api_token_expires_after_start"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_name(self) -> str:
        """How audit names the program: opaque, stable."""
        return f"token:{self.uuid}"

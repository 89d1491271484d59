"""How a supplied record finds its person: the link in the letter, questions for support, numbers never to return."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.audit.triggers import history_of
from talent_register.common.permissions import Permission

from .clinician import Clinician
from .reference import Regulator


class ClaimToken(models.Model):
    """The link in a claim letter. Only its hash is kept. It opens what was supplied and never logs anybody in."""

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="claim_tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    import_reference = models.CharField(max_length=20, blank=True)
    letter = models.PositiveSmallIntegerField(
        default=1, db_default=1, help_text="which letter brought it: the first, or one that asked again"
    )
    created_at = models.DateTimeField()
    expires_on = models.DateField(help_text="the day the record is erased")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinician", "import_reference", "letter"], name="claim_token_once_per_letter"
            )
        ]

    def __str__(self) -> str:
        return f"{self.clinician_id} {self.import_reference}"


class EndedLinkQuerySet(models.QuerySet):
    def not_them(self):
        """Those whose reader said that they are somebody else than the record speaks of."""
        return self.filter(why=EndedLink.Why.NOT_ME, clinician__isnull=False)


class EndedLink(models.Model):
    """A link of a claim letter that opens nothing any more, so that it can say why. Gone after 90 days.

    Where its reader said that they are somebody else, it names the record, and as a keyed hash the address to which
    nothing more is written about it.
    """

    class Why(models.TextChoices):
        JOINED = "JOINED", _("Somebody joined with it")
        REMOVED = "REMOVED", _("Its reader asked to be removed")
        EXPIRED = "EXPIRED", _("Nobody answered in time")
        WITHDRAWN = "WITHDRAWN", _("The organisation took the record back")
        NOT_ME = "NOT_ME", _("Its reader is somebody else")

    token_hash = models.CharField(max_length=64, unique=True)
    why = models.CharField(max_length=10, choices=Why.choices)
    ended_on = models.DateField(db_index=True)
    clinician = models.ForeignKey(
        Clinician, null=True, blank=True, on_delete=models.SET_NULL, related_name="ended_links"
    )
    address_hash = models.CharField(max_length=64, blank=True)

    objects = EndedLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.why} {self.ended_on}"


class ClaimRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Support sees every request; nobody else sees one."""
        return self if access.can(user, Permission.CLAIM_SUPPORT) else self.none()

    def open(self):
        return self.filter(state=ClaimRequest.State.OPEN)


class ClaimRequest(models.Model):
    """Something about a record that people must settle: a number already there, or a supplied value that is wrong."""

    class Kind(models.TextChoices):
        NUMBER_HELD = "NUMBER_HELD", _("The number is on another record")
        NOT_PROVEN = "NOT_PROVEN", _("Could not prove that the record is theirs")
        WRONG = "WRONG", _("Says that supplied details are wrong")
        TWICE = "TWICE", _("Says that they have two records")
        ON_A_LIST = "ON_A_LIST", _("A list has their number under another name")
        DIED = "DIED", _("A list says that they have died")

    # What somebody asks about others, because of a list that they handed in.
    OF_LISTS = (Kind.ON_A_LIST, Kind.DIED)

    class State(models.TextChoices):
        OPEN = "OPEN", _("Waiting")
        JOINED = "JOINED", _("Records joined")
        CORRECTED = "CORRECTED", _("Corrected")
        REFUSED = "REFUSED", _("Not changed")

    reference = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    record = models.ForeignKey(
        Clinician, null=True, blank=True, on_delete=models.SET_NULL, related_name="claim_requests"
    )
    asked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="claim_requests")
    regulator = models.ForeignKey(Regulator, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    number_key = models.CharField(max_length=30, blank=True)
    message = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(max_length=500, blank=True)

    objects = ClaimRequestQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="OPEN", settled_at__isnull=True) | ~Q(state="OPEN") & Q(settled_at__isnull=False),
                name="claim_request_settled_has_time",
            ),
            models.UniqueConstraint(
                fields=["asked_by", "regulator", "number_key"],
                condition=Q(state="OPEN", asked_by__isnull=False),
                name="claim_request_open_once",
            ),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return self.reference


BY_ADDRESS = "email"  # in the place of a regulator's code


class SuppressionQuerySet(models.QuerySet):
    def blocking(self, signs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        """Of these signs, those whose people asked not to be added again: pairs of a regulator's code and a normalised
        number, or of BY_ADDRESS and an address in small letters."""
        hashes = {suppression_hash(kind, sign): (kind, sign) for kind, sign in signs}
        found = self.filter(fingerprint__in=list(hashes)).values_list("fingerprint", flat=True)
        return {hashes[fingerprint] for fingerprint in found}


class Suppression(models.Model):
    """A number or an address that must not be imported again. Only a keyed hash: nobody can read it back."""

    fingerprint = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    objects = SuppressionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.fingerprint[:8]


def suppression_hash(kind: str, sign: str) -> str:
    """The keyed hash under which a declined number, or an address (BY_ADDRESS), is remembered."""
    return salted_hmac(
        "profiles.suppression", f"{kind}:{sign}", secret=settings.HASH_KEY, algorithm="sha256"
    ).hexdigest()

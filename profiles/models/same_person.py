"""A question to two people, whether they are one: somebody on a list, and somebody on the register."""

from django.db import models
from django.db.models import Q

from profiles.choices import Reply, SameState
from talent_register.accounts.models import User
from talent_register.organisations.models import Organisation

from .clinician import Clinician


class SamePersonQuestionQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=SameState.WAITING)


class SamePersonQuestion(models.Model):
    """Each side has a link of its own and is asked about nobody but itself. Where both have one address, one link
    asks both questions. Of the person on the list only a hash is kept."""

    uuid = models.UUIDField(unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    import_reference = models.CharField(max_length=20)
    row_print = models.CharField(max_length=64, help_text="hash of who the list's row says it is")
    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="same_person_questions")
    person_print = models.CharField(max_length=64, help_text="hash of who the record said it was when asked")
    by_number = models.BooleanField(default=False, help_text="found by an equal registration number")
    listed_hash = models.CharField(max_length=64, unique=True, null=True, help_text="of the link to the list's side")
    known_hash = models.CharField(max_length=64, unique=True, null=True, help_text="of the link to the record's side")
    listed_reply = models.CharField(max_length=6, choices=Reply.choices, blank=True)
    known_reply = models.CharField(max_length=6, choices=Reply.choices, blank=True)
    state = models.CharField(max_length=9, choices=SameState.choices, default=SameState.WAITING)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    answer_by = models.DateField()
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = SamePersonQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "row_print", "clinician"],
                condition=Q(state__in=["WAITING", "SAME"]),
                name="same_person_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(state="WAITING", settled_at=None) | ~Q(state="WAITING") & Q(settled_at__isnull=False),
                name="same_person_settled_has_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    def sides(self, link_hash: str) -> list[str]:
        """Which sides a link speaks for: both, where one address has them."""
        if link_hash == self.known_hash:
            return ["known"]
        return ["listed"] if self.known_hash else ["listed", "known"]

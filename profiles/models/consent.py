"""Who may see a person and for what: worded, versioned, append-only."""

from django.db import models
from django.utils.translation import get_language

from talent_register.audit.triggers import append_only, history_of

from .clinician import Clinician
from .uses import Audience, Use


class ConsentWording(models.Model):
    """The exact words a person was shown. A new version is a new row."""

    audience = models.CharField(max_length=12, choices=Audience.choices)
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    text_cy = models.TextField(blank=True)
    from_date = models.DateField()
    asks_again = models.BooleanField(default=True, help_text="whoever answered older words is asked again")

    class Meta:
        ordering = ["audience", "-version"]
        constraints = [models.UniqueConstraint(fields=["audience", "version"], name="consent_wording_once")]

    def __str__(self) -> str:
        return f"{self.audience} {self.version}"

    @property
    def words(self) -> str:
        """The wording in the reader's language, English where no Welsh has been agreed."""
        return self.text_cy if get_language() == "cy" and self.text_cy else self.text


class Consent(models.Model):
    """One decision: yes or no, to one audience, at one moment. The newest per audience and use is in force.

    Without a use it is about all that the words say; with one, about that use alone.
    """

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="consents")
    audience = models.CharField(max_length=12, choices=Audience.choices)
    use = models.CharField(max_length=12, choices=Use.choices, blank=True, default="", db_default="")
    wording = models.ForeignKey(ConsentWording, on_delete=models.PROTECT, related_name="+")
    is_given = models.BooleanField()
    at = models.DateTimeField()
    how = models.CharField(max_length=40, help_text="registration, consent page, claim …")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["clinician", "audience", "-at"], name="consent_newest")]
        triggers = [*history_of(), *append_only()]

    def __str__(self) -> str:
        return f"{self.audience} {self.is_given}"

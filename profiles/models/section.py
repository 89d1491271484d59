"""What a person says of the sections of their own profile, answers that could not be sent, and those that were."""

from django.db import models

from talent_register.accounts.models import User

from .clinician import Clinician


class SectionMark(models.Model):
    """Whether the person called a section finished. A section that says nothing about them may be finished too."""

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="section_marks")
    section = models.CharField(max_length=40)
    is_done = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clinician", "section"], name="section_mark_once")]

    def __str__(self) -> str:
        return f"{self.section} {self.is_done}"


class UnsentAnswer(models.Model):
    """What somebody had typed when their session ended. Shown to the same user on the same page; gone in a day."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="unsent_answer")
    page = models.CharField(max_length=300, help_text="where the form stood")
    path = models.CharField(max_length=300, help_text="where it was sent to")
    data = models.JSONField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"unsent {self.pk}"


class SentForm(models.Model):
    """That a copy of a form was sent and where that led, so that sending it twice counts once. Gone in a day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sent_forms")
    once = models.CharField(max_length=32, help_text="the number of the copy")
    said = models.CharField(max_length=64, help_text="keyed hash of what was last sent with it")
    led_to = models.CharField(max_length=500)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "once"], name="sent_form_once")]

    def __str__(self) -> str:
        return f"sent {self.pk}"

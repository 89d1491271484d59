"""Equality answers: a table apart, joined by nothing, read by the person and, as rounded figures, by reports.

No way leads back from a person to their answers: the key has no related name, so that no search, list or record can
join them by accident. A house test names the few files that may speak of this table.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talent_register.common.models import Sourced
from talent_register.common.wordings import WordsField

from .clinician import Clinician

NOT_STATED = "not_stated"
NOT_ANSWERED = ""


class EqualityQuestion(models.TextChoices):
    """The questions, as they are asked. Each is a column of the answers."""

    SEX = "sex", _("What is your sex?")
    GENDER_REASSIGNMENT = "gender_reassignment", _("Is your gender the same as the sex you were registered at birth?")
    AGE_BAND = "age_band", _("How old are you?")
    ETHNICITY = "ethnicity", _("What is your ethnic group?")
    RELIGION = "religion", _("What is your religion or belief?")
    SEXUAL_ORIENTATION = "sexual_orientation", _("Which of these describes your sexual orientation?")
    DISABILITY = "disability", _("Do you have a long-term condition or disability that limits your day?")
    MARRIAGE = "marriage", _("Are you married or in a civil partnership?")
    CARING = "caring", _("Do you care for somebody?")
    SOCIAL_BACKGROUND = "social_background", _("When you were 14, did a parent or guardian have a degree?")


class CategoryQuerySet(models.QuerySet):
    def offered(self, question: str, nation: str) -> models.QuerySet:
        """The answers that a question offers in a nation. Without a nation, those of England and Wales."""
        categories = self.filter(question=question, disabled_on__isnull=True)
        return categories.filter(Q(nations="") | Q(nations__contains=nation or "UK"))


class EqualityCategory(Sourced):
    """One possible answer, with the older code that it becomes. The way back does not exist: detail is lost."""

    key = models.CharField(max_length=60, unique=True, help_text="question and code")
    question = models.CharField(max_length=20, choices=EqualityQuestion.choices)
    code = models.CharField(max_length=30)
    nations = models.CharField(max_length=60, blank=True, help_text="codes of nations; empty: everywhere")
    group = WordsField(max_length=80, blank=True, help_text="heading above it")
    label = WordsField(max_length=150)
    older_code = models.CharField(max_length=4, blank=True, help_text="NHS Data Dictionary, 2001 groups")
    older_label = models.CharField(max_length=80, blank=True)
    broad = models.CharField(max_length=20, blank=True, help_text="white, all_other or not_stated")
    sort = models.PositiveSmallIntegerField(default=0)
    disabled_on = models.DateField(null=True, blank=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ["question", "sort"]
        verbose_name_plural = _("equality categories")
        constraints = [models.UniqueConstraint(fields=["question", "code"], name="equality_category_once")]

    def __str__(self) -> str:
        return f"{self.label}"


class AnswersQuerySet(models.QuerySet):
    def for_reports(self, question: str) -> dict[int, str]:
        """The only way answers leave this table: person → code, of those who answered.

        For reports that are frozen and hidden against every earlier edition (tracking.reports), and for nothing else:
        a house test keeps every other file from asking. Never for a page that somebody filters.

        Raises ValueError for what is no question.
        """
        if question not in EqualityQuestion.values:
            raise ValueError(f"There are no answers to {question}.")
        return dict(self.exclude(**{question: NOT_ANSWERED}).order_by().values_list("clinician", question))


class EqualityAnswers(models.Model):
    """One person's answers, each a code of EqualityCategory, empty where they did not answer.

    The change history does not follow this table: what somebody answered before is nobody's business.
    """

    clinician = models.OneToOneField(Clinician, on_delete=models.CASCADE, related_name="+")
    sex = models.CharField(max_length=30, blank=True)
    gender_reassignment = models.CharField(max_length=30, blank=True)
    age_band = models.CharField(max_length=30, blank=True)
    ethnicity = models.CharField(max_length=30, blank=True)
    religion = models.CharField(max_length=30, blank=True)
    sexual_orientation = models.CharField(max_length=30, blank=True)
    disability = models.CharField(max_length=30, blank=True)
    marriage = models.CharField(max_length=30, blank=True)
    caring = models.CharField(max_length=30, blank=True)
    social_background = models.CharField(max_length=30, blank=True)
    updated_at = models.DateTimeField()

    objects = AnswersQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("equality answers")

    def __str__(self) -> str:
        return f"equality answers {self.pk}"

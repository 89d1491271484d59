"""The Welsh of what facts say, kept beside the English and found by it."""

from django.db import models

from talent_register.common.models import Sourced

from .published import Ending, PublishedQuerySet


class Wording(Sourced, Ending):
    """Some English words of facts, and the same in Welsh, wherever a fact says them.

    When a fact's English changes, its old Welsh is not found any more: it would say something else than the English.
    Verified means that a translator has looked at it.
    """

    english = models.TextField(unique=True)
    welsh = models.TextField()

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["english"]

    def __str__(self) -> str:
        return self.english

"""Facts that anybody may read, until they end."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate


def lasts(day, path: str = "") -> Q:
    """That a fact, or the one it names by `path`, has not ended on a day."""
    return Q(**{f"{path}valid_to__isnull": True}) | Q(**{f"{path}valid_to__gt": day})


class PublishedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Careers facts are for everybody, logged in or not."""
        return self

    def current(self):
        """Those that have not ended: what readers are shown and may choose. The ended stay for what names them."""
        return self.filter(lasts(localdate()))


class Ended:
    """What a fact with `valid_to` says of its end."""

    @property
    def has_ended(self) -> bool:
        return self.valid_to is not None and self.valid_to <= localdate()


class Ending(Ended, models.Model):
    """A fact that may end on a day. It is kept, and readers see it no more."""

    valid_to = models.DateField(null=True, blank=True, help_text="the first day on which it is true no more")

    class Meta:
        abstract = True

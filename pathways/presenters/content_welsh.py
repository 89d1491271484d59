"""What facts say in English only: the work list of those who enter Welsh."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.db import models
from django.urls import reverse

from pathways.content import kinds
from pathways.models import Wording
from talent_register.common.wordings import worded_columns, words_of

# Where a fact was read is said as it was written down.
NOT_TRANSLATED = {"source", "checked"}
# Columns of names that stay English everywhere, as docs/welsh.md says: bodies, schemes and frameworks of others.
NAMES = {
    "organisations.Organisation": {"name", "town"},
    "organisations.OrganisationName": {"name"},
    "pathways.Competency": {"title"},
    "pathways.Framework": {"name", "publisher"},
    "pathways.Programme": {"name", "provider", "award"},
}
# Such names in columns whose other rows have Welsh.
OWN_NAMES = {"Scope for Growth", "Social Work England"}


@dataclass
class EnglishOnly:
    """Some words without Welsh, and the facts that say them."""

    english: str
    said_by: list[Any] = field(default_factory=list)

    @property
    def href(self) -> str:
        return f"{reverse('content-add', args=['wording'])}?{urlencode({'english': self.english})}"

    @property
    def first(self) -> Any:
        return self.said_by[0]

    @property
    def kind(self) -> str:
        return str(self.first._meta.verbose_name)

    @property
    def edit(self) -> str:
        """The page of the first fact that says it, where editors keep it; other facts are shipped with the register."""
        known = {kind.model: kind.name for kind in kinds().values()}
        name = known.get(type(self.first))
        return reverse("content-edit", args=[name, self.first.pk]) if name else ""


def columns_of(model: type[models.Model]) -> list[str]:
    """The columns of a table whose words are to have Welsh."""
    names = NOT_TRANSLATED | NAMES.get(model._meta.label, set())
    return [name for name in worded_columns(model) if name not in names]


def english_only(search: str = "") -> list[EnglishOnly]:
    """Every sentence of every fact that no wording translates, said once, those that most facts say first."""
    known = OWN_NAMES | set(Wording.objects.current().values_list("english", flat=True))
    found: dict[str, EnglishOnly] = {}
    for model in apps.get_models():
        columns = columns_of(model)
        for row in model._default_manager.all() if columns else ():
            for words in words_of(row, columns):
                if words not in known and search.lower() in words.lower():
                    found.setdefault(words, EnglishOnly(words)).said_by.append(row)
    return sorted(found.values(), key=lambda one: (-len(one.said_by), one.kind, one.english))

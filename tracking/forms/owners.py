"""On whose behalf something is made: asked only of people who act for several teams."""

from collections.abc import Iterable
from typing import Any

from talent_register.organisations.models import Organisation


class OfATeam:
    """Mix into a form with a choice field `owner`, whose words are the form's own."""

    fields: dict[str, Any]
    cleaned_data: dict[str, Any]

    def offer_owners(self, organisations: Iterable[Organisation]) -> None:
        """Let one of these be chosen; with one alone there is no question."""
        self.organisations = {str(one.pk): one for one in organisations}
        if len(self.organisations) == 1:
            del self.fields["owner"]
        else:
            self.fields["owner"].choices = [("", ""), *((pk, str(one)) for pk, one in self.organisations.items())]

    def chosen_owner(self) -> Organisation:
        return self.organisations[self.cleaned_data.get("owner") or next(iter(self.organisations))]

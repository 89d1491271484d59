"""People chosen on the people list: those ticked, or everybody the filters find, page or no page.

What is kept is the address (ticks or filters), never a list of keys: visibility is asked again at every step.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from profiles.models import Clinician, Use
from talent_register.common.permissions import Permission

from .forms import PeopleForm
from .rules.cohorts import MOST_AT_ONCE
from .search import find
from .search.facets import facets


@dataclass(frozen=True)
class Selection:
    """The chosen people whom the user may see, and how many of the ticked ones they may not see (any more).

    `refused` are people whom the user may see, and who said no to what they were chosen for.
    """

    people: QuerySet
    missing: int
    pairs: list[tuple[str, str]]
    refused: QuerySet = field(default_factory=Clinician.objects.none)

    @property
    def query(self) -> str:
        """The selection as an address."""
        kept = QueryDict(mutable=True)
        for key, value in self.pairs:
            kept.appendlist(key, value)
        return kept.urlencode()


def read(user: Any, data: QueryDict, today: date, permission: Permission = Permission.PEOPLE_SEARCH) -> Selection:
    """The selection in an address or a sent form. Filters that make no sense choose nobody."""
    if data.get("everyone"):
        return _everyone(user, data, today)
    # One more than is allowed, so that too many are refused and none is left out in silence.
    references = list(dict.fromkeys(data.getlist("person")))[: MOST_AT_ONCE + 1]
    people = Clinician.objects.visible_to(user, permission).filter(reference__in=references)
    return Selection(people, len(references) - people.count(), [("person", one) for one in references])


def came_from(data: QueryDict) -> str:
    """The people list as it was when they were chosen: its words, filters and order, as the address says them."""
    kept = QueryDict(mutable=True)
    for name in ("q", *(facet.name for facet in facets()), "sort", "show", "size"):
        kept.setlist(name, [value for value in data.getlist(name) if value])
    return f"{reverse('people')}?{kept.urlencode()}" if kept.urlencode() else reverse("people")


def for_posts(user: Any, chosen: Selection) -> Selection:
    """Of those chosen, who agreed to be planned with for leadership posts.

    Who said no to that alone is seen all the same, and so can be named; whoever cannot be seen is only counted.
    """
    seen = Clinician.objects.visible_to(user, Permission.DISCUSSION_VIEW)
    agreed = Clinician.objects.visible_to(user, Permission.DISCUSSION_VIEW, use=Use.POSTS)
    people = chosen.people.filter(pk__in=agreed.values("pk"))
    refused = chosen.people.filter(pk__in=seen.values("pk")).exclude(pk__in=agreed.values("pk"))
    missing = chosen.missing + chosen.people.count() - people.count() - refused.count()
    return replace(chosen, people=people, missing=missing, refused=refused)


def within(user: Any, chosen: Selection, permission: Permission) -> Selection:
    """Of those chosen, whom the user sees by virtue of a permission: never themselves."""
    seen = Clinician.objects.visible_to(user, permission).exclude(user=user)
    people = chosen.people.filter(pk__in=seen.order_by().values("pk"))
    return replace(chosen, people=people, missing=chosen.missing + chosen.people.count() - people.count())


def for_team(user: Any, query: str, today: date) -> Selection:
    """Whom kept filters find for a list that the user's whole team reads."""
    data = QueryDict(query)
    return _everyone(user, data, today, is_for_team=True) if data.get("everyone") else read(user, data, today)


def people_of(user: Any, query: str, today: date) -> QuerySet:
    """Whom a kept selection chooses today, for work that is done later."""
    return read(user, QueryDict(query), today, Permission.PEOPLE_EXPORT).people


def _everyone(user: Any, data: QueryDict, today: date, *, is_for_team: bool = False) -> Selection:
    form = PeopleForm(data, user=user)
    names = [*form.fields, "sort"]
    pairs = [("everyone", "1"), *((n, value) for n in names for value in data.getlist(n) if value)]
    if not form.is_valid():
        return Selection(Clinician.objects.none(), 0, pairs)
    return Selection(find(user, form.criteria(), today, is_for_team=is_for_team).people, 0, pairs)

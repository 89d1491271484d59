"""What a role's page says: what it asks for, how strongly, what the law says, where it leads, and how sure we are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils.formats import number_format
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from pathways.choices import FAMILY_BY_CODE, PRACTICE, Commonness, Family, Needs
from pathways.models import PathwayStep, Programme, Requirement, Role, Route, StatutoryNote
from pathways.rules import RANK
from pathways.rules.taken import Edition
from talent_register.common.templatetags.facts import trust
from talent_register.common.trust import Trust, stale_from

from .explorer import Onward


@dataclass
class RolePage:
    role: Role
    families: list[Family]
    drawn_in: list[Family]
    groups: list[tuple[Requirement.Strength, list[Requirement]]]
    notes: list[StatutoryNote]
    programmes: list[Programme] = field(default_factory=list)
    comes_from: list[Onward] = field(default_factory=list)
    leads_to: list[Onward] = field(default_factory=list)
    back_or_beside: list[Onward] = field(default_factory=list)
    check_again_on: date | None = None
    level: Trust = Trust.UNCHECKED
    usual_source: str = ""
    routes: list[Route] = field(default_factory=list)
    asked: list[Requirement] = field(default_factory=list)
    taken: list[tuple[str, str]] = field(default_factory=list)
    taken_as_at: date | None = None
    taken_address: str = ""

    @property
    def is_for_all(self) -> bool:
        return not self.role.families


def routes_taken() -> Edition | None:
    """The newest published figures on ways in, of which the storey above keeps the tables."""
    return import_string(settings.ROUTES_TAKEN)()


def role_page(role: Role, user, today: date) -> RolePage:
    """Everything the page of a role needs, in seven queries."""
    steps = list(PathwayStep.objects.current().filter(role=role).select_related("pathway"))
    routes = Route.objects.visible_to(user).current().select_related("from_role", "to_role")
    routes_out, routes_in = list(routes.filter(from_role=role)), list(routes.filter(to_role=role))
    helping = {code for step in steps for code in step.programmes}
    codes = [*role.families, *(step.pathway.family for step in steps)]
    drawn_in = dict.fromkeys(sorted(route.family for route in [*routes_out, *routes_in]))
    leads_to = _others(routes_out, "to_role")
    check_again_on = stale_from(role.checked_on) if role.checked_on else None
    asked = list(Requirement.objects.visible_to(user).in_use().filter(role=role))
    edition = routes_taken()
    taken = (edition.taken_to(role.code) if edition else None) or []
    figures = [_("Hidden") if people is None else number_format(people, force_grouping=True) for _way, people in taken]
    return RolePage(
        role,
        [FAMILY_BY_CODE[code] for code in dict.fromkeys(codes) if code in FAMILY_BY_CODE],
        [FAMILY_BY_CODE[code] for code in drawn_in if code in FAMILY_BY_CODE],
        groups=by_strength(asked),
        asked=asked,
        usual_source=next((source for source, _n in Counter(one.source for one in asked).most_common(1)), ""),
        notes=list(StatutoryNote.objects.visible_to(user).of_role(role)),
        programmes=list(Programme.objects.visible_to(user).current().filter(code__in=helping)),
        comes_from=_others(routes_in, "from_role"),
        leads_to=[onward for onward in leads_to if not is_back_or_beside(onward.role)],
        back_or_beside=[onward for onward in leads_to if is_back_or_beside(onward.role)],
        check_again_on=check_again_on,
        level=trust(role, today),
        taken=[(way, figure) for (way, _people), figure in zip(taken, figures, strict=True)],
        taken_as_at=edition.as_at if edition else None,
        taken_address=edition.address if edition else "",
        routes=[*routes_out, *routes_in],
    )


def is_back_or_beside(role: Role) -> bool:
    """Whether going there means seeing patients again, wholly or in part."""
    return role.code == PRACTICE or role.lane == "PRACTICE"


def by_strength(requirements) -> list[tuple[Requirement.Strength, list[Requirement]]]:
    """Must, usually, helpful: all three, also when there is nothing under one."""
    found = list(requirements)
    return [(strength, [one for one in found if one.strength == strength]) for strength in Requirement.Strength]


def _others(routes: list[Route], end: str) -> list[Onward]:
    """The roles at the other end, each once at its most common over all families."""
    best: dict[Role, Onward] = {}
    for route in routes:
        role, word = getattr(route, end), Commonness(route.commonness)
        if role not in best or RANK[word] < RANK[best[role].commonness]:
            best[role] = Onward(role, word, route)
    return sorted(best.values(), key=lambda one: (RANK[one.commonness], one.role.title))


def without_those_that_need_a_registration(roles: Iterable[Role]) -> tuple[list[Role], int]:
    """For somebody who is on no register: the roles that are open to them now, and how many were left out."""
    roles = list(roles)
    kept = [role for role in roles if role.needs_registration != Needs.YES]
    return kept, len(roles) - len(kept)


def letters_of(roles: list[Role]) -> list[tuple[str, list[Role]]]:
    """Roles A to Z under their first letters, in the reader's language."""
    by_letter: dict[str, list[Role]] = {}
    for title, role in sorted(((f"{role.title}", role) for role in roles), key=lambda pair: pair[0].lower()):
        by_letter.setdefault(title[0].upper(), []).append(role)
    return list(by_letter.items())

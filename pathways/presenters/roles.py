"""What a role's page says: what it asks for, by how strongly, where it leads, and where all that was read."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from pathways.choices import FAMILY_BY_CODE, Commonness, Family
from pathways.models import PathwayStep, Programme, Role, Route
from pathways.rules import RANK

from .explorer import Onward

LICENSED = {"medical", "dental"}


@dataclass
class RolePage:
    role: Role
    families: list[Family]
    drawn_in: list[Family]
    must: list[str] = field(default_factory=list)
    usually: list[str] = field(default_factory=list)
    helpful: list[Programme] = field(default_factory=list)
    comes_from: list[Onward] = field(default_factory=list)
    leads_to: list[Onward] = field(default_factory=list)

    @property
    def is_for_all(self) -> bool:
        return not self.role.families


def role_page(role: Role, user) -> RolePage:
    """Everything the page of a role needs, in four queries."""
    steps = list(PathwayStep.objects.filter(role=role).select_related("pathway"))
    routes = list(Route.objects.visible_to(user).select_related("from_role", "to_role").filter(from_role=role))
    routes_in = list(Route.objects.visible_to(user).select_related("from_role", "to_role").filter(to_role=role))
    helping = {code for step in steps for code in step.programmes}
    codes = [*role.families, *(step.pathway.family for step in steps)]
    families = [FAMILY_BY_CODE[code] for code in dict.fromkeys(codes) if code in FAMILY_BY_CODE]
    drawn_in = dict.fromkeys(sorted(route.family for route in [*routes, *routes_in]))
    return RolePage(
        role,
        families,
        [FAMILY_BY_CODE[code] for code in drawn_in if code in FAMILY_BY_CODE],
        must=_must(role),
        usually=_usually(role, steps),
        helpful=list(Programme.objects.visible_to(user).filter(code__in=helping)),
        comes_from=_others(routes_in, "from_role"),
        leads_to=_others(routes, "to_role"),
    )


def _must(role: Role) -> list[str]:
    """What law, regulator or contract demands, as far as the facts we hold say."""
    things = []
    if role.needs_registration == "yes":
        things.append(_("Registration with the regulator of your profession"))
    if role.needs_licence == "yes":
        things.append(_("A licence to practise, if your regulator gives one"))
    if role.is_board_role:
        things.append(_("The fit and proper person test that every board member takes"))
    return things


def _usually(role: Role, steps: list[PathwayStep]) -> list[str]:
    things = [role.experience, *(step.entry_condition for step in steps)]
    if role.years_qualified:
        years = role.years_qualified.replace("-", _(" to "))
        years = _("%(years)s or more") % {"years": years.rstrip("+")} if years.endswith("+") else years
        things.append(_("%(years)s years since qualifying") % {"years": years})
    once = dict.fromkeys(thing[:1].upper() + thing[1:] for thing in things if thing)
    return [thing for thing in once if not any(thing != o and thing.lower() in o.lower() for o in once)]


def _others(routes: list[Route], end: str) -> list[Onward]:
    """The roles at the other end, each once at its most common over all families."""
    best: dict[Role, Commonness] = {}
    for route in routes:
        role, word = getattr(route, end), Commonness(route.commonness)
        if role not in best or RANK[word] < RANK[best[role]]:
            best[role] = word
    return [Onward(role, word) for role, word in sorted(best.items(), key=lambda i: (RANK[i[1]], i[0].title))]


def letters_of(roles: list[Role]) -> list[tuple[str, list[Role]]]:
    """Roles A to Z under their first letters."""
    by_letter: dict[str, list[Role]] = {}
    for role in sorted(roles, key=lambda r: r.title.lower()):
        by_letter.setdefault(role.title[0].upper(), []).append(role)
    return list(by_letter.items())

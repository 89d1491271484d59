"""Two sides of pay in the same year: ranges, what they rest on, and what they leave out."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pathways.choices import PayBasis
from pathways.models import PayAward, PayPoint, Programme, Role
from pathways.rules.pay import Scale, newest_shared, pay_year, range_of, scales_in
from talent_register.common.templatetags.facts import trust
from talent_register.common.trust import Trust

NATION = "England"
SCHEMES = {
    "agenda_for_change": gettext_lazy("Agenda for Change"),
    "consultant_2003_contract": gettext_lazy("Consultant, 2003 contract"),
    "resident_doctor_2016": gettext_lazy("Resident doctor, 2016 contract"),
    "sas_specialty_doctor": gettext_lazy("Specialty doctor"),
    "gp_salaried": gettext_lazy("Salaried GP"),
    "vsm": gettext_lazy("Very senior manager"),
}
GRADES = {
    "consultant": Scale("consultant_2003_contract"),
    "resident": Scale("resident_doctor_2016"),
    "specialty-doctor": Scale("sas_specialty_doctor"),
    "salaried-gp": Scale("gp_salaried"),
}


@dataclass
class Range:
    """One scale in one year."""

    scale: Scale
    points: list[PayPoint]
    hidden: int = 0

    @property
    def name(self) -> str:
        name = str(SCHEMES.get(self.scale.scheme, self.scale.scheme))
        bands = self.scale.bands
        if not bands:
            return name
        words = bands[0] if len(bands) == 1 else _("%(low)s to %(high)s") % {"low": bands[0], "high": bands[-1]}
        return _("%(name)s band %(bands)s") % {"name": name, "bands": words}

    @property
    def span(self) -> tuple[int, int] | None:
        return range_of(point.amount for point in self.points)

    @property
    def fact(self) -> PayPoint | None:
        """The figure that is least sure speaks for the range: it is no surer than that."""
        order = [Trust.UNCHECKED, Trust.STALE, Trust.CHECKED]
        return min(self.points, key=lambda point: order.index(trust(point)), default=None)

    @property
    def basis(self) -> str:
        return ", ".join(dict.fromkeys(str(PayBasis(point.basis).label) for point in self.points))


@dataclass
class Side:
    """What somebody is paid by, or a role."""

    name: str
    scales: list[Scale]
    role: Role | None = None
    ranges: list[Range] = field(default_factory=list)

    @property
    def years(self) -> set[str]:
        return {pay_year(p.from_date) for r in self.ranges for p in r.points if p.from_date and p.amount}


@dataclass
class PayPage:
    now: Side
    then: Side
    year: str
    awards: list[PayAward]
    extra: tuple[int, int] | None
    extra_fact: PayPoint | None
    recognition: list[Programme]
    unchecked: bool

    @property
    def sides(self) -> list[Side]:
        return [self.now, self.then]

    @property
    def hidden(self) -> int:
        return sum(r.hidden for side in self.sides for r in side.ranges)

    @property
    def bars(self) -> list[dict]:
        """The ranges as places on a line from nothing to the highest figure, in percent."""
        shown = [(side, r) for side in self.sides for r in side.ranges if r.span]
        top = max((r.span[1] for _side, r in shown), default=0)
        return [
            {
                "label": side.name if r.name == side.name else f"{side.name}: {r.name}",
                "low": r.span[0],
                "high": r.span[1],
                "x": round(100 * r.span[0] / top, 2),
                "width": max(0.6, round(100 * (r.span[1] - r.span[0]) / top, 2)),
            }
            for side, r in shown
        ]


def side_of(choice: str, roles: dict[str, Role]) -> Side:
    if choice.startswith("role-") and (role := roles.get(choice.removeprefix("role-"))):
        return Side(role.title, scales_in(role.pay), role)
    if choice.startswith("band-"):
        band = choice.removeprefix("band-")
        return Side(_("Agenda for Change band %s") % band, [Scale("agenda_for_change", (band,))])
    if scale := GRADES.get(choice):
        return Side(str(SCHEMES[scale.scheme]), [scale])
    return Side(_("Not known"), [])


def years_known(user) -> list[str]:
    days = PayPoint.objects.visible_to(user).current().filter(amount__isnull=False, from_date__isnull=False)
    return sorted({pay_year(day) for day in days.values_list("from_date", flat=True)}, reverse=True)


def pay_page(said: dict, roles: list[Role], user) -> PayPage:
    """Both sides in the same year and nation. Four queries, whatever is chosen."""
    by_slug = {role.slug: role for role in roles}
    sides = [side_of(said["now"], by_slug), side_of(said["then"], by_slug)]
    points = list(PayPoint.objects.visible_to(user).current().filter(nation=NATION))
    shown = [point for point in points if said["unchecked"] or trust(point) is Trust.CHECKED]
    for side in sides:
        side.ranges = [Range(scale, [p for p in shown if scale.holds(p.scheme, p.point)]) for scale in side.scales]
    year = said["year"] or _year_for(sides, points)
    for one in (r for side in sides for r in side.ranges):
        one.points = [p for p in one.points if p.amount and _is_of(p, year)]
        one.hidden = sum(one.scale.holds(p.scheme, p.point) and _is_of(p, year) for p in points if p.amount)
        one.hidden -= len(one.points)
    extra = [p for p in points if p.scheme == "clinical_impact_award"]
    is_consultant = any(scale.scheme == "consultant_2003_contract" for side in sides for scale in side.scales)
    return PayPage(
        *sides,
        year,
        list(PayAward.objects.visible_to(user).current().filter(year=year)),
        range_of(p.amount for p in extra) if is_consultant and said["unchecked"] else None,
        extra[0] if extra else None,
        list(Programme.objects.visible_to(user).current().exclude(award="")),
        said["unchecked"],
    )


def _year_for(sides: list[Side], points: list[PayPoint]) -> str:
    """The newest year in which both sides show something; else the newest in which both are known at all."""
    shown = [side.years for side in sides]
    if set.intersection(*shown):
        return newest_shared(*shown)
    known = [{pay_year(p.from_date) for p in points if p.from_date and p.amount and _is_on(side, p)} for side in sides]
    return newest_shared(*known)


def _is_on(side: Side, point: PayPoint) -> bool:
    return any(scale.holds(point.scheme, point.point) for scale in side.scales)


def _is_of(point: PayPoint, year: str) -> bool:
    return point.from_date is not None and pay_year(point.from_date) == year

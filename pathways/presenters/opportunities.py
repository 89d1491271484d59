"""What is open, for whom, and why the reader sees it."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.paginator import Page
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pathways.choices import FAMILY_BY_CODE, FAMILY_BY_SLUG, Counted, Openness, WhySeen
from pathways.models import Application, Opportunity, Programme, RecognitionDecision, SavedOpportunity
from pathways.rules.opportunities import CannotApply, check_can_apply, fits, openness, why_seen
from pathways.rules.recognition import Decided, in_force_by_body
from profiles.models import Clinician
from talent_register.common.sections import Aside, AsideLine

MOST_ON_HOME = 5
COLOURS = {Openness.OPEN: "green", Openness.SOON: "yellow", Openness.CLOSED: "grey", Openness.LATER: "blue"}
CLOSING_DAYS = {"week": 7, "month": 30}
REFUSALS = {
    "closed": gettext_lazy("It is closed."),
    "later": gettext_lazy("It is not open yet."),
    "profession": gettext_lazy("It is for other professions."),
    "twice": gettext_lazy("You have applied already."),
    "decided": gettext_lazy("This application has its outcome already."),
}


@dataclass
class OpportunityRow:
    opportunity: Opportunity
    state: Openness
    why: list[WhySeen] = field(default_factory=list)
    is_saved: bool = False
    application: Application | None = None

    @property
    def colour(self) -> str:
        return COLOURS[self.state]

    @property
    def why_words(self) -> str:
        return ". ".join(str(why.label) for why in self.why)

    @property
    def professions(self) -> str:
        names = [str(FAMILY_BY_CODE[code].name) for code in self.opportunity.families if code in FAMILY_BY_CODE]
        return ", ".join(names) or _("All clinical professions")


@dataclass
class OpportunityList:
    rows: list[OpportunityRow]
    page: Page
    remove: list[dict] = field(default_factory=list)


def refusal(reason: CannotApply) -> str:
    return str(REFUSALS[reason.code])


def row_of(
    opportunity: Opportunity, clinician: Clinician | None, today: date, saved: set, applied: dict
) -> OpportunityRow:
    state = openness(opens_on=opportunity.opens_on, closes_on=opportunity.closes_on, today=today)
    why = why_seen(
        families=opportunity.families,
        stages=opportunity.stages,
        region=opportunity.region.code if opportunity.region else "",
        own_family=clinician.profession.family if clinician and clinician.profession else "",
        own_stage=clinician.stage if clinician else "",
        own_region=clinician.region.code if clinician and clinician.region else "",
    )
    return OpportunityRow(opportunity, state, why, opportunity.pk in saved, applied.get(opportunity.pk))


def own_marks(user) -> tuple[set[int], dict[int, Application]]:
    """What the reader saved and applied for."""
    saved = set(SavedOpportunity.objects.visible_to(user).values_list("opportunity_id", flat=True))
    applied = {a.opportunity_id: a for a in Application.objects.filter(clinician__user=user)} if user.pk else {}
    return saved, applied


def filtered(said: dict, user, today: date):
    """The opportunities that fit the filters. Open ones only, unless asked."""
    found = Opportunity.objects.visible_to(user).select_related("programme", "organisation", "region")
    closing = said.get("closing", "")
    if closing != "all":
        found = found.filter(Q(closes_on__isnull=True) | Q(closes_on__gte=today))
    if closing in CLOSING_DAYS:
        found = found.filter(closes_on__lte=today + timedelta(days=CLOSING_DAYS[closing]))
    if said.get("q"):
        found = found.filter(Q(title__icontains=said["q"]) | Q(summary__icontains=said["q"]))
    if said.get("profession"):
        found = found.for_family(FAMILY_BY_SLUG[said["profession"]].code)
    if said.get("region"):
        found = found.filter(Q(region__isnull=True) | Q(region__code=said["region"]))
    if said.get("kind"):
        found = found.filter(kind=said["kind"])
    return found.order_by(*Opportunity._meta.ordering, "pk")


def opportunity_list(page: Page, said: dict, clinician: Clinician | None, user, today: date) -> OpportunityList:
    saved, applied = own_marks(user)
    rows = [row_of(opportunity, clinician, today, saved, applied) for opportunity in page]
    return OpportunityList(rows, page, [] if rows else _to_remove(said, user, today))


def _to_remove(said: dict, user, today: date) -> list[dict]:
    """Each single filter whose removal would show something, with how much."""
    chosen = [name for name, value in said.items() if value and not (name == "closing" and value == "all")]
    counted = [(name, filtered({**said, name: ""}, user, today).count()) for name in chosen]
    return [{"name": name, "count": count} for name, count in counted if count]


@dataclass
class Recognised:
    """A decision with the words that go with it."""

    decision: RecognitionDecision
    is_disputed: bool = False

    @property
    def words(self) -> str:
        if self.decision.counts == Counted.PARTLY and self.decision.months_counted:
            return _("Counts in part: %(n)s months") % {"n": self.decision.months_counted}
        return str(Counted(self.decision.counts).label)


@dataclass
class ProgrammePage:
    programme: Programme
    rows: list[OpportunityRow]
    decisions: list[Recognised]
    people: str

    @property
    def professions(self) -> str:
        names = [str(FAMILY_BY_CODE[code].name) for code in self.programme.families if code in FAMILY_BY_CODE]
        return ", ".join(names) or _("All clinical professions")


def decided(decision: RecognitionDecision) -> Decided:
    return Decided(
        decision.pk,
        decision.decided_on,
        Counted(decision.counts),
        decision.participation_id is not None,
        decision.organisation_id,
    )


def programme_page(programme: Programme, clinician, user, today: date, people: str) -> ProgrammePage:
    """A programme: what it is, what is open, whose decision says whether it counts, and how many took part."""
    found = programme.opportunities.select_related("organisation", "region", "programme")
    saved, applied = own_marks(user)
    general = programme.decisions.filter(participation__isnull=True).select_related("organisation")
    known = {decision.pk: decision for decision in general}
    holding = in_force_by_body([decided(decision) for decision in known.values()])
    rows = [row_of(opportunity, clinician, today, saved, applied) for opportunity in found]
    return ProgrammePage(programme, rows, [Recognised(known[d.pk]) for d in holding], people)


def may_apply(row: OpportunityRow, clinician: Clinician | None) -> str:
    """Why one cannot apply, in words; nothing when one can."""
    family = clinician.profession.family if clinician and clinician.profession else ""
    try:
        check_can_apply(row.state, fits=fits(families=row.opportunity.families, own_family=family))
    except CannotApply as reason:
        return refusal(reason)
    return ""


def saved_aside(clinician: Clinician) -> Aside:
    """What somebody saved, on their home page: the next to close first, and closed ones say so."""
    saved = clinician.saved_opportunities.select_related("opportunity").order_by("opportunity__closes_on", "pk")
    today = localdate()
    lines = [
        AsideLine(_saved_words(one.opportunity, today), reverse("opportunity", args=[one.opportunity.slug]))
        for one in saved[:MOST_ON_HOME]
    ]
    empty = _("You have not saved an opportunity yet.")
    words = _("See what is open") if not lines else _("See all you saved")
    return Aside(_("Opportunities"), lines, empty, reverse("own-opportunities" if lines else "opportunity-list"), words)


def _saved_words(one: Opportunity, today: date) -> str:
    if one.closes_on is None:
        return one.title
    if one.closes_on < today:
        return _("%(title)s: closed") % {"title": one.title}
    return _("%(title)s: closes on %(day)s") % {"title": one.title, "day": date_format(one.closes_on, "j F Y")}

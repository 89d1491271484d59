"""Figures of a cohort: how far its people are, what moved since they joined, reviews and places. Never a name.

Every number passes disclosure control: 1 to 7 is hidden, the rest is rounded to 5, totals by themselves.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from profiles.models import Stage
from talent_register.accounts.access import can
from talent_register.common import disclosure
from talent_register.common.permissions import Permission
from tracking import cohort_kinds, cohort_months
from tracking.choices import NOT_YET_DISCUSSED, Readiness, ReviewState
from tracking.cohort_kinds import Kind
from tracking.models import Cohort, CohortMember, ReviewMeeting, TalentDiscussion

from .cohort_cover import cover
from .cohort_tables import LEADING, PAIRS, STACKED, Line, Table, shown
from .cohort_tallies import programmes, skills

NOT_DISCUSSED = "none"


@dataclass(frozen=True)
class Figures:
    headline: str
    tables: list[Table]
    day: date


def figures(cohort: Cohort, user: Any, today: date) -> Figures:
    """Of the people in the cohort whom the user may see, as at the day they were counted."""
    counted = cohort_kinds.of(cohort, user, today)
    kinds = counted.kinds
    size = shown(sum(kind.people for kind in kinds))
    if size is None:
        headline = _("From 1 to %(most)s people in this cohort") % {"most": settings.SUPPRESSION_THRESHOLD}
    else:
        headline = ngettext("%(n)s person in this cohort", "%(n)s people in this cohort", size) % {"n": size}
    tables = [_stages(kinds), _moves(kinds), skills(cohort, user), _reviews(kinds)]
    tables.append(_months(cohort, user, today))
    tables += [*cover(cohort, user, today), programmes(cohort, user), _places(kinds)]
    if can(user, Permission.DISCUSSION_VIEW):
        tables.insert(0, _readiness(cohort, user, sum(kind.people for kind in kinds)))
    return Figures(headline, tables, counted.day)


def _count(kinds: list[Kind], what: str) -> Counter:
    """People by one thing that a kind says."""
    counted: Counter = Counter()
    for kind in kinds:
        counted[getattr(kind, what)] += kind.people
    return counted


def _lines(order: Sequence[tuple[str, Promise | str]], *counts: Counter) -> list[Line]:
    lines = [Line(words, [shown(count[value]) for count in counts]) for value, words in order]
    unknown = [shown(count[""]) for count in counts]
    return [*lines, Line(_("Not known"), unknown)] if any(figure != 0 for figure in unknown) else lines


def _readiness(cohort: Cohort, user: Any, people: int) -> Table:
    """How ready they are by the newest discussion that the user may read, and were before the team last met.

    As it is this minute: whoever may see this table may read each of those discussions.
    """
    now, heads = _said(cohort, user, people), [_("Readiness")]
    counts = [now]
    meetings = ReviewMeeting.objects.visible_to(user).filter(owner=cohort.owner_id)
    if last := meetings.filter(state=ReviewMeeting.State.FINISHED).order_by("-on", "-pk").first():
        heads.append(_("Before the meeting of %(day)s") % {"day": date_format(last.on, "j F Y")})
        counts.insert(0, _said(cohort, user, people, before=last.on))
    words = {"n": disclosure.in_words(shown(now[Readiness.NOW]), settings.SUPPRESSION_THRESHOLD)}
    order = [*Readiness.choices, (NOT_DISCUSSED, NOT_YET_DISCUSSED)]
    sentence = _("Ready now: %(n)s.") % words
    lines, chart = _lines(order, *counts), PAIRS if len(counts) > 1 else STACKED
    parts = [(str(line.label), [line.figures[-1] or 0]) for line in lines]
    whole = {"rows": [_("People in this cohort")], "series": parts, "ordered": True}
    stacks = whole if any(n for _name, (n,) in parts) else {}
    title = _("How ready they are")
    return Table("readiness", title, sentence, [*heads, _("Now")], lines, chart=chart, stacks=stacks)


def _said(cohort: Cohort, user: Any, people: int, before: date | None = None) -> Counter:
    members = CohortMember.objects.now().filter(cohort=cohort).values("clinician")
    read = TalentDiscussion.objects.of_others_visible_to(user).filter(clinician__in=members)
    read = read.filter(held_on__lt=before) if before else read
    newest = TalentDiscussion.objects.filter(pk__in=read.newest_each().values("pk")).order_by()
    found = Counter(dict(newest.values_list("readiness").annotate(n=Count("pk"))))
    found[NOT_DISCUSSED] = max(people - found.total(), 0)
    return found


def _stages(kinds: list[Kind]) -> Table:
    now = _count(kinds, "stage")
    leading = disclosure.published_share(
        sum(now[stage] for stage in LEADING), now.total(), settings.SUPPRESSION_THRESHOLD
    )
    if leading is None:
        sentence = _("There are too few people to say what share leads a service or more.")
    else:
        sentence = _("%(share)s%% lead a service or more.") % {"share": leading}
    return Table("stages", _("How far they are"), sentence, [_("Stage"), _("People")], _lines(Stage.choices, now))


def _moves(kinds: list[Kind]) -> Table:
    moved = shown(sum(kind.people for kind in kinds if kind.before and kind.before != kind.stage))
    number = disclosure.in_words(moved, settings.SUPPRESSION_THRESHOLD)
    return Table(
        "moves",
        _("What moved since they joined"),
        _("People who say another stage than when they joined: %(n)s.") % {"n": number},
        [_("Stage"), _("When they joined"), _("Now")],
        _lines(Stage.choices, _count(kinds, "before"), _count(kinds, "stage")),
        chart=PAIRS,
    )


def _reviews(kinds: list[Kind]) -> Table:
    states = _count(kinds, "review")
    late = disclosure.in_words(shown(states[ReviewState.OVERDUE]), settings.SUPPRESSION_THRESHOLD)
    return Table(
        "reviews",
        _("Are yearly reviews on time?"),
        _("Overdue: %(n)s.") % {"n": late},
        [_("Yearly review"), _("People")],
        _lines(ReviewState.choices, states),
    )


def _months(cohort: Cohort, user: Any, today: date) -> Table:
    """Of the reviews that fell due in each month, how many are done."""
    counted = cohort_months.of(cohort, user, today)
    lines = [Line(date_format(month, "F Y"), [shown(due), shown(done)]) for month, due, done in counted]
    told = [(line, due, done) for line in lines for due, done in [line.figures] if due and done is not None]
    series = [
        (_("Done"), [done for _line, _due, done in told]),
        (_("Not done yet"), [max(due - (done or 0), 0) for _line, due, done in told]),
    ]
    all_due, all_done = (shown(sum(one[place] for one in counted)) for place in (1, 2))
    most = settings.SUPPRESSION_THRESHOLD
    words = {"due": disclosure.in_words(all_due, most), "done": disclosure.in_words(all_done, most)}
    return Table(
        "months",
        _("Are reviews done in the months they fall due?"),
        _("In %(n)d months, due: %(due)s. Done since: %(done)s.") % {"n": len(counted), **words},
        [_("Month"), _("Due"), _("Done since")],
        lines,
        chart=STACKED,
        stacks={"rows": [str(line.label) for line, _due, _done in told], "series": series} if told else {},
    )


def _places(kinds: list[Kind]) -> Table:
    regions = _count(kinds, "region")
    names = sorted(region for region in regions if region)
    return Table(
        "places",
        _("Where they are"),
        ngettext("They are in %(n)d region.", "They are in %(n)d regions.", len(names)) % {"n": len(names)},
        [_("Region"), _("People")],
        _lines([(name, name) for name in names], regions),
    )

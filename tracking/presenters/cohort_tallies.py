"""In which skills a cohort is weak, and what people said before and after a programme. Never whose answers they are."""

from collections import Counter, defaultdict
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pathways.models import Competency, Level, Programme
from tracking import cohort_tallies
from tracking.cohort_tallies import PRACTISED, PROGRAMME, SKILL, YES, Told, figure, is_enough
from tracking.models import Cohort
from tracking.rules.overlap import LEAST_CHANGE

from .cohort_tables import LEADING, PAIRS, PERCENT, Line, Table

MOST_PROGRAMMES = 4


def skills(cohort: Cohort, user: Any) -> Table:
    """Skills by the share who can do them by themselves, the lowest first: of the framework that most answered by."""
    title, found = _("Which skills are weak?"), cohort_tallies.of(cohort, user, SKILL)
    if found is None:
        return Table("skills", title, "", [_("Skill")], [], why_empty=_not_yet())
    answered = Counter({subject: counts.total() for subject, counts in found.counts.items()})
    competencies = _of_one_framework(answered)
    level = Level.objects.filter(framework=competencies[0].framework, rank=PRACTISED).first() if competencies else None
    heads = [_("Skill"), _("People who answered"), _("%(level)s or above") % {"level": level.name if level else ""}]
    lines = [_skill(one.title, one.pk, answered[one.pk], found.counts[one.pk]["", YES]) for one in competencies]
    lines.sort(key=lambda line: (line.figures[-1] is None, line.figures[-1] or 0))
    lowest = lines[0] if lines and lines[0].figures[-1] is not None else None
    sentence = _("Lowest: %(skill)s, %(share)s%% say %(level)s or above. These are people’s own answers.") % {
        "skill": lowest.label if lowest else "",
        "share": lowest.figures[-1] if lowest else "",
        "level": level.name if level else "",
    }
    few = _("Too few people have looked at their skills to show any, or nearly the same people were counted before.")
    return Table("skills", title, f"{sentence if lowest else few} {_when(found)}", heads, lines, suffix=PERCENT)


def _skill(title: str, subject: int, answered: int, can: int) -> Line:
    whole = figure(SKILL, subject, "answered", answered)
    return Line(title, [whole, _share(figure(SKILL, subject, "can", can), whole)], units=("", PERCENT), is_steady=True)


def _share(part: int | None, whole: int | None) -> int | None:
    """Of published figures alone, and only where these say that enough people answered."""
    return min(round(100 * part / whole), 100) if part is not None and whole and is_enough(whole) else None


def _of_one_framework(answered: Counter) -> list[Competency]:
    """The competencies that were answered, of the framework with the most answers."""
    found = list(Competency.objects.filter(pk__in=answered).select_related("framework").order_by("position", "pk"))
    by_framework: Counter = Counter()
    for one in found:
        by_framework[one.framework_id] += answered[one.pk]
    most = by_framework.most_common(1)
    return [one for one in found if most and one.framework_id == most[0][0]]


def programmes(cohort: Cohort, user: Any) -> Table:
    """The share who led a service or more before a programme and now, for the programmes of most people."""
    title, found = _("Did the programme help?"), cohort_tallies.of(cohort, user, PROGRAMME)
    if found is None:
        return Table("programmes", title, "", [_("Programme")], [], why_empty=_not_yet())
    counted: dict[int, Counter] = defaultdict(Counter)
    for subject, counts in found.counts.items():
        for (before, now), n in counts.items():
            leads = {"before": n if before in LEADING else 0, "now": n if now in LEADING else 0}
            counted[subject].update({"people": n, **leads})
    names = dict(Programme.objects.filter(pk__in=counted).values_list("pk", "name"))
    most = sorted(counted, key=lambda one: (-counted[one]["people"], str(names.get(one, ""))))[:MOST_PROGRAMMES]
    lines = [_programme(names[one], one, counted[one]) for one in most if one in names]
    could_show = any(None not in line.figures for line in lines)
    help_ = _(
        "Share who lead a service or more, before they took part and now. Others may have moved as far without it."
    )
    few = _(
        "Too few people took part in the same programme to show any, or nearly the same people were counted before."
    )
    return Table(
        "programmes",
        title,
        f"{help_ if could_show else few} {_when(found)}",
        [_("Programme"), _("People"), _("Led a service or more before"), _("Now")],
        lines,
        chart=PAIRS,
        suffix=PERCENT,
    )


def _programme(name: str, subject: int, n: Counter) -> Line:
    whole = figure(PROGRAMME, subject, "people", n["people"])
    shares = [_share(figure(PROGRAMME, subject, when, n[when]), whole) for when in ("before", "now")]
    return Line(name, [whole, *shares], units=("", PERCENT, PERCENT), is_steady=True)


def _when(found: Told) -> str:
    """Since when these figures are what they are, and why they stay."""
    if found.day is None:
        return ""
    return _(
        "Counted in the night of %(day)s. So that nobody's own answer can be worked out, they are counted again only "
        "in a night after at least %(n)s people came, went or answered anew."
    ) % {"day": date_format(found.day, "j F Y"), "n": LEAST_CHANGE}


def _not_yet() -> str:
    return _("These figures are counted in the coming night.")

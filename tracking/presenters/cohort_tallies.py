"""In which skills a cohort is weak, and what people said before and after a programme. Never whose answers they are."""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from pathways.models import Competency, Level, Programme
from tracking import cohort_tallies
from tracking.cohort_tallies import PRACTISED, PROGRAMME, SKILL, YES
from tracking.models import Cohort

from .cohort_tables import LEADING, PAIRS, PERCENT, Line, Table, share, shown

MOST_PROGRAMMES = 4


def skills(cohort: Cohort, user: Any, today: date) -> Table:
    """Skills by the share who can do them by themselves, the lowest first: of the framework that most answered by."""
    title, found = _("Which skills are weak?"), cohort_tallies.of(cohort, user, SKILL, today)
    if found is None:
        return Table("skills", title, "", [_("Skill")], [], why_empty=_still_counting())
    answered: Counter = Counter()
    can: Counter = Counter()
    for subject, _before, now, n in found:
        answered[subject] += n
        can[subject] += n if now == YES else 0
    competencies = _of_one_framework(answered)
    level = Level.objects.filter(framework=competencies[0].framework, rank=PRACTISED).first() if competencies else None
    heads = [_("Skill"), _("People who answered"), _("%(level)s or above") % {"level": level.name if level else ""}]
    lines = [
        Line(one.title, [shown(answered[one.pk]), share(can[one.pk], answered[one.pk])], units=("", PERCENT))
        for one in competencies
    ]
    lines.sort(key=lambda line: (line.figures[-1] is None, line.figures[-1] or 0))
    lowest = lines[0] if lines and lines[0].figures[-1] is not None else None
    sentence = _("Lowest: %(skill)s, %(share)s%% say %(level)s or above. These are people’s own answers.") % {
        "skill": lowest.label if lowest else "",
        "share": lowest.figures[-1] if lowest else "",
        "level": level.name if level else "",
    }
    return Table(
        "skills",
        title,
        sentence if lowest else _("Too few people have looked at their skills to show any."),
        heads,
        lines,
        suffix=PERCENT,
    )


def _of_one_framework(answered: Counter) -> list[Competency]:
    """The competencies that were answered, of the framework with the most answers."""
    found = list(Competency.objects.filter(pk__in=answered).select_related("framework").order_by("position", "pk"))
    by_framework: Counter = Counter()
    for one in found:
        by_framework[one.framework_id] += answered[one.pk]
    most = by_framework.most_common(1)
    return [one for one in found if most and one.framework_id == most[0][0]]


def programmes(cohort: Cohort, user: Any, today: date) -> Table:
    """The share who led a service or more before a programme and now, for the programmes of most people."""
    title, found = _("Did the programme help?"), cohort_tallies.of(cohort, user, PROGRAMME, today)
    if found is None:
        return Table("programmes", title, "", [_("Programme")], [], why_empty=_still_counting())
    counted: dict[int, Counter] = defaultdict(Counter)
    for subject, before, now, n in found:
        leads = {"before": n if before in LEADING else 0, "now": n if now in LEADING else 0}
        counted[subject].update({"people": n, **leads})
    names = dict(Programme.objects.filter(pk__in=counted).values_list("pk", "name"))
    most = sorted(counted, key=lambda one: (-counted[one]["people"], str(names.get(one, ""))))[:MOST_PROGRAMMES]
    lines = [_programme(names[one], counted[one]) for one in most]
    could_show = any(None not in line.figures for line in lines)
    return Table(
        "programmes",
        title,
        _("Share who lead a service or more, before they took part and now. Others may have moved as far without it.")
        if could_show
        else _("Too few people took part in the same programme to show any."),
        [_("Programme"), _("People"), _("Led a service or more before"), _("Now")],
        lines,
        chart=PAIRS,
        suffix=PERCENT,
    )


def _programme(name: str, n: Counter) -> Line:
    shares = [share(n[when], n["people"]) for when in ("before", "now")]
    return Line(name, [shown(n["people"]), *shares], units=("", PERCENT, PERCENT))


def _still_counting() -> str:
    return _("These figures are being counted. Open this page again in some minutes.")

"""How a person sees their skills: what is asked, this year beside last year, and what shows each."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from pathways.actions.skills import asked_of
from pathways.facts import OWN_FRAMEWORK
from pathways.models import Answer, Competency, Crosswalk, Evidence, Framework, SelfAssessment
from pathways.rules.skills import beside
from profiles.models import Clinician
from talent_register.common import sections
from talent_register.common.sections import Line, Section, Status


@dataclass
class Row:
    """One skill of a summary."""

    competency: Competency
    now: str = ""
    before: str = ""
    compared: str = ""
    evidence: list[Evidence] = field(default_factory=list)


@dataclass
class Summary:
    assessment: SelfAssessment
    previous: SelfAssessment | None
    rows: list[Row]

    @property
    def unanswered(self) -> list[Row]:
        return [row for row in self.rows if not row.now]


@dataclass
class SkillsPage:
    unfinished: list[SelfAssessment]
    finished: list[SelfAssessment]
    frameworks: list[Framework]
    evidence: list[Evidence]


def skills_page(clinician: Clinician, today: date) -> SkillsPage:
    looks = list(clinician.self_assessments.select_related("framework"))
    frameworks = list(Framework.objects.for_self_assessment(today))
    return SkillsPage(
        [look for look in looks if look.completed_on is None],
        [look for look in looks if look.completed_on],
        sorted(frameworks, key=lambda f: (f.code != OWN_FRAMEWORK, f.name)),
        list(clinician.evidence.prefetch_related("competencies")),
    )


def summary_of(assessment: SelfAssessment) -> Summary:
    """This look beside the one before it, by the same framework, whatever its version then."""
    earlier = SelfAssessment.objects.finished().filter(
        clinician=assessment.clinician, framework__code=assessment.framework.code, pk__lt=assessment.pk
    )
    previous = earlier.select_related("framework").order_by("-completed_on", "-pk").first()
    now, before = _answers(assessment), _answers(previous) if previous else {}
    shown = _evidence_by_code(assessment)
    rows = []
    for competency in asked_of(assessment.framework):
        own, old = now.get(competency.code), before.get(competency.code)
        compared = beside(_rank(old), _rank(own)) if previous and own else ""
        rows.append(Row(competency, _words(own), _words(old), compared, shown.get(competency.pk, [])))
    return Summary(assessment, previous, rows)


def place_of(assessment: SelfAssessment, competency: Competency) -> dict:
    """Which of how many, and the one before."""
    asked = list(asked_of(assessment.framework))
    number = asked.index(competency)
    return {"number": number + 1, "total": len(asked), "before": asked[number - 1] if number else None}


def kept_example(evidence: Evidence | None) -> dict:
    """An example as its form shows it."""
    if evidence is None:
        return {}
    kept = {name: getattr(evidence, name) for name in ("title", "text", "happened_on", "link")}
    return {**kept, "competencies": [str(one.pk) for one in evidence.competencies.all()]}


def _answers(assessment: SelfAssessment) -> dict[str, Answer]:
    return {a.competency.code: a for a in assessment.answers.select_related("competency", "level")}


def _rank(answer: Answer | None) -> int | None:
    return answer.level.rank if answer and answer.level else None


def _words(answer: Answer | None) -> str:
    if answer is None:
        return ""
    return answer.level.name if answer.level else answer.get_unknown_display()


def _evidence_by_code(assessment: SelfAssessment) -> dict[int, list[Evidence]]:
    """Examples of each skill: given for it, or for a skill of another framework that we think is related."""
    evidence = list(assessment.clinician.evidence.prefetch_related("competencies"))
    related: dict[int, set[int]] = {}
    for a, b in Crosswalk.objects.current().values_list("from_competency_id", "to_competency_id"):
        related.setdefault(a, {a}).add(b)
        related.setdefault(b, {b}).add(a)
    found: dict[int, list[Evidence]] = {}
    for one in evidence:
        keys = {key for c in one.competencies.all() for key in related.get(c.pk, {c.pk})}
        for key in keys:
            found.setdefault(key, []).append(one)
    return found


def _status(clinician: Clinician) -> Status:
    if clinician.self_assessments.finished().exists():
        return sections.COMPLETED
    return sections.IN_PROGRESS if clinician.self_assessments.exists() else sections.NOT_STARTED


def _lines(clinician: Clinician) -> list[Line]:
    """The newest finished look, skill by skill."""
    newest = clinician.self_assessments.finished().select_related("framework", "clinician").first()
    if newest is None:
        return []
    code = f"skill.{newest.framework.code}"
    return [Line(f"{code}.{a.competency.code}", a.competency.title, _words(a)) for a in _answers(newest).values()]


SKILLS = Section(
    "skills", "self-assessment-list", _("Skills"), _("How you see yourself as a leader"), _status, _lines, minutes=5
)

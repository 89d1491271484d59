"""What the page of a framework says."""

from dataclasses import dataclass, field

from pathways.models import Competency, Crosswalk, Framework, Level
from talent_register.common.models import Sourced


@dataclass
class Part:
    """One competency with its elements, its worded levels, and what we think is related elsewhere."""

    competency: Competency
    elements: list[Competency] = field(default_factory=list)
    wordings: list[tuple[Level, str]] = field(default_factory=list)
    related: dict[Framework, list[Competency]] = field(default_factory=dict)


@dataclass
class FrameworkPage:
    framework: Framework
    parts: list[Part]
    levels: list[Level]
    competencies: list[Competency]
    related: list[Crosswalk]

    @property
    def facts(self) -> list[Sourced]:
        """All that the page rests on."""
        return [self.framework, *self.levels, *self.competencies, *self.related]


def framework_page(framework: Framework, user) -> FrameworkPage:
    """Everything the page needs, in three queries."""
    competencies = list(Competency.objects.visible_to(user).filter(framework=framework))
    levels = list(Level.objects.visible_to(user).filter(framework=framework))
    parts = {
        one.pk: Part(
            one, wordings=[(level, one.wordings[level.code]) for level in levels if level.code in one.wordings]
        )
        for one in competencies
        if one.parent_id is None
    }
    for one in competencies:
        if one.parent_id in parts:
            parts[one.parent_id].elements.append(one)
    related = _relate(parts, framework, user)
    return FrameworkPage(framework, list(parts.values()), levels, competencies, related)


def _relate(parts: dict[int, Part], framework: Framework, user) -> list[Crosswalk]:
    """Crosswalks of both directions. Ours: the page says so."""
    both = (
        Crosswalk.objects.visible_to(user)
        .current()
        .select_related("from_competency__framework", "to_competency__framework")
    )
    found = [
        *(
            (row, row.from_competency_id, row.to_competency)
            for row in both.filter(from_competency__framework=framework)
        ),
        *((row, row.to_competency_id, row.from_competency) for row in both.filter(to_competency__framework=framework)),
    ]
    for _row, own, other in found:
        if own in parts:
            parts[own].related.setdefault(other.framework, []).append(other)
    return [row for row, _own, _other in found]

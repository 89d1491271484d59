"""What the page of a framework says."""

from dataclasses import dataclass, field

from pathways.models import Competency, Crosswalk, Framework, Level


@dataclass
class Part:
    """One competency with its elements, its worded levels, and what we think is related elsewhere."""

    competency: Competency
    elements: list[Competency] = field(default_factory=list)
    wordings: list[tuple[Level, str]] = field(default_factory=list)
    related: dict[Framework, list[Competency]] = field(default_factory=dict)


@dataclass
class FrameworkPage:
    parts: list[Part]
    levels: list[Level]
    has_related: bool


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
    has_related = _relate(parts, framework, user)
    return FrameworkPage(list(parts.values()), levels, has_related)


def _worded(competency: Competency, levels: list[Level]) -> list[tuple[Level, str]]:
    return [(level, competency.wordings[level.code]) for level in levels if level.code in competency.wordings]


def _relate(parts: dict[int, Part], framework: Framework, user) -> bool:
    """Crosswalks of both directions. Ours: the page says so."""
    both = Crosswalk.objects.visible_to(user).select_related("from_competency__framework", "to_competency__framework")
    found = [
        *((row.from_competency_id, row.to_competency) for row in both.filter(from_competency__framework=framework)),
        *((row.to_competency_id, row.from_competency) for row in both.filter(to_competency__framework=framework)),
    ]
    for own, other in found:
        if own in parts:
            parts[own].related.setdefault(other.framework, []).append(other)
    return bool(found)

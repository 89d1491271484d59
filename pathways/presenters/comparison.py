"""Up to three roles beside each other, with what is the same and what only one has said in words."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from pathways.models import Requirement, Role
from talent_register.common.models import Sourced

MOST = 3


@dataclass
class Cell:
    """What one role says on one row: lines, each with the fact that it rests on alone. `note` says how it compares."""

    lines: list[tuple[str, Sourced | None]]
    note: str = ""
    facts: list[Sourced] = field(default_factory=list)


@dataclass
class Row:
    label: str
    cells: list[Cell]


def chosen_roles(codes: list[str], user) -> list[Role]:
    """The roles asked for, in the order asked, each once, three at most. Unknown ones are left out."""
    wanted = list(dict.fromkeys(codes))
    found = {role.slug: role for role in Role.objects.visible_to(user).current().filter(slug__in=wanted)}
    return [found[slug] for slug in wanted if slug in found][:MOST]


def rows(roles: list[Role], user) -> list[Row]:
    """Facts first and how far they were checked, then the requirements by strength. One query."""
    asked = list(Requirement.objects.visible_to(user).in_use().filter(role__in=roles))
    return [
        *(_fact(label, values) for label, values in _facts(roles)),
        Row(_("How sure we are of the above"), [Cell([], facts=[role]) for role in roles]),
        *(_requirements(strength, roles, asked) for strength in Requirement.Strength),
    ]


def _facts(roles: list[Role]):
    yield _("Stage"), [role.get_stage_display() for role in roles]
    yield _("Where"), [role.setting for role in roles]
    yield _("A seat on the board"), [_("Yes") if role.is_board_role else _("No") for role in roles]
    yield _("Half-day sessions a week"), [role.sessions for role in roles]
    yield _("Pay"), [role.pay for role in roles]


def _fact(label: str, values: list[str]) -> Row:
    known = [value or _("Not known") for value in values]
    same = len(set(known)) == 1 and len(known) > 1
    return Row(label, [Cell([(value, None)], _("Same") if same else "") for value in known])


def _requirements(strength: Requirement.Strength, roles: list[Role], asked: list[Requirement]) -> Row:
    """What each role asks for so strongly, and how far that was checked."""
    own = [[one for one in asked if one.role_id == role.pk and one.strength == strength] for role in roles]
    lists = [[one.words for one in needs] for needs in own]
    return Row(
        str(strength.label),
        [
            Cell(
                [(_marked(one.words, lists), one) for one in needs] or [(_("Nothing that we know of"), None)],
                facts=needs,
            )
            for needs in own
        ],
    )


def _marked(words: str, lists: list[list[str]]) -> str:
    """Each thing with how it compares, when there is something to compare with."""
    if len(lists) < 2:
        return words
    count = sum(words in one for one in lists)
    if count == len(lists):
        return _("%(words)s (same)") % {"words": words}
    return _("%(words)s (only here)") % {"words": words} if count == 1 else words

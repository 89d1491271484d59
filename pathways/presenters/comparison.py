"""Up to three roles beside each other, with what is the same and what only one has said in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from pathways.models import Requirement, Role

MOST = 3


@dataclass
class Cell:
    """What one role says on one row. `note` says in words how it compares."""

    lines: list[str]
    note: str = ""


@dataclass
class Row:
    label: str
    cells: list[Cell]


def chosen_roles(codes: list[str], user) -> list[Role]:
    """The roles asked for, in the order asked, each once, three at most. Unknown ones are left out."""
    wanted = list(dict.fromkeys(codes))
    found = {role.slug: role for role in Role.objects.visible_to(user).filter(slug__in=wanted)}
    return [found[slug] for slug in wanted if slug in found][:MOST]


def rows(roles: list[Role], user) -> list[Row]:
    """Facts first, then the requirements by strength. One query."""
    asked = list(Requirement.objects.visible_to(user).in_use().filter(role__in=roles))
    return [
        *(_fact(label, values) for label, values in _facts(roles)),
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
    return Row(label, [Cell([value], _("Same") if same else "") for value in known])


def _requirements(strength: Requirement.Strength, roles: list[Role], asked: list[Requirement]) -> Row:
    lists = [[one.words for one in asked if one.role_id == role.pk and one.strength == strength] for role in roles]
    return Row(
        str(strength.label),
        [Cell([_marked(words, lists) for words in own] or [_("Nothing that we know of")]) for own in lists],
    )


def _marked(words: str, lists: list[list[str]]) -> str:
    """Each thing with how it compares, when there is something to compare with."""
    if len(lists) < 2:
        return words
    count = sum(words in one for one in lists)
    if count == len(lists):
        return _("%(words)s (same)") % {"words": words}
    return _("%(words)s (only here)") % {"words": words} if count == 1 else words

"""Titles that several jobs share: who types or chooses one is asked which of the jobs they mean."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from pathways.choices import FAMILY_BY_CODE, Family
from pathways.models import Role, SharedTitle
from pathways.rules.titles import WHICH, is_in
from talent_register.common.wordings import START, plain


@dataclass(frozen=True)
class Shared:
    """A title and the roles that it may mean, of those that have not ended."""

    title: SharedTitle
    roles: list[Role]

    @property
    def value(self) -> str:
        """What stands for it where roles are chosen."""
        return WHICH + self.title.slug

    @property
    def words(self) -> str:
        """As it stands in a list of roles: with every way to write it, so that it is found by each."""
        names = ", ".join(f"{name}" for name in [self.title.title, *self.title.other_titles])
        return _("%(names)s: several jobs") % {"names": names}

    @property
    def in_sentence(self) -> str:
        """The title within a sentence: it begins with a small letter, unless it is all of large ones."""
        said = self.title.title.marked
        mark, words = (START, said[1:]) if said.startswith(START) else ("", said)
        return said if words[:2].isupper() else f"{mark}{words[:1].lower()}{words[1:]}"

    @property
    def family(self) -> Family | None:
        """Whose page shows how the roles relate."""
        return FAMILY_BY_CODE.get(self.title.family)

    def is_in(self, said: str) -> bool:
        """Whether somebody typed it, in English or in their own language."""
        return is_in(said, [*self.title.names, *(f"{name}" for name in self.title.names)])


@dataclass(frozen=True)
class Asked:
    """Which of the jobs is meant: each with the address that answers so."""

    shared: Shared
    answers: list[tuple[Role, str]]


def shared_titles(user: Any) -> list[Shared]:
    """Titles that several roles of today share, in two questions. One that a single role is left of asks nothing."""
    found = (shared_of(title, roles) for title, roles in _with_roles(user))
    return [one for one in found if len(one.roles) > 1]


def _with_roles(user: Any) -> Iterable[tuple[SharedTitle, dict[str, Role]]]:
    titles = list(SharedTitle.objects.visible_to(user).current())
    codes = {code for title in titles for code in title.roles}
    roles = {role.code: role for role in Role.objects.visible_to(user).current().filter(code__in=codes)}
    return ((title, roles) for title in titles)


def shared_of(title: SharedTitle, roles: dict[str, Role]) -> Shared:
    return Shared(title, [roles[code] for code in title.roles if code in roles])


def shared_called(slug: str, user: Any) -> Shared | None:
    """The title that an address names, with the roles left of it; nothing where none is."""
    title = SharedTitle.objects.visible_to(user).current().filter(slug=slug).first()
    if title is None:
        return None
    roles = Role.objects.visible_to(user).current().filter(code__in=title.roles)
    shared = shared_of(title, {role.code: role for role in roles})
    return shared if shared.roles else None


def asked(chosen: Mapping[str, str], titles: Iterable[Shared], answer: Callable[[str, Role], str]) -> list[Asked]:
    """What is asked of each title that was chosen, by where it was; of the same title one thing at a time.

    `answer` gives the address that answers with a role there.
    """
    known = {one.value: one for one in titles}
    first = {value: where for where, value in reversed(chosen.items()) if value in known}
    return [
        Asked(known[value], [(role, answer(where, role)) for role in known[value].roles])
        for value, where in first.items()
    ]


def called(roles: Iterable[Role], said: str, titles: Iterable[Shared]) -> list[Role]:
    """Roles that are called what somebody typed, in English or in their language, and those that it may mean."""
    meant = {role.pk for one in titles for role in one.roles}
    return [role for role in roles if role.pk in meant or said.lower() in _names(role)]


def _names(role: Role) -> str:
    names = [role.title, *role.other_titles]
    return "\n".join([*(plain(name) for name in names), *(f"{name}" for name in names)]).lower()


def choices(titles: Iterable[Shared]) -> list[tuple[str, str]]:
    """Pairs of value and words for a list of roles."""
    return [(one.value, one.words) for one in titles]


def with_answer(query: QueryDict, where: str, value: str) -> str:
    """The address of the page with an answer in one place of what it was asked."""
    query = query.copy()
    query[where] = value
    return f"?{query.urlencode()}"

"""People whose names are close to what was typed: words that may be meant, then the people called so.

The words come from the table of all words of names, by equality on what is left after slips; the people from the index
of their words. Neither compares a typed word with everybody.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from profiles.models import NameWords
from tracking.models import NameWord
from tracking.rules import slips
from tracking.rules.search import up_to

FEW, MOST_CLOSE, MOST_OF_EACH = 20, 40, 3
MOST_CANDIDATES = 400
FAR = 9


def close_names(people: QuerySet, words: tuple[str, ...], found: list[int]) -> tuple[int, ...]:
    """The people with the closest names beyond those found, the closest first.

    Every word must be close. Only where that finds nobody at all, all words but one are enough.
    """
    rest = people.exclude(pk__in=found).order_by().annotate(name_words=NameWords())
    meant = [_meant(word) for word in words]
    if len(words) == 1:
        return _some_of_each(rest, meant[0])
    close = _with_all(rest, words, meant) if _is_complete(words, meant) else ()
    if close or found:
        return close
    some = Q(pk__in=[])
    for at in range(len(words)):
        fewer, close_ones = _without(words, at), _without(meant, at)
        if _is_complete(fewer, close_ones):
            some |= _all_of(fewer, close_ones)
    return _closest(rest.filter(some), words, meant, missing=1)


def _some_of_each(people: QuerySet, close: dict[str, int]) -> tuple[int, ...]:
    """Of a single word: some people of each name that may be meant, for one common name would fill the page.

    Family names come first: whoever types a single word mostly means one.
    """
    places = []
    for word, far in close.items():
        called = [people.filter(family_key=word), people.filter(name_words__contains=[word])]
        for turn, named in enumerate(called):
            keys = named.values_list("pk", flat=True)[:MOST_OF_EACH]
            places += [(far, turn * MOST_OF_EACH + number, word, key) for number, key in enumerate(keys)]
    return tuple(dict.fromkeys(key for _far, _number, _word, key in sorted(places)))[:MOST_CLOSE]


def _with_all(people: QuerySet, words: tuple[str, ...], meant: list[dict[str, int]]) -> tuple[int, ...]:
    """One slip in all, then one in each word: common names have too many neighbours to compare them all, and the few
    who are meant would get lost among them. More slips only where that finds nobody, for it compares very many."""
    near = [{word: far for word, far in close.items() if far <= 1} for close in meant]
    as_typed = [{word: 0} if word in close else {} for word, close in zip(words, meant, strict=True)]
    one_slip = Q(pk__in=[])
    for at in range(len(words)):
        close = [*as_typed[:at], near[at], *as_typed[at + 1 :]]
        if _is_complete(words, close):
            one_slip |= _all_of(words, close)
    found: dict[int, None] = {}
    for wanted, close, most in (
        (one_slip, near, FEW),
        (_all_of(words, near), near, FEW),
        (_all_of(words, meant), meant, 1),
    ):
        if len(found) < most and _is_complete(words, close):
            found |= dict.fromkeys(_closest(people.filter(wanted), words, close))
    return tuple(found)[:MOST_CLOSE]


def _meant(word: str) -> dict[str, int]:
    """Words of names that may be meant by a typed one, each with its distance."""
    if slips.allowed(word) == 0:
        return {}
    known = NameWord.objects.close_to(slips.slips(word)).values_list("word", flat=True)
    return slips.closest(word, set(known))


def _is_complete(words: tuple[str, ...], meant: list[dict[str, int]]) -> bool:
    """Whether each word is an initial or has words that may be meant; a search of initials alone is none."""
    return any(meant) and all(close or slips.allowed(word) == 0 for word, close in zip(words, meant, strict=True))


def _without(things, at: int):
    return things[:at] + things[at + 1 :]


def _all_of(words: Iterable[str], meant: Iterable[dict[str, int]]) -> Q:
    wanted = Q()
    for word, close in zip(words, meant, strict=True):
        wanted &= Q(name_words__overlap=list(close)) if close else _begins(word)
    return wanted


def _begins(word: str) -> Q:
    """An initial or two: a name that begins so."""
    end = up_to(word)
    return Q(family_key__gte=word, family_key__lt=end) | Q(given_key__gte=word, given_key__lt=end)


def _closest(
    people: QuerySet, words: tuple[str, ...], meant: list[dict[str, int]], *, missing: int = 0
) -> tuple[int, ...]:
    """The closest of some hundred candidates. Names that several slips lead to stand behind those of one.

    `missing` is how many words need not be close.
    """
    rows = people.values_list("pk", "family_key", "given_key")[:MOST_CANDIDATES]
    far = sorted(
        (_distance(words, meant, f"{family} {given}".split()), family, given, pk) for pk, family, given in rows
    )
    return tuple(pk for slips_made, _family, _given, pk in far[:MOST_CLOSE] if slips_made < FAR * (missing + 1))


def _distance(words: tuple[str, ...], meant: list[dict[str, int]], names: list[str]) -> int:
    """The slips between a search and a name: each word counts by its best counterpart, a name for one word only."""
    free, total = list(names), 0
    for word, close in zip(words, meant, strict=True):
        far, name = min(((_slips_to(name, word, close), name) for name in free), default=(FAR, ""))
        total += far
        if far < FAR:
            free.remove(name)
    return total


def _slips_to(name: str, word: str, close: dict[str, int]) -> int:
    if not close:
        return 0 if name.startswith(word) else FAR
    return close.get(name, FAR)

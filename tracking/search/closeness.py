"""People whose names are close to what was typed: words that may be meant, then the people called so.

The words come from the table of all words of names, by equality on what is left after slips; the people from the index
of their words. Neither compares a typed word with everybody.
"""

from collections import Counter
from itertools import chain

from django.db.models import QuerySet

from profiles.models import NameWords
from tracking.models import NameWord
from tracking.rules import slips

from .names import WithWords
from .statements import Statement

FEW, MOST_CLOSE, MOST_OF_EACH = 20, 40, 3
MOST_CANDIDATES = 400
FAR = 9
OF_A_WORD = "(SELECT %s, %s, one.* FROM ({}) one)"
SOME_WORD = "\0"  # stands in a select for each word in turn; no name holds it
Way = tuple[tuple[str, ...], list[dict[str, int]]]  # words, and for each the words of names that may be meant


def close_names(people: QuerySet, words: tuple[str, ...], found: list[int]) -> tuple[int, ...]:
    """The people with the closest names beyond those found, the closest first.

    Every word must be close. Only where that finds nobody at all, all words but one are enough.
    """
    rest = people.exclude(pk__in=found).order_by()
    meant = _meant(words)
    if len(words) == 1:
        return _some_of_each(rest, meant[0])
    close = _with_all(rest, words, meant) if _is_complete(words, meant) else ()
    if close or found:
        return close
    fewer = [(_without(words, at), _without(meant, at)) for at in range(len(words))]
    return _closest(rest, [some for some in fewer if _is_complete(*some)], words, meant, missing=1)


def _some_of_each(people: QuerySet, close: dict[str, int]) -> tuple[int, ...]:
    """Of a single word: some people of each name that may be meant, for one common name would fill the page.

    Family names come first: whoever types a single word mostly means one. Each word is a part of its own in the one
    statement: asked for all of them together PostgreSQL cannot know how rare each is, and reads everybody.
    """
    people = people.annotate(name_words=NameWords()).values("pk")
    called = [people.filter(family_key=SOME_WORD), people.filter(name_words__contains=[SOME_WORD])]
    selects = [some[:MOST_OF_EACH].query.sql_with_params() for some in called]
    asked = Statement()
    for word in close:
        for turn, (sql, values) in enumerate(selects):
            values_of_word = [word if value == SOME_WORD else value for value in values]
            asked.add("UNION ALL" if asked.parts else "").add(OF_A_WORD.format(sql), turn, word, *values_of_word)
    number: Counter = Counter()
    places = []
    for turn, word, key in asked.rows() if close else ():
        places.append((close[word], turn * MOST_OF_EACH + number[turn, word], word, key))
        number[turn, word] += 1
    return tuple(dict.fromkeys(key for _far, _number, _word, key in sorted(places)))[:MOST_CLOSE]


def _with_all(people: QuerySet, words: tuple[str, ...], meant: list[dict[str, int]]) -> tuple[int, ...]:
    """One slip in all, then one in each word: common names have too many neighbours to compare them all, and the few
    who are meant would get lost among them. More slips only where that finds nobody, for it compares very many."""
    near = [{word: far for word, far in close.items() if far <= 1} for close in meant]
    as_typed = [{word: 0} if word in close else {} for word, close in zip(words, meant, strict=True)]
    one_slip = [[*as_typed[:at], near[at], *as_typed[at + 1 :]] for at in range(len(words))]
    found: dict[int, None] = {}
    for wanted, close, most in ((one_slip, near, FEW), ([near], near, FEW), ([meant], meant, 1)):
        if len(found) < most:
            ways = [(words, way) for way in wanted if _is_complete(words, way)]
            found |= dict.fromkeys(_closest(people, ways, words, close))
    return tuple(found)[:MOST_CLOSE]


def _meant(words: tuple[str, ...]) -> list[dict[str, int]]:
    """For each typed word the words of names that may be meant by it, each with its distance."""
    left = {word: slips.slips(word) for word in words if slips.allowed(word)}
    if not left:
        return [{} for _word in words]
    rows = NameWord.objects.close_to(sorted({*chain(*left.values())})).values_list("word", flat=True)
    known = set(rows)
    return [slips.closest(word, known) if word in left else {} for word in words]


def _is_complete(words: tuple[str, ...], meant: list[dict[str, int]]) -> bool:
    """Whether each word is an initial or has words that may be meant; a search of initials alone is none."""
    return any(meant) and all(close or slips.allowed(word) == 0 for word, close in zip(words, meant, strict=True))


def _without(things, at: int):
    return things[:at] + things[at + 1 :]


def _closest(
    people: QuerySet, ways: list[Way], words: tuple[str, ...], meant: list[dict[str, int]], *, missing: int = 0
) -> tuple[int, ...]:
    """The closest of some hundred candidates. Names that several slips lead to stand behind those of one.

    `missing` is how many words need not be close.
    """
    if not ways:
        return ()
    wanted = WithWords(*(list(zip(some, close, strict=True)) for some, close in ways))
    rows = people.filter(wanted).values_list("pk", "family_key", "given_key")[:MOST_CANDIDATES]
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

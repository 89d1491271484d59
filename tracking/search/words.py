"""A typed word as a fact: a profession, a specialty or an employer that begins with it."""

from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import Q, QuerySet

from profiles.models import Clinician, Post, Profession, Specialty, Training
from profiles.rules import fold_name
from talent_register.organisations.models import OrganisationName
from talent_register.organisations.rules import search_key
from tracking.rules.search import begins_a_word, stem, up_to

from .filters import Among
from .names import WithinWords
from .statements import Statement

SHORTEST = 3
MOST_NAMES = 2000
NAMES = ("family_key", "given_key")
Known = tuple[str, int, str, str]  # a kind of reference row, its key, its code if it is a profession, its folded name
REFERENCE = """
    SELECT 'profession', id, code, name FROM {professions}
    UNION ALL SELECT 'specialty', id, '', name FROM {specialties}
    UNION ALL (SELECT 'body', organisation_id, '', search_key FROM {names} WHERE search_key LIKE ANY(%s) LIMIT %s)
"""


@dataclass(frozen=True)
class Facts:
    """What one word may stand for, as keys of reference rows."""

    professions: tuple[int, ...] = ()
    codes: tuple[str, ...] = ()  # of the professions
    specialties: tuple[int, ...] = ()
    organisations: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.professions or self.specialties or self.organisations)


PROFESSION, SPECIALTY, BODY = "profession", "specialty", "body"


def known_facts(words: tuple[str, ...]) -> list[Facts]:
    """What each word may stand for. One statement asks for all of them."""
    known = _reference([search_key(word) for word in words if len(word) >= SHORTEST])
    codes = {pk: code for kind, pk, code, _name in known if kind == PROFESSION}
    found = []
    for word in words:
        if len(word) < SHORTEST:
            found.append(Facts())
            continue
        professions, subjects = _like(known, PROFESSION, stem(word)), _like(known, SPECIALTY, stem(word))
        places = _like(known, BODY, search_key(word))
        found.append(Facts(professions, tuple(codes[pk] for pk in professions), subjects, places))
    return found


def _like(known: list[Known], kind: str, start: str) -> tuple[int, ...]:
    """Rows in whose name a word begins so."""
    return tuple(dict.fromkeys(pk for one, pk, _code, name in known if one == kind and begins_a_word(name, start)))


def _reference(keys: list[str]) -> list[Known]:
    """Every profession and specialty, and organisations with a present or past name in which a word begins so."""
    tables = {
        "professions": Profession._meta.db_table,
        "specialties": Specialty._meta.db_table,
        "names": OrganisationName._meta.db_table,
    }
    starts = [connection.ops.prep_for_like_query(key) for key in keys if key]
    begins = [pattern for start in starts for pattern in (f"{start}%", f"% {start}%")]
    statement = Statement().add(REFERENCE.format(**tables), begins, MOST_NAMES)
    return [(kind, pk, code, fold_name(name)) for kind, pk, code, name in statement.rows()]


def with_every_word(words: tuple[str, ...], facts: list[Facts]) -> QuerySet:
    """People to whom every word applies, be it as part of a name or as a fact."""
    people = Clinician.objects.order_by()
    for word, fact in zip(words, facts, strict=True):
        people = people.filter(pk__in=_with_word(word, fact))
    return people


def in_bits(words: tuple[str, ...], facts: list[Facts]) -> list[Among] | None:
    """The same for counting by bits: a word after the other, professions by the bits that are there already.

    None where a word is an initial: it may stand for a name that another word names too.
    """
    if any(len(word) < SHORTEST for word in words):
        return None
    return [
        Among(_with_word(word, replace(fact, professions=())), professions=fact.codes)
        for word, fact in zip(words, facts, strict=True)
    ]


def applies(words: tuple[str, ...], facts: list[Facts]) -> Q:
    """The same as a condition, for reading people in the order of a list until a page is full."""
    wanted = Q()
    for word, fact in zip(words, facts, strict=True):
        wanted &= Q(profession__in=fact.professions) | Q(pk__in=_with_word(word, replace(fact, professions=())))
    return wanted


def _with_word(word: str, fact: Facts) -> QuerySet:
    people = Clinician.objects.order_by()
    parts = [people.filter(_in_name(word)).values("pk")]
    if fact.professions:
        parts.append(people.registered().filter(profession__in=fact.professions).values("pk"))
    if fact.specialties or fact.organisations:
        listed = Q(specialty__in=fact.specialties) | Q(employer__in=fact.organisations)
        parts.append(Training.objects.order_by().filter(listed, ended_on__isnull=True).values("clinician"))
    if fact.organisations:
        held = Post.objects.order_by().filter(ended_on__isnull=True, organisation__in=fact.organisations)
        parts.append(held.values("clinician"))
    return parts[0].union(*parts[1:]) if len(parts) > 1 else parts[0]


def within_names(words: tuple[str, ...]) -> Q:
    """Every word is somewhere in a name: the second part of a double name, a middle name."""
    everyone = Q()
    for word in words:
        everyone &= _in_name(word)
    return everyone


def with_words_that_begin(words: tuple[str, ...]) -> Q:
    """Every word begins a word of a name."""
    everyone = Q()
    for word in words:
        begins = [Q(**{f"{key}__startswith": word}) | Q(**{f"{key}__contains": f" {word}"}) for key in NAMES]
        everyone &= begins[0] | begins[1]
    return everyone


def _in_name(word: str) -> Q:
    if len(word) < SHORTEST:
        end = up_to(word)
        return Q(family_key__gte=word, family_key__lt=end) | Q(given_key__gte=word, given_key__lt=end)
    return Q(WithinWords(word))

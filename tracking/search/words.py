"""A typed word as a fact: a profession, a specialty or an employer that begins with it."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from profiles.models import Clinician, Post, Profession, Specialty, Training
from profiles.rules import fold_name
from talent_register.organisations.models import Organisation, OrganisationName
from talent_register.organisations.rules import code_key, search_key
from tracking.rules.search import begins_a_word, stem, up_to

SHORTEST = 3
MOST_ORGANISATIONS = 300


@dataclass(frozen=True)
class Facts:
    """What one word may stand for, as keys of reference rows."""

    professions: tuple[int, ...] = ()
    specialties: tuple[int, ...] = ()
    organisations: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.professions or self.specialties or self.organisations)


def known_facts(word: str) -> Facts:
    if len(word) < SHORTEST:
        return Facts()
    return Facts(_named_like(Profession, word), _named_like(Specialty, word), _organisations(word))


def _named_like(model, word: str) -> tuple[int, ...]:
    """Rows of a short reference table in whose name a word begins like this one."""
    start = stem(word)
    return tuple(pk for pk, name in model.objects.values_list("pk", "name") if begins_a_word(fold_name(name), start))


def _organisations(word: str) -> tuple[int, ...]:
    """Bodies in whose present or past name a word begins like this one, or whose code it is."""
    key = search_key(word)
    now = Organisation.objects.filter(
        Q(name__istartswith=word) | Q(name__icontains=f" {word}") | Q(code=code_key(word))
    )
    named = OrganisationName.objects.filter(Q(search_key__startswith=key) | Q(search_key__contains=f" {key}"))
    found = now.order_by().values_list("pk").union(named.order_by().values_list("organisation_id"))
    return tuple(pk for (pk,) in found[:MOST_ORGANISATIONS])


def with_every_word(words: tuple[str, ...], facts: list[Facts]) -> QuerySet:
    """People to whom every word applies, be it as part of a name or as a fact."""
    people = Clinician.objects.order_by()
    for word, fact in zip(words, facts, strict=True):
        people = people.filter(pk__in=_with_word(word, fact))
    return people


def _with_word(word: str, fact: Facts) -> QuerySet:
    people = Clinician.objects.order_by()
    parts = [people.filter(_in_name(word)).values("pk")]
    if fact.professions:
        parts.append(people.filter(profession__in=fact.professions).values("pk"))
    if fact.specialties or fact.organisations:
        listed = Q(specialty__in=fact.specialties) | Q(employer__in=fact.organisations)
        parts.append(Training.objects.order_by().filter(listed, ended_on__isnull=True).values("clinician"))
    if fact.organisations:
        held = Post.objects.order_by().filter(ended_on__isnull=True, organisation__in=fact.organisations)
        parts.append(held.values("clinician"))
    return parts[0].union(*parts[1:]) if len(parts) > 1 else parts[0]


def _in_name(word: str) -> Q:
    if len(word) < SHORTEST:
        end = up_to(word)
        return Q(family_key__gte=word, family_key__lt=end) | Q(given_key__gte=word, given_key__lt=end)
    return Q(family_key__contains=word) | Q(given_key__contains=word)

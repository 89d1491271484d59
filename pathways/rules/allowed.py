"""What facts may say, kind by kind, so that no page breaks on them. Each mistake is a sentence that says what is
allowed. Pure: forms, files, the loader of the shipped facts and the work list of loose ends all ask here.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from .gaps import RULES
from .titles import words_of

Values = Mapping[str, Any]
Known = Mapping[str, Collection[str]]  # what kind of code → the codes there are; empty where nobody knows them
Mistakes = Iterable[tuple[str, str]]  # column and sentence
Check = Callable[[Values, Known], Mistakes]

SHORT_LIST = 16
MOST_STEPS, LONGEST_STEP = 3, 200
FEWEST_THAT_SHARE = 2
CLOSING_YEARS = ("every", "even", "odd")
TITLES_ONLY = ("TITLES", "ASK")
LEAP_FREE_YEAR = 2001


def mistakes(kind: str, values: Values, known: Known) -> list[tuple[str, str]]:
    """Everything in a fact that a page could not show."""
    listed = [codes(column, what) for column, what in LISTED.get(kind, {}).items()]
    named = [code(column, what) for column, what in CODED.get(kind, {}).items()]
    return [one for check in (*listed, *named, *CHECKS.get(kind, ()), *OF_ALL) for one in check(values, known)]


def unknown(code: Any, what: str, known: Known) -> str:
    """Why a code is none, or nothing."""
    allowed = known.get(what)
    if not allowed or code in allowed:
        return ""
    words = {"code": code, "what": what}
    if len(allowed) > SHORT_LIST:
        return _("“%(code)s” is the code of no %(what)s. Use one from “Download everything”") % words
    return _("“%(code)s” is no %(what)s. Use: %(allowed)s") % {**words, "allowed": ", ".join(sorted(map(str, allowed)))}


def codes(column: str, what: str) -> Check:
    """A column that holds a list of codes."""

    def check(values: Values, known: Known) -> Mistakes:
        listed = values.get(column)
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            yield column, _("This must be a list of codes, or empty")
            return
        yield from ((column, words) for one in listed if (words := unknown(one, what, known)))

    return check


def code(column: str, what: str) -> Check:
    """A column that holds one code, or nothing."""

    def check(values: Values, known: Known) -> Mistakes:
        if values.get(column) and (words := unknown(values[column], what, known)):
            yield column, words

    return check


def texts(column: str) -> Check:
    def check(values: Values, known: Known) -> Mistakes:
        listed = values.get(column)
        if not isinstance(listed, list) or not all(isinstance(one, str) and one.strip() for one in listed):
            yield column, _("This must be a list of words, or empty")

    return check


def between(column: str, low: int, high: int) -> Check:
    def check(values: Values, known: Known) -> Mistakes:
        said = values.get(column)
        if said is not None and not (_is_whole(said) and low <= said <= high):
            yield column, _("This must be a whole number from %(low)d to %(high)d") % {"low": low, "high": high}

    return check


def day_of_year(column: str) -> Check:
    def check(values: Values, known: Known) -> Mistakes:
        said = values.get(column)
        if said and not _is_day_of_year(said):
            yield column, _("“%s” is no month and day of every year. Write it as 04-30, the month first") % said

    return check


def _is_day_of_year(said: Any) -> bool:
    try:
        return f"{date.fromisoformat(f'{LEAP_FREE_YEAR}-{said}'):%m-%d}" == said
    except ValueError:
        return False


def _is_whole(said: Any) -> bool:
    return isinstance(said, int) and not isinstance(said, bool)


@dataclass(frozen=True)
class Option:
    """What one option of a rule must be: a whole number of at least `least`, or one or more codes of `what`."""

    what: str = ""
    is_list: bool = False
    is_needed: bool = True
    least: int = 1


OPTIONS: Mapping[str, Mapping[str, Option]] = {
    "profession": {"families": Option("family of professions", is_list=True)},
    "registration": {},
    "licence": {},
    "years_qualified": {"years": Option()},
    "held_role": {"roles": Option("role", is_list=True), "years": Option(is_needed=False, least=0)},
    "scope": {"scope": Option("reach")},
    "programme": {"programmes": Option("programme", is_list=True)},
    "qualification": {"qualifications": Option("kind of qualification", is_list=True)},
    "skill": {"competency": Option("skill of the register"), "rank": Option()},
    "evidence": {"competency": Option("skill of the register")},
    "own_word": {},
}


def _rule(values: Values, known: Known) -> Mistakes:
    rule, said = values.get("rule"), values.get("options")
    if rule not in RULES:
        yield "rule", _("“%(rule)s” is no rule. Use: %(rules)s") % {"rule": rule, "rules": ", ".join(sorted(RULES))}
        return
    taken = OPTIONS[rule]
    needed = [name for name, option in taken.items() if option.is_needed]
    words = {"rule": rule, "needed": ", ".join(needed) or _("nothing"), "taken": ", ".join(taken) or _("nothing")}
    if not isinstance(said, dict):
        yield "options", _("Write the options of “%(rule)s” as names and values. It takes: %(taken)s") % words
        return
    yield from (("options", sentence) for sentence in strange_options(rule, said))
    if any(name not in said for name in needed):
        yield "options", _("The rule “%(rule)s” needs: %(needed)s") % words
    for name, option in taken.items():
        if name in said:
            yield from (("options", sentence) for sentence in _option(name, said[name], option, known))


def strange_options(rule: str, said: Iterable[str]) -> Iterable[str]:
    """What is said of options that a rule does not take."""
    taken = OPTIONS.get(rule, {})
    words = {"rule": rule, "taken": ", ".join(taken) or _("nothing")}
    for name in [name for name in said if name not in taken]:
        yield _("“%(name)s” is no option of “%(rule)s”. It takes: %(taken)s") % {**words, "name": name}


def _option(name: str, said: Any, option: Option, known: Known) -> Iterable[str]:
    if not option.what:
        if not _is_whole(said) or said < option.least:
            yield _("“%(name)s” must be a whole number, %(least)d or more") % {"name": name, "least": option.least}
    elif option.is_list and (not isinstance(said, list) or not said):
        yield _("“%(name)s” must be a list with at least one %(what)s") % {"name": name, "what": option.what}
    else:
        yield from filter(None, (unknown(one, option.what, known) for one in (said if option.is_list else [said])))


def _steps(values: Values, known: Known) -> Mistakes:
    said = values.get("steps")
    if not isinstance(said, list) or not all(isinstance(one, dict) and set(one) == {"kind", "words"} for one in said):
        yield "steps", _("Each step must be a “kind” and “words”, and nothing else")
        return
    if not said:
        yield "steps", _("Say at least one thing to do: who does not meet it yet must be led somewhere")
    if len(said) > MOST_STEPS:
        yield "steps", _("There are %(n)d steps. Keep it to %(most)d") % {"n": len(said), "most": MOST_STEPS}
    for number, step in enumerate(said, start=1):
        words, where = step["words"], _("Step %d: ") % number
        if sentence := unknown(step["kind"], "kind of step", known):
            yield "steps", where + sentence
        if not isinstance(words, str) or not words.strip():
            yield "steps", where + _("say what to do, or empty its kind too")
        elif len(words) > LONGEST_STEP:
            length = {"n": len(words), "most": LONGEST_STEP}
            yield "steps", where + _("the words have %(n)d letters. Keep it to %(most)d") % length


def unknown_levels(wordings: Any, levels: Collection[str]) -> Iterable[str]:
    """What is wrong with the words that say how each level of a competency looks."""
    if not isinstance(wordings, dict) or not all(isinstance(words, str) and words for words in wordings.values()):
        yield _("Write this as the code of each level, and words for it")
        return
    for level in [level for level in wordings if level not in levels]:
        words = {"level": level, "allowed": ", ".join(levels) or _("none, it has no levels yet")}
        yield _("“%(level)s” is no level of this framework. Use: %(allowed)s") % words


def _competency(values: Values, known: Known) -> Mistakes:
    framework, parent = values.get("framework"), values.get("parent")
    yield from (
        ("wordings", words) for words in unknown_levels(values["wordings"], known.get(f"level {framework}", ()))
    )
    if values.get("summary") and framework in known.get("framework of titles", ()):
        yield "summary", _("This framework allows titles only. Take the summary out")
    if parent and parent.rpartition("/")[0] != framework:
        yield "parent", _("Choose a part of the same framework")
    if parent and parent == f"{framework}/{values.get('code')}":
        yield "parent", _("It cannot be a part of itself")


def _closing_years(values: Values, known: Known) -> Mistakes:
    if values.get("closing_years") not in CLOSING_YEARS:
        allowed = ", ".join(CLOSING_YEARS)
        yield "closing_years", _("“%(said)s” is none. Use: %(all)s") % {"said": values["closing_years"], "all": allowed}


def _pay_year(values: Values, known: Known) -> Mistakes:
    start, slash, end = str(values.get("year")).partition("/")
    if not (len(start) == 4 and slash and len(end) == 2 and (start + end).isdecimal()):
        yield "year", _("“%s” is no pay year. Write it as 2025/26") % values.get("year")


def _published_pay(values: Values, known: Known) -> Mistakes:
    if values.get("is_verified") and values.get("basis") != "PUBLISHED":
        yield (
            "basis",
            _("Only a published figure can count as checked. Choose “Published”, or do not tick the last box"),
        )


def _names_its_body(values: Values, known: Known) -> Mistakes:
    if not values.get("regulator") and not values.get("body"):
        yield "body", _("Choose a regulator, or enter whose guidance it is")


def _answers_something(values: Values, known: Known) -> Mistakes:
    if values.get("follows") == "ANSWER" and not values.get("outcome"):
        yield "outcome", _("Choose the outcome that it explains")


def _closes_after_it_opens(values: Values, known: Known) -> Mistakes:
    opens, closes = values.get("opens_on"), values.get("closes_on")
    if opens and closes and closes < opens:
        yield "closes_on", _("It must close on the day it opens, or later")


def _ends_after_it_begins(values: Values, known: Known) -> Mistakes:
    begins, ends = values.get("valid_from"), values.get("valid_to")
    if begins and ends and ends <= begins:
        yield "valid_to", _("It must end after it begins")


def _checked_with_a_source(values: Values, known: Known) -> Mistakes:
    if values.get("is_verified") and not values.get("source"):
        yield "source", _("Enter the source that you have read")


def _pattern(values: Values, known: Known) -> Mistakes:
    pattern, example = values.get("number_pattern") or "", values.get("number_example") or ""
    try:
        fits = not pattern or not example or re.fullmatch(pattern, example)
    except re.error:
        yield "number_pattern", _("Programs cannot read this pattern. Leave it empty, or ask somebody who knows it")
        return
    if not fits:
        yield "number_example", _("The example does not fit the pattern. Mend one of them")


def differs(left: str, right: str) -> Check:
    def check(values: Values, known: Known) -> Mistakes:
        if values.get(left) and values.get(left) == values.get(right):
            yield right, _("Choose two that differ")

    return check


def _several_roles(values: Values, known: Known) -> Mistakes:
    if len(set(map(str, values.get("roles") or ()))) < FEWEST_THAT_SHARE:
        yield "roles", _("Choose two jobs or more: a title that only one job has is a name of that role")


def _names_something(values: Values, known: Known) -> Mistakes:
    """A title of small words alone would be found in everything that is typed."""
    for column, said in (("title", [values.get("title")]), ("other_titles", values.get("other_titles"))):
        for one in said if isinstance(said, list) else ():
            if isinstance(one, str) and one.strip() and not words_of(one):
                yield column, _("“%s” has no word that a title could be known by") % one


OF_ALL: tuple[Check, ...] = (_ends_after_it_begins, _checked_with_a_source)
FAMILY, PROFESSION = "family of professions", "profession"
# Columns that hold a list of codes, and columns that hold one code or nothing: codes of what.
LISTED: Mapping[str, Mapping[str, str]] = {
    "role": {"families": FAMILY},
    "programme": {"families": FAMILY},
    "pathway-step": {"programmes": "programme", "alternatives": "role"},
    "opportunity": {"families": FAMILY, "stages": "stage"},
    "shared-title": {"roles": "role"},
    "licence-rule": {"professions": PROFESSION, "facets": "kind of evidence"},
    "renewal-window": {"professions": PROFESSION},
    "out-of-programme-kind": {"review_outcomes": "outcome of a review"},
}
CODED: Mapping[str, Mapping[str, str]] = {
    "programme": {"out_of_programme": "kind of time out"},
    "pathway": {"family": "family with a page"},
    "route": {"family": "family with a page"},
    "shared-title": {"family": "family with a page"},
    "profession": {"family": FAMILY},
}
CHECKS: Mapping[str, tuple[Check, ...]] = {
    "role": (texts("other_titles"), between("tier", 1, 7)),
    "requirement": (_rule, _steps),
    "programme": (between("tier", 1, 7),),
    "pathway-step": (texts("other_ways"),),
    "route": (differs("from_role", "to_role"),),
    "opportunity": (_closes_after_it_opens,),
    "renewal-window": (day_of_year("opens"), day_of_year("closes"), _closing_years),
    "guidance-note": (_names_its_body,),
    "licence-consequence": (_answers_something,),
    "competency": (_competency,),
    "crosswalk": (differs("from_competency", "to_competency"),),
    "pay-point": (_published_pay,),
    "pay-award": (_pay_year,),
    "shared-title": (texts("other_titles"), _several_roles, _names_something),
    "regulator": (_pattern,),
}
CHECKED = frozenset({*LISTED, *CODED, *CHECKS})

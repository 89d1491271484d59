"""Clinicians and everybody can use the register in Welsh: no word of theirs lacks one, in the sources and on the pages.

No translator has checked the words yet; each page says so and leads to the English one.
"""

import re
from fnmatch import fnmatch
from html.parser import HTMLParser

import pytest
from babel.messages import Catalog
from django.urls import reverse
from django.utils import translation
from django.utils.translation import trans_real

from talent_register.common import translations
from talent_register.common.permissions import Permission
from tests.factories.accounts import UserFactory
from tests.factories.reference import load_facts
from tests.house import welsh
from tests.house.examples import EXAMPLES, build
from tests.house.test_strangers_see_nothing import ADDRESSES

HELD = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
# The same in both languages.
SAME = {
    "%(n)s KB",
    "%(n)s person",
    "%(name)s band %(bands)s",
    "%(who)s, %(day)s",
    "Agenda for Change",
    "Beta",
    "Cost",
    "Diagram",
}
NO_PAGES = {"api-guide": "for those who write programs of colleges"}
# Words of a table are kept as they were published, in English; the library's word never shows.
PUBLISHED = {
    "All leaders",
    "Chief nurse",
    "Counted by hand.",
    "Professions of leaders, by role",
    "Forgot your password?",
}
# What people of the small world wrote, and names of bodies and programmes within sentences.
TYPED = (
    "Royal College of X",
    "Led the canary board of",
    "Chaired the safety group",
    "I would like to learn about money",
    "Your yearly leadership review is due",
    "Chairs the quality board",
    "Places on the regional programme",
    "Sit in on meeting",
    "Time out of programme does not count",
    "Minute of the training committee",
    "Four talks with a coach",
)
OK, REDIRECTED = 200, 302
UNCHECKED = "Nid yw cyfieithydd wedi gwirio'r Gymraeg ar y dudalen hon eto."


def texts(entry) -> list[str]:
    return [entry.string] if isinstance(entry.string, str) else list(entry.string)


def wrong_with(words: welsh.Words, entry) -> str:
    """What is wrong with the Welsh of some words, empty where nothing is."""
    if entry is None:
        return "not in the catalogue"
    if entry.fuzzy or not all(texts(entry)):
        return "no Welsh"
    held = [set(HELD.findall(english)) for english in (words.one, words.several) if english]
    if any(set(HELD.findall(text)) not in held for text in texts(entry)):
        return f"other placeholders than {', '.join(sorted(set().union(*held))) or 'none'}"
    if words.one in texts(entry) and words.one not in SAME:
        return "the same as in English"
    return ""


def test_every_word_of_a_clinician_is_in_welsh():
    catalogue = translations._read("cy")
    found = {words: (source, wrong_with(words, catalogue.get(words.one, words.context)))
             for words, source in welsh.spoken().items()}  # fmt: skip
    assert len(found) > 3000
    assert [f"{source}: “{words.one}”: {wrong}" for words, (source, wrong) in found.items() if wrong] == []


@pytest.mark.parametrize(
    ("string", "flags", "wrong"),
    [
        ("Helo %(name)s", (), ""),
        ("", (), "no Welsh"),
        ("Helo %(name)s", ("fuzzy",), "no Welsh"),
        ("Helo", (), "other placeholders than %(name)s"),
        ("Helo %(enw)s", (), "other placeholders than %(name)s"),
        ("Hello %(name)s", (), "the same as in English"),
    ],
)
def test_what_is_wrong_with_an_entry_is_found(string, flags, wrong):
    catalogue = Catalog("cy")
    catalogue.add("Hello %(name)s", string, flags=flags)
    words = welsh.Words(None, "Hello %(name)s", None)
    assert wrong_with(words, catalogue.get(words.one)) == wrong


def test_each_reason_to_leave_out_is_about_a_file():
    files = [str(path.relative_to(welsh.HOUSE)) for root in welsh.ROOTS for path in welsh.HOUSE.glob(root)]
    assert [left_out for left_out in welsh.LEFT_OUT if not any(fnmatch(file, left_out) for file in files)] == []
    assert [also for also in welsh.ALSO if not list(welsh._files(also))] == []


class Spoken(HTMLParser):
    """The texts of a page that it does not mark as English, and those of them that hold words only English has."""

    SMALL = re.compile(r"\b(the|and|of|your|you|with|are|this|not|from|have|who|what|was|about|their|they)\b", re.I)
    VOID = frozenset({"input", "br", "img", "meta", "link", "hr", "col", "path", "source"})
    HEARD = ("aria-label", "title", "placeholder", "alt")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.english: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        has = dict(attributes)
        is_english = has.get("lang", "").startswith("en") or (self._is_english and has.get("lang") != "cy")
        for name in self.HEARD if not is_english else ():
            self._say(has.get(name) or "")
        if tag not in self.VOID:
            self._open.append((tag, is_english))

    def handle_startendtag(self, tag, attributes):
        """An element without content."""

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not self._is_english and self._open and self._open[-1][0] not in ("script", "style"):
            self._say(data)

    @property
    def _is_english(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _say(self, text: str) -> None:
        if self.SMALL.search(text):
            self.english.append(" ".join(text.split()))


class Listener:
    """Stands behind the Welsh catalogue and hears what it did not know."""

    def __init__(self) -> None:
        self.heard: set[str] = set()

    def gettext(self, message: str) -> str:
        self.heard.add(message)
        return message

    def ngettext(self, one: str, several: str, number: int) -> str:
        self.heard.add(one)
        return one if number == 1 else several


@pytest.fixture
def listener(monkeypatch):
    found = Listener()
    monkeypatch.setattr(trans_real.translation("cy"), "_fallback", found)
    return found


@pytest.mark.slow
@pytest.mark.django_db
def test_every_page_of_a_clinician_speaks_welsh(log_in, listener):
    """A clinician opens everything; somebody new, what only they can open. Facts are those that the register ships."""
    load_facts()
    world = build()
    clinician, newcomer = log_in(world.users["clinician"]), log_in(UserFactory())
    wrong, walked = [], 0
    for address in pages():
        words = EXAMPLES[address.name].words(world) if address.name in EXAMPLES else {}
        with translation.override("cy"):
            path = reverse(address.name, kwargs=words)
        listener.heard.clear()
        answer = clinician.get(path)
        if answer.status_code == REDIRECTED:
            answer = newcomer.get(path)
        wrong += [f"{address.route}: “{message}” has no Welsh" for message in sorted(listener.heard - PUBLISHED)]
        if is_page(path, answer):
            walked += 1
            page = answer.content.decode()
            wrong += [f"{address.route}: lacks {what}" for what in lacking(path, page)]
            wrong += [f"{address.route}: “{words}” is English" for words in Spoken(page).english if not is_typed(words)]
    assert walked > 100
    assert wrong == [], "\n".join(wrong)


def is_typed(words: str) -> bool:
    """Whether people wrote it, or it is a name."""
    return any(re.search(pattern, words) for pattern in TYPED)


@pytest.mark.parametrize(
    ("page", "english"),
    [
        ("<p>Lead the ward</p>", ["Lead the ward"]),
        ("<p>Arwain y ward</p>", []),
        ('<p>Gan <span lang="en">the Royal College of X</span> heddiw</p>', []),
        ('<html lang="cy"><a aria-label="Open your plan">…</a>', ["Open your plan"]),
        ("<script>if (this) return</script>", []),
    ],
)
def test_english_is_known_by_its_small_words(page, english):
    assert Spoken(page).english == english


def pages() -> list:
    own = [address for address in ADDRESSES if address.is_open or address.requires is Permission.OWN_RECORD]
    return [address for address in own if address.name not in NO_PAGES]


def is_page(path: str, answer) -> bool:
    """Whether this is a whole page in Welsh: no file, no part of a page, no answer to a program."""
    if not path.startswith("/cy/") or answer.status_code != OK or answer.streaming:
        return False
    return answer.content.lstrip().startswith(b"<!DOCTYPE")


def lacking(path: str, page: str) -> list[str]:
    """What a Welsh page lacks of what each one has."""
    english = f'<a href="{path.removeprefix("/cy")}" hreflang="en" lang="en"'
    return [what for what in ('<html lang="cy">', UNCHECKED, english) if what not in page]

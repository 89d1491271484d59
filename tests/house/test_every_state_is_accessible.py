"""The pages of clinicians with mistakes in their forms, with nothing in them yet, and with far more than expected.

In each state axe finds nothing, nothing is cut off or covered at 320 pixels, with the letters further apart, or twice
as large, and the words stay plain. Public pages of facts are looked at too: without any fact, and with long ones.
Letters twice as large are looked at wherever a page has a piece that no page before it had.
"""

import re

import pytest

from tests.browser import Browser, violations
from tests.factories.accounts import UserFactory
from tests.factories.profiles import ClinicianFactory
from tests.house.examples import World, build
from tests.house.filled import WAYS, Form, Reader, mistakes_shown
from tests.house.glass import Glass
from tests.house.reading import grade, running_text
from tests.house.states import Seen, Visitor, shows_rows
from tests.house.stretched import stretch
from tests.profiles.views.test_register import STEPS, answer

HARDEST, FEWEST_WORDS = 8, 40
STAFF, FEWEST_FORMS_OF_STAFF = ("support", "national_lead", "college_approver", "content_editor"), 12
FRAME = re.compile(r'{% include "components/(header|footer|session_warning|phase_banner)\.html" %}')

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db]


PIECES_SEEN: set[tuple[str, str]] = set()


class Looker:
    """Looks at one page after the other, and notes what is wrong."""

    def __init__(self, chromium: Browser, frame: str) -> None:
        self.glass = Glass(chromium, frame)
        self.wrong: list[str] = []
        self.laid = self.searched = 0

    def look(self, page: Seen, *, is_read: bool = True) -> None:
        """Letters twice as large where the page has a piece that none had before; the rest everywhere."""
        self.laid += 1
        self.glass.lay(page.html)
        found = _too_hard(page.html) if is_read else []
        found += [f"two elements are called {name}" for name in Reader(page.html).twice]
        found += violations(self.glass.page)
        if is_new(page):
            self.searched += 1
            PIECES_SEEN.update(page.pieces)
            found += self.glass.lost_when_twice_as_large()
        found += self.glass.lost_when_spaced()
        self.wrong += [f"{page}: {words}" for words in found]


def is_new(page: Seen) -> bool:
    return not page.pieces <= PIECES_SEEN


def _too_hard(html: str) -> list[str]:
    sentences = running_text(html)
    is_enough = sum(len(sentence.split()) for sentence in sentences) >= FEWEST_WORDS
    is_hard = is_enough and grade(sentences) > HARDEST
    return [f"grade {grade(sentences):.1f}: {' | '.join(sentences)}"] if is_hard else []


@pytest.fixture
def looker(chromium, log_in, settings, frame):
    """Looks through the frame that a clinician has; from then on pages come without header and footer, much faster."""
    looker = Looker(chromium, log_in(ClinicianFactory().user).get("/nobody/has/this/page/").content.decode())
    base = (settings.BASE_DIR / "templates" / "base.html").read_text(encoding="utf-8")
    frame({"base.html": FRAME.sub("", base)})
    yield looker
    looker.glass.close()
    print(f"{looker.laid} pages, {looker.searched} in colour")
    assert looker.wrong == [], "\n".join(looker.wrong)


def test_forms_with_mistakes(looker, log_in):
    world = build()
    user, newcomer, halfway = world.users["clinician"], UserFactory(), UserFactory()
    through = log_in(halfway)
    for question, data in STEPS[:-1]:
        answer(through, question, data)
    visitors = [
        Visitor.known("a clinician", log_in(user), user),
        Visitor("somebody new", log_in(newcomer)),
        Visitor("somebody halfway", through),
        Visitor("a stranger"),
    ]
    send_mistakes(looker, visitors, world)


def test_forms_of_staff_with_mistakes(looker, log_in):
    """Those who answer requests, merge records, clear away and look up numbers; and those who keep the facts."""
    world = build()
    staff = [Visitor(actor, log_in(world.users[actor]), actor) for actor in STAFF]
    assert send_mistakes(looker, staff, world, is_read=False) >= FEWEST_FORMS_OF_STAFF


def send_mistakes(looker: Looker, visitors: list[Visitor], world: World, *, is_read: bool = True) -> int:
    """Each form once, by the first who may open it, in each way that is no answer. How many forms came back."""
    forms, count = set(), 0
    for visitor in visitors:
        for page in visitor.pages(world):
            if page.path in forms:
                continue
            forms.add(page.path)
            seen: list[Form] = []
            for form, way, sent, came in visitor.mistakes(page):
                if isinstance(came, str):
                    looker.wrong.append(came)
                    continue
                looker.wrong += [f"{came}: {words}" for words in mistakes_shown(came.html, form, sent, WAYS[way][0])]
                if form not in seen or is_new(came):
                    count += form not in seen
                    seen.append(form)
                    looker.look(came, is_read=is_read)
    return count


def test_nothing_there_yet(looker, log_in):
    visitor = Visitor("a clinician who has only registered", log_in(ClinicianFactory().user))
    for page in visitor.pages(None, shows_rows):
        looker.look(page)
    world = build()
    for page in visitor.pages(world, lambda address: shows_rows(address) and address.words and not address.is_open):
        looker.look(page)


def test_far_more_than_expected(looker, log_in):
    world = build()
    user = world.users["clinician"]
    assert stretch(world.people["sharing"]) >= 200
    for page in Visitor.known("a clinician", log_in(user), user).pages(world, shows_rows):
        looker.look(page, is_read=False)

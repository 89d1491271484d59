"""How a journey is walked: by somebody at a page, in one of the dresses, who finds everything by its words.

`@scenario("C5")` walks one test in each dress. Two are walked every time, both by keyboard alone on the narrowest
screen, as somebody sees it who makes everything four times as large: with scripts and without. TEST_EVERY_DRESS=1 walks
all four. Every page on the way is held to the same: it is no wider than the screen, has one first heading, and what the
keyboard reaches shows that it was reached.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, Request

from tests.browser import DESKTOP, NARROWEST, pixels_too_wide, violations

MOST_TABS = 300
TURN = 20  # ms
STARTED, PATIENCE = 20, 1000  # turns until a press has asked for a page, and until that has come


@dataclass(frozen=True)
class Dress:
    """How somebody uses the pages."""

    size: dict
    js: bool
    by_keyboard: bool


DRESSES = {
    "keyboard": Dress(NARROWEST, js=True, by_keyboard=True),
    "keyboard without scripts": Dress(NARROWEST, js=False, by_keyboard=True),
}
MORE_DRESSES = {
    "mouse at a desk": Dress(DESKTOP, js=True, by_keyboard=False),
    "mouse at a desk without scripts": Dress(DESKTOP, js=False, by_keyboard=False),
}
if os.environ.get("TEST_EVERY_DRESS"):
    DRESSES |= MORE_DRESSES

# Where the focus shows: on the element itself, or on the sign beside a radio button or box.
SHOWS_FOCUS = """
    const at = document.activeElement;
    const label = at.labels && at.labels[0];
    const shown = [getComputedStyle(at)];
    if (label) shown.push(getComputedStyle(label), getComputedStyle(label, '::before'));
    const shows = at === document.body || at.tabIndex < 0 ||
        shown.some(s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none');
"""
UNSEEN = "shows ? '' : at.outerHTML.slice(0, 200)"
IS_THERE = f"wanted => {{{SHOWS_FOCUS} return [wanted === at, {UNSEEN}, wanted.isConnected]}}"
IS_IN_GROUP = f"wanted => {{{SHOWS_FOCUS} return [at.name === wanted.name, {UNSEEN}, wanted.isConnected]}}"
# Whoever uses the keyboard skips the header.
MAY_SKIP = "wanted => document.activeElement === document.body && document.querySelector('main').contains(wanted)"


class Traveller:
    """Somebody on the way. `pages` counts pages opened, `presses` links and buttons used, `tabs` presses of Tab.

    `typed` and `read` count words: what was typed into fields, and what the pages said.
    """

    def __init__(self, page: Page, dress: Dress) -> None:
        self.page, self.dress = page, dress
        self.pages = self.presses = self.tabs = self.typed = self.read = 0
        self._began = monotonic()
        self.wrong: list[str] = []
        self._asked = self._came = 0
        page.on("pageerror", lambda error: self.wrong.append(f"{page.url}: script error: {error}"))
        page.on("request", self._notes_request)
        page.on("domcontentloaded", self._notes_page)
        self._arrive()

    # Where somebody is.

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def seconds(self) -> float:
        """Since the first page. Of the pages and their speed only: nobody here stops to think."""
        return monotonic() - self._began

    @property
    def minutes_of_somebody(self) -> float:
        """What a person needs who types 30 words a minute and reads 200, and takes 3 seconds for each press."""
        return self.typed / 30 + self.read / 200 + self.presses / 20

    @property
    def words(self) -> str:
        """What the main part says."""
        return self.page.locator("main").inner_text()

    def reads(self, *texts: str) -> "Traveller":
        """The page says each of the texts, and shows it."""
        for text in texts:
            self.page.locator("main").get_by_text(text).first.wait_for()
        return self

    def is_at(self, heading: str) -> "Traveller":
        self.page.get_by_role("heading", level=1, name=heading).wait_for()
        return self

    def is_told_at_once(self) -> "Traveller":
        """What is wrong has the focus, so that it is read out first. Needs scripts; without them it stands first."""
        if self.dress.js:
            self.page.locator(".nhsuk-error-summary:focus").wait_for()
        assert self.page.title().startswith("Error: ")
        return self

    def accessible(self) -> "Traveller":
        """Axe finds nothing. Needs scripts; without them the other dress has looked."""
        if self.dress.js:
            found = violations(self.page)
            assert found == [], f"{self.page.url}: {found}"
        return self

    # What somebody does.

    def goes_to(self, path: str) -> "Traveller":
        """Type an address, as from a letter or a bookmark."""
        self.page.goto(path)
        return self._arrive()

    def follows(
        self, name: str | re.Pattern, *, nth: int = 0, within: str = "main", exact: bool = False
    ) -> "Traveller":
        """Press the link of that name."""
        return self._press(self.page.locator(within).get_by_role("link", name=name, exact=exact).nth(nth))

    def presses_button(
        self, name: str | re.Pattern, *, nth: int = 0, within: str = "main", exact: bool = False
    ) -> "Traveller":
        return self._press(self.page.locator(within).get_by_role("button", name=name, exact=exact).nth(nth))

    def opens(self, summary: str) -> "Traveller":
        """Unfold what a summary hides; it leads to no other page."""
        self._use(self.page.locator("main summary").filter(has_text=summary).first)
        return self

    def unfolds(self, summary: str) -> "Traveller":
        """Unfold what a narrow screen folds away, where scripts can; elsewhere it stands open."""
        fold = self.page.locator("main details").filter(has=self.page.locator("summary", has_text=summary)).first
        return self if fold.evaluate("at => at.open") else self.opens(summary)

    def types(self, label: str | re.Pattern, text: str, *, exact: bool = False) -> "Traveller":
        field = self.page.get_by_label(label, exact=exact).first
        return self.types_into(field, text)

    def types_into(self, field: Locator, text: str) -> "Traveller":
        """Type into a field that has no label of its own words, such as the month of a date."""
        self.typed += len(text.split())
        if not self.dress.by_keyboard:
            field.fill(text)
            return self
        self.reaches(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text)
        return self

    def chooses(self, label: str | re.Pattern, *, nth: int = 0, exact: bool = True) -> "Traveller":
        """Choose one of several: a radio button."""
        return self.chooses_radio(self.page.get_by_role("radio", name=label, exact=exact).nth(nth))

    def chooses_radio(self, radio: Locator) -> "Traveller":
        """Choose one that several questions of a page offer in the same words."""
        if not self.dress.by_keyboard:
            radio.check()
            return self
        radio.wait_for(state="attached")
        there = Place(radio)
        # Tab stops once in a group of radio buttons: at the chosen one, or at the first or last.
        self._goes_there(there, IS_IN_GROUP)
        for _press in range(MOST_TABS):
            if there.asks(IS_THERE)[0]:
                break
            self.page.keyboard.press("ArrowDown")
        if not radio.is_checked():
            self.page.keyboard.press("Space")
        assert radio.is_checked(), f"{self.page.url}: {radio} cannot be chosen by keyboard"
        return self

    def ticks(self, label: str | re.Pattern, *, nth: int = 0, exact: bool = False) -> "Traveller":
        """Tick a box that is not ticked yet."""
        box = self.page.get_by_role("checkbox", name=label, exact=exact).nth(nth)
        if not box.is_checked():
            self._use(box)
        assert box.is_checked(), f"{self.page.url}: {label} cannot be ticked"
        return self

    def picks(self, label: str | re.Pattern, option: str, *, nth: int = 0) -> "Traveller":
        """Pick an option of a list by its words; with scripts a long list may be a box that suggests.

        Hidden lists do not count.
        """
        field = self.page.get_by_label(label).locator("visible=true").nth(nth)
        if field.get_attribute("role") == "combobox":
            self.types_into(field, option)
            self.page.get_by_role("option", name=option, exact=True).wait_for()
            offered = self.page.locator("[role=listbox]:visible [role=option]").all_inner_texts()
            for _press in range(offered.index(option)):  # the first is marked from the start
                self.page.keyboard.press("ArrowDown")
            self.page.keyboard.press("Enter")
            return self
        if self.dress.by_keyboard:
            self.reaches(field)
        field.select_option(label=option)
        return self

    def downloads(self, name: str | re.Pattern, *, role: str = "link", nth: int = 0) -> Path:
        """Press what leads to a file, and get the file."""
        self.presses += 1
        target = self.page.locator("main").get_by_role(role, name=name).nth(nth)
        with self.page.expect_download() as coming:
            self._use(target)
        return Path(coming.value.path())

    def finds(self, label: str, option: str) -> "Traveller":
        """Choose from a long list: with scripts by typing its words, without from the list itself."""
        return self.types(label, option) if self.dress.js else self.picks(label, option)

    def goes_back(self) -> "Traveller":
        """The browser's own way back."""
        self.page.go_back()
        return self._arrive()

    # By keyboard.

    def reaches(self, target: Locator) -> "Traveller":
        """Press Tab until the target has the focus; each stop must show it."""
        target.wait_for()
        return self._goes_there(Place(target), IS_THERE)

    def _goes_there(self, there: "Place", is_there: str) -> "Traveller":
        if there.at.evaluate(MAY_SKIP):
            self._skips_header()
        return self._tabs_until(lambda: there.asks(is_there), str(there.target))

    def _skips_header(self) -> None:
        self.page.keyboard.press("Tab")
        if self.page.evaluate("document.activeElement.className.includes('nhsuk-skip-link')"):
            self.page.keyboard.press("Enter")
            # Without scripts no element gets the focus: the next stop is the first within the main part.
            if self.dress.js:
                self.page.locator(":focus").and_(self.page.locator("#maincontent")).wait_for(state="attached")
            else:
                self.page.wait_for_url("**#maincontent")

    def _tabs_until(self, is_there: Callable[[], tuple[bool, str]], what: str) -> "Traveller":
        for _press in range(MOST_TABS):
            arrived, unseen = is_there()
            assert not unseen, f"{self.page.url}: no visible focus on {unseen}"
            if arrived:
                return self
            self.page.keyboard.press("Tab")
            self.tabs += 1
        raise AssertionError(f"{self.page.url}: {what} is not reached by keyboard")

    def _use(self, target: Locator) -> None:
        if not self.dress.by_keyboard:
            target.click()
            return
        self.reaches(target)
        self._strikes(target)

    def _strikes(self, target: Locator) -> None:
        """The key that uses what has the focus."""
        is_link = target.evaluate("at => at.tagName === 'A'")
        self.page.keyboard.press("Enter" if is_link else "Space")

    def _press(self, target: Locator) -> "Traveller":
        """Use a link or button. A page that follows is waited for; a press may also change the page it stands on."""
        self.presses += 1
        if self.dress.by_keyboard:
            self.reaches(target)
        asked, came = self._asked, self._came
        (self._strikes if self.dress.by_keyboard else self._use)(target)
        self._waits(lambda: self._asked > asked, STARTED)
        if self._asked > asked:
            self._waits(lambda: self._came > came, PATIENCE)
        return self._arrive()

    def _waits(self, until: Callable[[], bool], turns: int) -> None:
        for _turn in range(turns):
            if until():
                return
            self.page.wait_for_timeout(TURN)

    def _notes_request(self, request: Request) -> None:
        if request.is_navigation_request() and request.frame == self.page.main_frame:
            self._asked += 1

    def _notes_page(self, _page: Page) -> None:
        self._came += 1

    def _arrive(self) -> "Traveller":
        self.page.wait_for_load_state("load")
        self.pages += 1
        self.page.locator("h1").first.wait_for(state="attached")
        self.read += len(self.words.split())
        assert self.wrong == [], self.wrong
        headings = self.page.locator("h1").count()
        assert headings == 1, f"{self.page.url}: {headings} first headings"
        too_wide = pixels_too_wide(self.page)
        assert too_wide <= 0, f"{self.page.url}: {too_wide} px wider than {self.dress.size['width']}"
        return self


class Place:
    """An element that is asked again and again. To find it by its words costs more than to ask it.

    It is found anew where the page has put another in its stead.
    """

    def __init__(self, target: Locator) -> None:
        self.target, self.at = target, target.element_handle()

    def asks(self, question: str) -> tuple[bool, str]:
        """The answer to a question whose last word says whether the element is still in the page."""
        *answer, is_in_page = self.at.evaluate(question)
        if not is_in_page:
            self.at = self.target.element_handle()
            *answer, _is_in_page = self.at.evaluate(question)
        return tuple(answer)


Travel = Callable[..., Traveller]


def scenario(*codes: str) -> Callable:
    """Mark a test as the journey of these scenarios (docs/journeys.md) and walk it in each dress; it takes `travel`."""

    def mark(test: Callable) -> Callable:
        test = pytest.mark.parametrize("dress", DRESSES.values(), ids=DRESSES.keys())(test)
        test = pytest.mark.django_db(transaction=True)(test)
        return pytest.mark.scenario(*codes)(pytest.mark.browser(test))

    return mark

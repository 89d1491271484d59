"""Walks the register as somebody would: gets a page, reads its links, goes on, and notes what is wrong.

Most pages are laid into a frame that a browser has open already (glass.py). One is visited whole where something is
around its main part, or asks for a script or a style, that no page before it had.
"""

import re
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import unescape
from urllib.parse import parse_qs, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils.translation import get_language
from playwright.sync_api import Page

from talent_register.accounts.models import User
from tests.browser import NARROWEST, PHONE, pixels_too_wide, violations
from tests.house.filled import Reader
from tests.house.glass import Glass

MOST_OF_A_KIND, MOST_OF_A_NAME, MOST_TURNS = 1, 3, 5
NOT_OURS = ("/admin/", "/static/")
# What Chromium says by itself: the status of pages that are meant to refuse, and features it has not heard of yet.
NO_COMPLAINTS = ("Failed to load resource", "Permissions-Policy header: Unrecognized feature")
STRANGER = "a stranger"
LINK = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')
SCRIPTED = re.compile(r"\sdata-[a-z-]+(?==)")
LINKED = re.compile(r"<link\b[^>]*>")


@dataclass(frozen=True)
class Came:
    """What an address led to in the end: where that is, its status, and the page, or nothing for a file."""

    path: str
    status: int
    html: str

    @property
    def is_page(self) -> bool:
        """Neither a file nor a piece of a page."""
        return "<main" in self.html

    @property
    def frame(self) -> tuple[str, ...]:
        """The elements around the main part, in no order: which part of the menu is the current one changes nothing."""
        before, _main, rest = self.html.partition("<main")
        around = LINKED.sub("", before + rest.partition("</main>")[2])
        return tuple(sorted(Reader(around).shape))

    @property
    def hooks(self) -> set[str]:
        """What of the main part a script may take hold of, and the files that the page is dressed in."""
        return {*SCRIPTED.findall(self.main), *LINKED.findall(self.html)}

    @property
    def main(self) -> str:
        return self.html.partition("<main")[2].partition("</main>")[0]


class Crawl:
    """One walk of several people, None being a stranger; `open_page` and `log_in` are the fixtures.

    `wrong` holds sentences, `seen` the names of the addresses that were opened. Axe looks at `size`.
    """

    def __init__(self, glass: Glass, open_page: Callable[..., Page], log_in: Callable, size: dict) -> None:
        self.glass, self.open_page, self.log_in, self.size = glass, open_page, log_in, size
        self.wrong: list[str] = []
        self.seen: set[str] = set()
        self.kinds: Counter = Counter()
        self.looked = self.whole = 0
        self._frames: set[tuple[str, ...]] = set()
        self._known: set[str] = set()
        self._clients: dict[User | None, Client] = {}
        self._pages: dict[User | None, Page] = {}
        self._watch(glass.page, "anybody")

    def walk(self, user: User | None, starts: list[str]) -> None:
        """Follow every link from the starting pages; look at a few addresses of each kind."""
        queue, known = deque(starts), set(starts)
        while queue:
            path = queue.popleft()
            if name_of(path) is None or (path not in starts and self._has_enough_of(path)):
                continue
            for link in links(self.meet(user, path)):
                if link not in known:
                    known.add(link)
                    queue.append(link)

    def meet(self, user: User | None, path: str) -> Came:
        """Get what an address leads to, and look if the like was not seen yet."""
        if user not in self._clients:
            self._clients[user] = self.log_in(user) if user else Client()
            self._clients[user].raise_request_exception = False
        came = got(self._clients[user], path)
        self.seen.update([str(name_of(path)), str(name_of(came.path))])
        if not came.is_page:
            self._count(path)
        elif not self._has_enough_of(came.path):
            self._count(came.path)
            self._look(user, came)
        if came.status >= 500:
            self.wrong.append(f"{user or STRANGER} at {path}: status {came.status}")
        return came

    def _count(self, path: str) -> None:
        self.kinds.update([str(name_of(path)), kind_of(path)])

    def _has_enough_of(self, path: str) -> bool:
        return self.kinds[str(name_of(path))] >= MOST_OF_A_NAME or self.kinds[kind_of(path)] >= MOST_OF_A_KIND

    def _look(self, user: User | None, came: Came) -> None:
        """Everything a page must be."""
        print(user or STRANGER, came.path)
        self.looked += 1
        if came.frame in self._frames and came.hooks <= self._known:
            page = self.glass.page
            self.glass.lay(came.html)
        else:
            self._frames.add(came.frame)
            self._known |= came.hooks
            self.whole += 1
            page = self._visit(user, came.path)
        found = [] if page.locator("h1").count() == 1 else ["not one first-level heading"]
        for size in (NARROWEST, PHONE, self.size):
            if page.viewport_size != size:
                page.set_viewport_size(size)
            if too_wide := pixels_too_wide(page):
                found.append(f"{too_wide} px wider than {size['width']}")
        self.wrong += [f"{user or STRANGER} at {came.path}: {words}" for words in found + violations(page)]

    def _visit(self, user: User | None, path: str) -> Page:
        if user not in self._pages:
            page = self._pages[user] = self._watch(self.open_page("/healthz", user), str(user or STRANGER))
            page.add_init_script(AXE_SCRIPT)  # to bring it later takes twice as long
        self._pages[user].goto(path)
        return self._pages[user]

    def _watch(self, page: Page, who: str) -> Page:
        """Note what goes wrong in the page by itself."""
        page.on("pageerror", lambda error: self._note(page, who, f"script error: {error}"))
        page.on("console", lambda line: line.type in ("error", "warning") and self._console(page, who, line.text))
        page.on("request", lambda request: self._request(page, who, request.url))
        return page

    def _console(self, page: Page, who: str, text: str) -> None:
        if not any(words in text for words in NO_COMPLAINTS):
            self._note(page, who, f"console: {text}")

    def _request(self, page: Page, who: str, url: str) -> None:
        """Everything a page needs comes from here."""
        here = urlsplit(page.url).netloc
        if here and urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc != here:
            self._note(page, who, f"asks for {url}")

    def _note(self, page: Page, who: str, what: str) -> None:
        self.wrong.append(f"{who} at {urlsplit(page.url).path}?{urlsplit(page.url).query}: {what}")


def got(client: Client, path: str) -> Came:
    """Follow an address to where it leads within the register."""
    for _turn in range(MOST_TURNS):
        answer = client.get(path)
        if not (300 <= answer.status_code < 400 and (to := answer["Location"]).startswith(("/", "?"))):
            break
        path = to if to.startswith("/") else urlsplit(path).path + to
    html = "" if answer.streaming else answer.content.decode("utf-8", "replace")
    answer.close()
    is_html = "text/html" in answer.get("content-type", "")
    return Came(path.partition("#")[0], answer.status_code, html if is_html else "")


def links(came: Came) -> list[str]:
    """Paths of our own that the page links to."""
    found = [unescape(href).removeprefix(settings.PUBLIC_URL) for href in LINK.findall(came.html)]
    full = [href for href in found if href.startswith("/") and not href.startswith(("//", *NOT_OURS))]
    here = urlsplit(came.path).path
    return [href.partition("#")[0] for href in full] + [here + href for href in found if href.startswith("?")]


def name_of(path: str) -> str | None:
    return _name_of(urlsplit(path).path, get_language())


@cache
def _name_of(path: str, _language: str) -> str | None:
    """Many pages lead to the same; what a path is depends on the language that is spoken, too."""
    try:
        return resolve(path).url_name
    except Resolver404:
        return None


def kind_of(path: str) -> str:
    """Addresses are of a kind when they share a name, a language and the names of what follows the question mark."""
    query = ",".join(sorted(parse_qs(urlsplit(path).query, keep_blank_values=True)))
    return f"{'cy' if path.startswith('/cy/') else ''} {name_of(path)}?{query}"

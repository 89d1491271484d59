"""Walks the register as somebody would: opens a page, reads its links, goes on, and notes what is wrong."""

from collections import Counter, deque
from urllib.parse import parse_qs, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page, Response

from tests.browser import DESKTOP, NARROWEST, PHONE, pixels_too_wide, violations

MOST_OF_A_KIND, MOST_OF_A_NAME = 1, 3
SETTLED, TURNS = 200, 25  # ms until Chromium shows what it shows instead of a page, and how often to look
# A file, or an answer without a body, as to a question that only a form may ask.
NO_PAGE = ("Download is starting", "ERR_ABORTED", "ERR_HTTP_RESPONSE_CODE_FAILURE")
NOT_OURS = ("/admin/", "/static/")
# What Chromium says by itself: the status of pages that are meant to refuse, and features it has not heard of yet.
NO_COMPLAINTS = ("Failed to load resource", "Permissions-Policy header: Unrecognized feature")
WITHOUT_COLOURS = {"color-contrast": {"enabled": False}}


class Crawl:
    """One walk over all roles. `wrong` holds sentences; `seen` the names of the addresses that were opened."""

    def __init__(self, sizes: tuple = (PHONE, DESKTOP)) -> None:
        self.sizes = sizes
        self.wrong: list[str] = []
        self.seen: set[str] = set()
        self.opened = 0
        self.kinds: Counter = Counter()

    def watch(self, page: Page, who: str) -> Page:
        """Note what goes wrong in the page by itself. Axe comes with each page: later it takes twice as long."""
        page.add_init_script(AXE_SCRIPT)
        page.on("pageerror", lambda error: self._note(page, who, f"script error: {error}"))
        page.on("console", lambda line: line.type in ("error", "warning") and self._console(page, who, line.text))
        page.on("request", lambda request: self._request(page, who, request.url))
        return page

    def walk(self, page: Page, who: str, starts: list[str]) -> None:
        """Follow every link from the starting pages; look at a few addresses of each kind."""
        self.watch(page, who)
        queue, known = deque(starts), set(starts)
        while queue:
            path = queue.popleft()
            if name_of(path) is None or (path not in starts and self.has_enough_of(path)):
                continue
            for link in links(page) if self.visit(page, who, path) else ():
                if link not in known:
                    known.add(link)
                    queue.append(link)

    def visit(self, page: Page, who: str, path: str) -> bool:
        """Open, and look if the like was not seen yet; False for a file. An address may lead on to another."""
        response = self._open(page, path)
        self.seen.add(str(name_of(path)))
        if response is None or "text/html" not in response.headers.get("content-type", ""):
            self.count(path)
            return False
        here = page.url.removeprefix(f"{urlsplit(page.url).scheme}://{urlsplit(page.url).netloc}")
        self.seen.add(str(name_of(here)))
        if not self.has_enough_of(here):
            self.count(here)
            self.look(page, who, response)
        return True

    def count(self, path: str) -> None:
        self.kinds.update([str(name_of(path)), kind_of(path)])

    def has_enough_of(self, path: str) -> bool:
        return self.kinds[str(name_of(path))] >= MOST_OF_A_NAME or self.kinds[kind_of(path)] >= MOST_OF_A_KIND

    def look(self, page: Page, who: str, response: Response) -> None:
        """Everything a page must be, at each of the sizes."""
        self.opened += 1
        print(who, page.url)
        if response.status >= 500:
            self._note(page, who, f"status {response.status}")
            return
        if (headings := page.locator("h1").count()) != 1:
            self._note(page, who, f"{headings} first-level headings")
        for size in (NARROWEST, *self.sizes):
            page.set_viewport_size(size)
            if too_wide := pixels_too_wide(page):
                self._note(page, who, f"{too_wide} px wider than {size['width']}")
            if size == NARROWEST:
                continue
            # Colours are the same at each size, and to compare them is most of the work.
            rules = {} if size == self.sizes[-1] else WITHOUT_COLOURS
            for violation in violations(page, rules):
                self._note(page, who, f"{size['width']} px: {violation}")

    @staticmethod
    def _open(page: Page, path: str) -> Response | None:
        try:
            return page.goto(path)
        except Error as nothing_to_see:
            if any(reason in str(nothing_to_see) for reason in NO_PAGE):
                leave(page)
                return None
            raise

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


def leave(page: Page) -> None:
    """Go where nothing is, once Chromium shows what it shows instead of a page; until then it interrupts."""
    for turn in range(TURNS):
        page.wait_for_timeout(SETTLED)
        try:
            page.goto("about:blank")
            return
        except Error:
            if turn == TURNS - 1:
                raise


def links(page: Page) -> list[str]:
    """Paths of our own that the page links to."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    found = [href.removeprefix(settings.PUBLIC_URL) for href in found]
    full = [href for href in found if href.startswith("/") and not href.startswith(("//", *NOT_OURS))]
    here = urlsplit(page.url).path
    return [href.partition("#")[0] for href in full] + [here + href for href in found if href.startswith("?")]


def name_of(path: str) -> str | None:
    try:
        return resolve(urlsplit(path).path).url_name
    except Resolver404:
        return None


def kind_of(path: str) -> str:
    """Addresses are of a kind when they share a name, a language and the names of what follows the question mark."""
    query = ",".join(sorted(parse_qs(urlsplit(path).query, keep_blank_values=True)))
    return f"{'cy' if path.startswith('/cy/') else ''} {name_of(path)}?{query}"

"""Walks the register as somebody would: opens a page, reads its links, goes on, and notes what is wrong."""

from collections import Counter, deque
from urllib.parse import parse_qs, urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page, Response

from tests.browser import DESKTOP, PHONE

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
MOST_OF_A_KIND, MOST_OF_A_NAME = 2, 6
NOT_OURS = ("/admin/", "/static/")
WIDER_THAN_THE_SCREEN = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Crawl:
    """One walk over all roles. `wrong` holds sentences; `seen` the names of the addresses that were opened."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.seen: set[str] = set()
        self.opened = 0
        self.kinds: Counter = Counter()

    def walk(self, page: Page, who: str, starts: list[str]) -> None:
        """Follow every link from the starting pages, at most two addresses of a kind."""
        page.on("pageerror", lambda error: self._note(page, who, f"script error: {error}"))
        page.on("console", lambda line: line.type == "error" and self._console(page, who, line.text))
        queue, known = deque(starts), set(starts)
        while queue:
            path = queue.popleft()
            name = name_of(path)
            if name is None or self._enough_of(path, name):
                continue
            response = self._open(page, path)
            if response is None or "text/html" not in response.headers.get("content-type", ""):
                self.seen.add(name)
                continue
            self.kinds.update([name, kind_of(path, name)])
            self.seen |= {name, name_of(urlsplit(page.url).path) or name}
            self.look(page, who, response)
            for link in links(page):
                if link not in known:
                    known.add(link)
                    queue.append(link)

    def _enough_of(self, path: str, name: str) -> bool:
        return self.kinds[name] >= MOST_OF_A_NAME or self.kinds[kind_of(path, name)] >= MOST_OF_A_KIND

    def look(self, page: Page, who: str, response: Response) -> None:
        """Everything a page must be, wide and narrow."""
        self.opened += 1
        print(who, page.url)
        if response.status >= 500:
            self._note(page, who, f"status {response.status}")
            return
        if (headings := page.locator("h1").count()) != 1:
            self._note(page, who, f"{headings} first-level headings")
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            if (too_wide := page.evaluate(WIDER_THAN_THE_SCREEN)) > 0:
                self._note(page, who, f"{too_wide} px wider than {size['width']}")
            for violation in Axe().run(page, options=RULES).response["violations"]:
                where = violation["nodes"][0]["target"]
                self._note(page, who, f"{size['width']} px: {violation['id']} at {where}: {violation['help']}")

    @staticmethod
    def _open(page: Page, path: str) -> Response | None:
        try:
            return page.goto(path)
        except Error as download:
            if "Download is starting" in str(download) or "ERR_ABORTED" in str(download):
                return None
            raise

    def _console(self, page: Page, who: str, text: str) -> None:
        # Chromium also logs the status of the very pages that are meant to refuse.
        if "Failed to load resource" not in text:
            self._note(page, who, f"console: {text}")

    def _note(self, page: Page, who: str, what: str) -> None:
        self.wrong.append(f"{who} at {urlsplit(page.url).path}?{urlsplit(page.url).query}: {what}")


def links(page: Page) -> list[str]:
    """Paths of our own that the page links to."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    full = [href for href in found if href.startswith("/") and not href.startswith(("//", *NOT_OURS))]
    here = urlsplit(page.url).path
    return [href.partition("#")[0] for href in full] + [here + href for href in found if href.startswith("?")]


def name_of(path: str) -> str | None:
    try:
        return resolve(urlsplit(path).path).url_name
    except Resolver404:
        return None


def kind_of(path: str, name: str) -> str:
    """Addresses are of a kind when they share a name, a language and the names of what follows the question mark."""
    query = ",".join(sorted(parse_qs(urlsplit(path).query, keep_blank_values=True)))
    return f"{'cy' if path.startswith('/cy/') else ''} {name}?{query}"

"""One page of the browser into which pages are laid that Django's test client got: many in the time of one visit.

The frame stays, with its styles and scripts; the main part, the title and the language are taken from each page.
"""

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route

from tests.browser import DESKTOP, NARROWEST, TURN

HERE = "http://register.test"
FOLDS = 25  # turns, for the menu of the header to fold
LAY = """async html => {
    const page = new DOMParser().parseFromString(html, 'text/html');
    const sheets = where => [...where.querySelectorAll('link[rel=stylesheet]')];
    const here = new Set(sheets(document).map(link => link.getAttribute('href')));
    const missing = sheets(page).filter(link => !here.has(link.getAttribute('href')));
    await Promise.all(missing.map(link => new Promise(done => {
        const copy = document.createElement('link');
        const files = {href: link.getAttribute('href'), media: link.media, onload: done, onerror: done};
        Object.assign(copy, {rel: 'stylesheet', ...files});
        document.head.append(copy);
    })));
    document.title = page.title;
    document.documentElement.lang = page.documentElement.lang;
    document.querySelector('main').replaceWith(page.querySelector('main'));
    const main = document.querySelector('main');
    (await import(document.body.dataset.frontend)).initAll({scope: main});
    window.scrollTo(0, 0);
}"""

# WCAG 1.4.12: nothing may be lost when somebody sets lines, words and letters this far apart; 1.4.4: nor at twice the
# size of the letters.
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""
TWICE = "html { font-size: 200% !important }"
DRESS = """css => {
    let sheet = document.getElementById('worn');
    if (!sheet) { sheet = document.createElement('style'); sheet.id = 'worn'; document.head.append(sheet); }
    sheet.textContent = css;
    window.dispatchEvent(new Event('resize'));
}"""
# How far the page is wider than the screen; texts that a box cuts off; texts that lie on one another.
LOST = r"""() => {
    const root = document.documentElement, main = document.querySelector('main'), lost = [], lines = [];
    const beyond = root.scrollWidth - root.clientWidth;
    if (beyond > 0) {
        const widest = [...main.querySelectorAll('*')].reduce((most, one) =>
            one.getBoundingClientRect().right > most.getBoundingClientRect().right ? one : most, main);
        const what = `${widest.tagName}.${widest.className} ${widest.innerText}`.slice(0, 120);
        lost.push(`${beyond} px wider than ${root.clientWidth}: ${what}`);
    }
    const boxes = new Map();
    const box = one => {
        if (!boxes.has(one)) {
            const style = getComputedStyle(one), edge = one.getBoundingClientRect();
            boxes.set(one, {edge, x: style.overflowX, y: style.overflowY, tiny: edge.width <= 1 || edge.height <= 1});
        }
        return boxes.get(one);
    };
    const hidden = one => {
        for (; one !== main; one = one.parentElement) if (box(one).tiny) return true;
        return false;
    };
    // Whether a box cuts the line off, and no box in between can be scrolled to it.
    const cut = (line, parent) => {
        const open = {x: true, y: true};
        for (let one = parent; one !== main; one = one.parentElement) {
            const {edge, x, y} = box(one);
            const beyondX = line.right > edge.right + 2 || line.left < edge.left - 2;
            const beyondY = line.bottom - line.height * 0.2 > edge.bottom;
            if (open.x && ['hidden', 'clip'].includes(x) && beyondX) return one;
            if (open.y && ['hidden', 'clip'].includes(y) && beyondY) return one;
            open.x &&= !['auto', 'scroll'].includes(x);
            open.y &&= !['auto', 'scroll'].includes(y);
        }
        return null;
    };
    const words = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        const text = words.currentNode, parent = text.parentElement;
        if (!text.data.trim() || parent.closest('svg, script, template, option, [class*=visually-hidden]')) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const rects = [...range.getClientRects()].filter(rect => rect.width > 1 && rect.height > 1);
        if (!rects.length || !parent.checkVisibility({visibilityProperty: true})) continue;
        if (hidden(parent)) continue; // one pixel large: for ears
        const cutter = rects.map(rect => cut(rect, parent)).find(Boolean);
        if (cutter) lost.push(`cut off: ${text.data.trim().slice(0, 60)} in ${cutter.className}`);
        // A line's box reaches beyond its letters: only the middle of it counts.
        for (const rect of rects) {
            const middle = {top: rect.top + rect.height * 0.3, bottom: rect.bottom - rect.height * 0.3};
            lines.push({text, ...middle, left: rect.left + 2, right: rect.right - 2});
        }
    }
    lines.sort((one, other) => one.top - other.top);
    lines.forEach((one, at) => {
        for (let next = at + 1; next < lines.length && lines[next].top < one.bottom; next++) {
            const other = lines[next];
            if (one.text !== other.text && one.left < other.right && other.left < one.right)
                lost.push(`${one.text.data.trim().slice(0, 40)} lies on ${other.text.data.trim().slice(0, 40)}`);
        }
    });
    return [...new Set(lost)].slice(0, 3);
}"""


class Glass:
    """Lay a page in, then look at it."""

    def __init__(self, chromium: Browser, frame: str) -> None:
        """`frame` is a whole page, whose header and footer stay."""
        self._frame = frame
        self._context = chromium.new_context(viewport=NARROWEST, locale="en-GB", reduced_motion="reduce")
        self.page: Page = self._context.new_page()
        self.page.route(f"{HERE}/**", self._answer)
        self.page.goto(f"{HERE}/")
        self.page.evaluate(AXE_SCRIPT)

    def lay(self, html: str) -> None:
        """Put a page's main part in, on the narrowest screen."""
        self.page.set_viewport_size(NARROWEST)
        self.page.evaluate(DRESS, "")
        self.page.evaluate(LAY, html)

    def lost_when_spaced(self) -> list[str]:
        """What is cut off, covered or beyond the edge of the narrowest screen when letters and lines have more space.

        They need the most room then: what is whole there is whole without.
        """
        return [f"with more space: {words}" for words in self._worn(NARROWEST, SPACED)]

    def lost_when_twice_as_large(self) -> list[str]:
        return [f"letters twice as large: {words}" for words in self._worn(DESKTOP, TWICE)]

    def close(self) -> None:
        self._context.close()

    def _worn(self, size: dict, css: str) -> list[str]:
        if self.page.viewport_size != size:
            self.page.set_viewport_size(size)
        self.page.evaluate(DRESS, css)
        for _turn in range(FOLDS):
            if not (found := self.page.evaluate(LOST)):
                break
            self.page.wait_for_timeout(TURN)
        return found

    def _answer(self, route: Route) -> None:
        """Files as they are, the frame for all else."""
        path = urlsplit(route.request.url).path
        file = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        if file:
            route.fulfill(body=Path(file).read_bytes(), content_type=mimetypes.guess_type(file)[0])
        else:
            route.fulfill(body=self._frame, content_type="text/html; charset=utf-8")

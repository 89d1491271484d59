"""A real browser against the live test server: Debian's Chromium, driven by Playwright. Loaded as a pytest plugin."""

import os
from collections import defaultdict
from collections.abc import Callable

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from talent_register.embedded.chromium import find

# Chromium looks for its own servers at every start unless it is told not to.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
DESKTOP, PHONE, NARROWEST = (
    {"width": 1280, "height": 900},
    {"width": 390, "height": 844},
    {"width": 320, "height": 640},
)

AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "rules": {"color-contrast": {"enabled": False}},
}
# Axe without colours everywhere, and colours where an element stands in a place that was not seen: its own tag, classes
# and states, and those of all around it. A place that is not shown stays unseen.
LOOK = r"""async ([options, known]) => {
    const seen = new Set(known.split(' ').map(Number)), places = [], unseen = [];
    const words = one => [one.localName, one.getAttribute('class'), ...['type', 'role', 'disabled', 'open',
        'aria-current', 'aria-disabled', 'aria-sort', 'aria-selected', 'fill'].map(name => one.getAttribute(name))];
    const hash = text => {
        let one = 0xdeadbeef, other = 0x41c6ce57;
        for (let at = 0; at < text.length; at++) {
            const code = text.charCodeAt(at);
            one = Math.imul(one ^ code, 2654435761);
            other = Math.imul(other ^ code, 1597334677);
        }
        return 4294967296 * (2097151 & other) + (one >>> 0);
    };
    const look = (one, around, isWithin) => {
        if (!one.checkVisibility({visibilityProperty: true})) return;
        const place = hash(around + '>' + words(one).join(' '));
        const isNew = !seen.has(place);
        if (isNew) {
            seen.add(place);
            places.push(place);
            if (!isWithin) unseen.push(one);
        }
        for (const child of one.children) look(child, place, isWithin || isNew);
    };
    look(document.body, '', false);
    // What axe reads of style sheets is theirs, not the page's: it reads those once that come together.
    const sheets = hash(['sheets', ...[...document.styleSheets].map(sheet => sheet.href)].join(' '));
    const preload = !seen.has(sheets) || Boolean(document.querySelector('audio, video'));
    places.push(sheets);
    const {violations: found} = await axe.run({...options, preload});
    if (unseen.length) {
        const only = {preload: false, runOnly: ['color-contrast'], rules: {}};
        const colours = await axe.run({include: unseen}, {...options, ...only});
        found.push(...colours.violations);
    }
    return {found, places: places.join(' ')};
}"""
# As one text: of numbers one by one Playwright makes an object each, at every page.
PLACES_SEEN: defaultdict[int, set[str]] = defaultdict(set)

TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
TURN, PATIENCE = 20, 100  # turns of so many ms, for the menu of the header to fold


def pixels_too_wide(page: Page) -> int:
    """How far the page reaches beyond the screen, once the menu of its header has folded; 0 is right."""
    for _ in range(PATIENCE):
        if page.evaluate(TOO_WIDE) <= 0:
            return 0
        page.wait_for_timeout(TURN)
    return page.evaluate(TOO_WIDE)


def violations(page: Page) -> list[str]:
    """What axe finds wrong in the page as it is now. Axe is laid in once a page; what is right is not sent back.

    To compare colours is most of its work, and what they are follows from an element's place: those of a place that
    this process has seen at this width are known.
    """
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    known = PLACES_SEEN[(page.viewport_size or DESKTOP)["width"]]
    answer = page.evaluate(LOOK, [AXE_OPTIONS, " ".join(known)])
    known.update(answer["places"].split())
    return [f"{one['id']}: {one['help']} at {one['nodes'][0]['target']}" for one in answer["found"]]


@pytest.fixture(scope="session")
def chromium():
    """One browser for the run. Playwright's loop makes Django think it is in async code: it is not."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, live_server, log_in) -> Callable[..., Page]:
    """open_page(path, user=None, width=DESKTOP, js=True) → a Playwright page, logged in as that user."""
    contexts = []

    def open_page(path: str, user=None, size: dict = DESKTOP, js: bool = True) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, viewport=size, java_script_enabled=js, locale="en-GB", reduced_motion="reduce"
        )
        contexts.append(context)
        if user is not None:
            cookie = log_in(user).cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """accessible(page) fails with a readable list when axe finds anything."""

    def accessible(page: Page) -> None:
        # A page that is still on its way has neither a main part nor a heading.
        page.wait_for_load_state("load")
        page.locator("main").first.wait_for(state="attached")
        problems = violations(page)
        assert problems == [], f"{page.url}: {problems}"

    return accessible

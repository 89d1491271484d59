"""Takes the pictures of docs/screenshots from a running demo: python -m tests.screenshots [ADDRESS]."""

import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from talent_register.embedded.chromium import find
from tests.browser import DESKTOP, PHONE, QUIET

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
PASSWORD = "demo leadership register"

# Who looks, at which page, and the name of the picture.
PICTURES = [
    ("", "/", "start"),
    ("", "/pathways/medicine/?view=diagram", "pathway"),
    ("", "/roles/chief-executive/", "role"),
    ("", "/statistics/", "statistics"),
    ("newcomer@demo.example", "/me/register/profession/", "register"),
    ("clinician@demo.example", "/me/", "home"),
    ("clinician@demo.example", "/me/profile/", "profile"),
    ("clinician@demo.example", "/me/goals/", "goals"),
    ("clinician@demo.example", "/me/plan/", "plan"),
    ("clinician@demo.example", "/me/licence/", "licence"),
    ("clinician@demo.example", "/me/visibility/", "who-has-seen-me"),
    ("college.approver@demo.example", "/imports/", "imports"),
    ("regional.lead@demo.example", "/staff/", "staff"),
    ("regional.lead@demo.example", "/people/", "people"),
    ("regional.lead@demo.example", "/cohorts/", "cohorts"),
    ("regional.lead@demo.example", "/pipelines/", "pipeline"),
    ("national.lead@demo.example", "/reminders/", "reminders"),
    ("auditor@demo.example", "/audit/", "audit"),
]


def log_in(page: Page, address: str, email: str) -> None:
    """Log in as a person of the demo does: password, then the code that the demo page shows."""
    page.context.clear_cookies()
    page.goto(f"{address}/demo/")
    row = page.locator("tr", has_text=email)
    code = re.search(r"\b\d{6}\b", row.inner_text())
    page.goto(f"{address}/account/log-in/")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    if code and page.locator("input[name=code]").count():
        page.locator("input[name=code]").fill(code.group())
        page.locator("main form button[type=submit]").first.click()


def take(browser: Browser, address: str, who: str, wanted: list[tuple[str, str]]) -> None:
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")
    page = context.new_page()
    while who and page.get_by_role("button", name="Log out").count() + page.get_by_text("Log out").count() == 0:
        log_in(page, address, who)  # again, when the code ran out while it was typed
    for path, name in wanted:
        for size, width in ((DESKTOP, 1280), (PHONE, 390)):
            page.set_viewport_size(size)
            page.goto(address + path)
            page.screenshot(path=FOLDER / f"{name}-{width}.png", clip=None, full_page=False)
            print(f"{name}-{width}.png")
    context.close()


def main(address: str = "http://localhost:8000") -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=QUIET)
        for who in dict.fromkeys(who for who, _, _ in PICTURES):
            take(browser, address, who, [(path, name) for person, path, name in PICTURES if person == who])
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

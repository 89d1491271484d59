"""What only a browser can show: accessibility, reflow, the policy against scripts, and what our script improves."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import NARROWEST, PHONE, pixels_too_wide

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("address", ["/catalogue/", "/cookies/"])
def test_page_fits_the_narrowest_screen(open_page, address):
    page = open_page(address, size=NARROWEST)
    assert pixels_too_wide(page) == 0


def test_skip_link_leads_to_the_content(open_page):
    page = open_page("/help/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "maincontent"


def test_mistake_takes_the_focus_and_leads_to_its_field(open_page):
    page = open_page(reverse("account_login"))
    page.click("form button:has-text('Log in')")
    page.locator(".nhsuk-error-summary:focus").wait_for()
    page.click(".nhsuk-error-summary a >> nth=0")
    assert page.evaluate("document.activeElement.name") == "login"


def test_long_select_suggests_while_typing(open_page):
    page = open_page("/catalogue/")
    box = page.locator("input#id_employer")
    box.fill("hospitals 17")
    page.locator("#id_employer__listbox li >> nth=0").click()
    expect(box).to_have_value("Example Hospitals 17 NHS Trust")
    expect(page.locator("select#id_employer-select")).to_have_value("17")


def test_long_select_stays_a_select_without_script(open_page):
    page = open_page("/catalogue/", js=False)
    page.select_option("select#id_employer", "17")
    assert page.locator("[data-select-all]").is_hidden()
    assert page.locator("#id_which_role").is_hidden()
    page.check("#id_stage-2")
    expect(page.locator("#id_which_role")).to_be_visible()


def test_one_box_selects_the_page(open_page):
    page = open_page("/catalogue/")
    page.check("[data-select-all]")
    expect(page.locator("[data-selected-count]")).to_have_text("2")
    page.uncheck("input[name=chosen] >> nth=0")
    expect(page.locator("[data-selected-count]")).to_have_text("1")
    assert page.evaluate("document.querySelector('[data-select-all]').indeterminate")


def test_filters_fold_away_on_a_phone_but_for_those_that_are_chosen(open_page):
    page = open_page("/catalogue/?q=leeds", size=PHONE)
    assert page.locator("#filter_q").is_hidden()
    assert page.get_by_role("link", name="Remove filter:").is_visible()
    assert open_page("/catalogue/").locator("#filter_q").is_visible()


def test_neutral_theme_has_no_nhs_mark(open_page, accessible, settings):
    settings.THEME = "neutral"
    page = open_page("/help/")
    assert page.locator(".nhsuk-header__logo").count() == 0
    accessible(page)


@pytest.fixture
def waiting_page(open_page, clinician):
    """A page of somebody logged in, whose clock the test moves."""
    page = open_page("/help/", user=clinician)
    page.clock.install()
    page.goto(reverse("account_change_password"))
    page.wait_for_load_state("networkidle")
    return page


def test_end_of_session_is_announced_and_can_be_put_off(waiting_page):
    page, warning = waiting_page, waiting_page.locator("[data-session-warning]")
    page.clock.run_for("24:59")
    assert warning.is_hidden()
    page.clock.run_for("00:02")
    expect(warning).to_be_visible()
    page.click("[data-stay]")
    warning.wait_for(state="hidden")


def test_ended_session_keeps_what_was_typed(waiting_page):
    waiting_page.fill("#id_oldpassword", "typed")
    waiting_page.clock.run_for("30:10")
    expect(waiting_page.locator("[data-after]")).to_be_visible()
    waiting_page.click("[data-close]")
    assert waiting_page.input_value("#id_oldpassword") == "typed"


def test_what_was_typed_is_there_again_after_a_server_error(open_page, clinician, monkeypatch):
    """As the page of the error says: going back shows it, though the page itself is kept nowhere."""
    typed = "My first post began in 2019, and not in 2009. " * 5
    page = open_page(reverse("own-rights-ask"), user=clinician)
    page.locator("main textarea").fill(typed)
    page.locator("main [type=radio]").first.check()
    monkeypatch.setattr("profiles.views.rights.rights.ask", lambda **_said: 1 / 0)
    page.locator("main button[type=submit]").click()
    page.get_by_role("heading", name="Sorry, there is a problem with the service").wait_for()
    page.get_by_text("What you typed is still in your browser").wait_for()
    page.go_back()
    expect(page.locator("main textarea")).to_have_value(typed)
    expect(page.locator("main [type=radio]").first).to_be_checked()

"""The career pages as people meet them: at a desk and on a phone, by axe's rules, without sideways scrolling."""

import pytest

from pathways import reference
from tests.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def facts(transactional_db):
    reference.load()


def test_a_phone_gets_the_list_in_place_of_the_drawing(open_page):
    page = open_page("/pathways/nursing/?view=diagram", size=PHONE)
    assert not page.locator("svg.app-map__drawing").is_visible()
    assert page.get_by_role("link", name="Chief nurse", exact=True).is_visible()


def test_printing_shows_the_drawing_and_then_the_table(open_page):
    page = open_page("/pathways/nursing/?view=diagram")
    assert not page.locator(".app-map-table").is_visible()
    page.emulate_media(media="print")
    assert page.locator("svg.app-map__drawing").is_visible()
    assert page.locator(".app-map-table").is_visible()
    assert not page.locator(".app-map-list").is_visible()


def test_forced_colours_keep_boxes_and_lines(open_page):
    page = open_page("/pathways/nursing/?view=diagram")
    page.emulate_media(forced_colors="active")
    strokes = page.locator(".app-map__line").evaluate_all("lines => lines.map(line => getComputedStyle(line).stroke)")
    fills = page.locator(".app-map__box").evaluate_all("boxes => boxes.map(box => getComputedStyle(box).fill)")
    assert set(strokes).isdisjoint(fills)


def test_a_route_can_be_asked_for_without_scripts(open_page):
    page = open_page("/pathways/nursing/", js=False)
    page.get_by_label("Where are you now?").select_option(label="Ward manager")
    page.get_by_label("Where would you like to go?").select_option(label="Chief nurse")
    page.get_by_role("button", name="Show my route").click()
    page.get_by_text("From Ward manager to Chief nurse in 4 moves").wait_for()

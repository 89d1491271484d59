"""What the walks of pages rely on: colours are looked at in every place once, and nowhere twice."""

import pytest
from playwright.sync_api import Browser

from tests.browser import violations

pytestmark = pytest.mark.browser
PAGE = """<html lang="en"><head><title>A page</title><style>.pale {{ color: #ccc }}</style></head>
<body><main><h1>Heading</h1><p>Words</p>{more}</main></body></html>"""


def test_colours_are_looked_at_in_each_place_once(chromium: Browser):
    context = chromium.new_context(viewport={"width": 1111, "height": 900})
    page = context.new_page()

    def found(more: str) -> bool:
        page.set_content(PAGE.format(more=more))
        return any(words.startswith("color-contrast") for words in violations(page))

    assert not found("")
    assert not found('<div class="one" hidden><p class="pale">Pale</p></div>')
    assert found('<div class="one"><p class="pale">Pale</p></div>')
    assert not found('<div class="one"><p class="pale">Pale</p></div>')
    assert found('<div class="other"><p class="pale">Pale</p></div>')
    context.close()


def test_all_else_is_looked_at_each_time(chromium: Browser):
    context = chromium.new_context(viewport={"width": 1111, "height": 900})
    page = context.new_page()
    for _turn in range(2):
        page.set_content(PAGE.format(more='<input class="nameless">'))
        assert any(words.startswith("label") for words in violations(page))
    context.close()

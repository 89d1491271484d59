"""Lists of facts: in pages by key, by words, and what is to check first; many rows cost as many questions as few."""

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from pathways.models import BankHoliday, Programme, Wording
from pathways.presenters.content_list import SIZE
from tests.factories.pathways import ContentChangeFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/content/wording/"


def wordings(many, start=0):
    made = [
        Wording(english=f"Word {n:03}", welsh=f"Gair {n:03}", source="A translator") for n in range(start, start + many)
    ]
    return Wording.objects.bulk_create(made)


def shown(body):
    return re.findall(r'<li class="app-rule"><a href="/content/\w[\w-]*/\d+/">([^<]+)</a>', body)


def page(client, address):
    body = html.unescape(client.get(address).content.decode())
    links = dict(re.findall(r'href="(\?[^"]+)" rel="(prev|next)"', body))
    return shown(body), {rel: href for href, rel in links.items()}, body


def test_every_row_is_on_one_page_and_the_pages_turn_both_ways(editor):
    wordings(2 * SIZE + 7)
    pages, address = [], ADDRESS
    while address:
        rows, links, body = page(editor, address)
        pages.append(rows)
        address = f"{ADDRESS}{links['next']}" if "next" in links else ""
        assert f"{2 * SIZE + 7} facts" in body
    assert [len(rows) for rows in pages] == [SIZE, SIZE, 7]
    assert len({row for rows in pages for row in rows}) == 2 * SIZE + 7
    back, more, _body = page(editor, f"{ADDRESS}{links['prev']}")
    assert back == pages[1]
    first, last, _body = page(editor, f"{ADDRESS}{more['prev']}")
    assert (first, "prev" in last) == (pages[0], False)


def test_words_are_found_wherever_a_row_says_them_and_in_any_order(editor):
    wordings(3)
    Wording.objects.filter(english="Word 001").update(source="The Royal Mint")
    assert page(editor, f"{ADDRESS}?q=mint+GAIR")[0] == ["Word 001"]
    assert page(editor, f"{ADDRESS}?q=nothing+like+it")[0] == []
    _rows, _links, body = page(editor, f"{ADDRESS}?q=word")
    assert "?show=due&q=word" in body


def test_who_checks_one_page_of_what_is_to_check_misses_none_on_the_next(editor):
    """Rows that were checked meanwhile are gone from the list, and the next page still begins where this one ended."""
    made = wordings(SIZE + 10)
    long_ago = localdate() - timedelta(days=700)
    Wording.objects.filter(pk=made[0].pk).update(is_verified=True, checked_on=long_ago)
    rows, links, _body = page(editor, f"{ADDRESS}?show=due")
    assert rows == [f"Word {n:03}" for n in range(1, SIZE + 1)], "nobody ever checked these"
    Wording.objects.filter(english__in=rows).update(is_verified=True, checked_on=localdate())
    rows, _links, _body = page(editor, f"{ADDRESS}{links['next']}")
    assert rows == [*(f"Word {n:03}" for n in range(SIZE + 1, SIZE + 10)), "Word 000"]


@pytest.mark.parametrize(
    "key", ["after=x", "after=1.2.3.4", "after=-1", "before=9.x", "after=0.99999999999999999999999"]
)
@pytest.mark.parametrize("show", ["", "show=due&"])
def test_a_mangled_place_leads_somewhere(editor, key, show):
    wordings(2)
    assert editor.get(f"{ADDRESS}?{show}{key}").status_code == 200


@pytest.mark.parametrize("more", ["", "?show=due", "?q=course"])
def test_a_page_asks_as_often_for_many_rows_as_for_few(editor, more):
    asked = []
    editor.get("/content/")
    for start, many in ((0, 2), (2, SIZE + 20)):
        for number in range(start, start + many):
            ProgrammeFactory(code=f"course-{number}", name=f"Course {number}")
        with CaptureQueriesContext(connection) as questions:
            rows = page(editor, f"/content/programme/{more}")[0]
        asked.append(len(questions))
    assert (Programme.objects.count(), len(rows)) == (SIZE + 22, SIZE)
    assert asked[0] == asked[1]


def test_what_waits_is_in_pages_too(editor):
    ContentChangeFactory.create_batch(SIZE + 2, batch=None)
    body = editor.get("/content/").content.decode()
    assert body.count('href="/content/changes/') == SIZE
    assert editor.get("/content/?page=2").content.decode().count('href="/content/changes/') == 2


def test_loose_ends_are_in_pages(editor):
    for n in range(SIZE + 1):
        ProgrammeFactory(code=f"course-{n}", link="http://no-lock.example")
    body = editor.get("/content/problems/").content.decode()
    assert f"{SIZE + 1} things to mend" in body
    assert body.count('href="/content/programme/') == SIZE


def test_an_empty_list_says_so(editor):
    assert "Nothing here." in page(editor, "/content/bank-holiday/?show=due")[2]
    assert not BankHoliday.objects.exists()

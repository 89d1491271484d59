import datetime

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override

from talent_register.common.filters import chips
from talent_register.common.templatetags.components import when


def render(source, path="/people/", **context):
    request = RequestFactory().get(path)
    return engines["django"].from_string(source).render(context, request)


class Filters(forms.Form):
    q = forms.CharField(label="search", required=False)
    profession = forms.MultipleChoiceField(
        choices=[("Nursing", [("n", "Nurse")]), ("d", "Doctor")], required=False, widget=forms.CheckboxSelectMultiple
    )


def test_tag_escapes_and_has_words():
    assert render("{% tag text 'green' %}", text="<Met>") == (
        '<strong class="nhsuk-tag nhsuk-tag--green">&lt;Met&gt;</strong>'
    )


def test_summary_list_says_what_is_missing_and_links_to_change():
    page = render(
        "{% summary_list rows %}", rows=[{"key": "Role", "value": "", "href": "/me/"}, {"key": "N", "value": 0}]
    )
    assert "Not provided" in page
    assert 'Change<span class="nhsuk-u-visually-hidden"> Role</span>' in page
    assert ">0" in "".join(page.split())


def test_pagination_keeps_filters_and_marks_the_page():
    page = Paginator(range(500), 25).page(3)
    found = render("{% pagination page %}", path="/people/?q=leeds&page=3", page=page)
    assert 'href="?q=leeds&amp;page=4"' in found
    assert 'aria-label="Page 3" aria-current="page"' in found
    assert "nhsuk-pagination__item--ellipsis" in found


def test_single_page_has_no_pagination():
    assert render("{% pagination page %}", page=Paginator([1], 25).page(1)).strip() == ""


def test_keyset_pagination_shows_only_what_there_is():
    found = render("{% keyset_pagination next='abc' %}", path="/audit/?who=x&after=old")
    assert 'href="?who=x&amp;after=abc"' in found
    assert 'rel="prev"' not in found


def test_chip_removes_only_its_own_filter():
    query = QueryDict("profession=n&profession=d&q=leeds&page=4&other=1")
    found = chips(Filters(query), query)
    assert [chip["words"] for chip in found] == ["leeds", "Nurse", "Doctor"]
    assert found[1]["href"] == "?profession=d&q=leeds&other=1"
    assert found[0]["label"] == "Search"


def test_filter_card_is_a_get_form_that_can_be_cleared():
    found = render("{% filter_card form %}", path="/people/?profession=n", form=Filters(QueryDict("profession=n")))
    assert 'method="get"' in found
    assert '<a href="/people/">Clear filters</a>' in found
    assert found.count("Apply filters") == 2
    assert "nhsuk-checkboxes--small" in found


def test_sub_navigation_marks_the_part_being_read():
    entries = [{"words": "Overview", "href": "/people/"}, {"words": "Plan", "href": "/people/plan/"}]
    found = render('{% sub_navigation entries "Person" %}', entries=entries)
    assert found.count("aria-current") == 1
    assert '<a href="/people/" aria-current="page">' in found


@pytest.mark.parametrize(
    ("moment", "language", "words"),
    [
        (datetime.date(2026, 8, 6), "en-gb", "6 August 2026"),
        (datetime.date(2026, 8, 6), "cy", "6 Awst 2026"),
        (datetime.datetime(2026, 8, 6, 16, 30, tzinfo=datetime.UTC), "en-gb", "6 August 2026, 5:30pm"),
        ("last spring", "en-gb", "last spring"),
        (None, "en-gb", ""),
    ],
)
def test_when(moment, language, words):
    with override(language):
        assert when(moment) == words


def test_template_date_is_written_in_full():
    assert render("{{ day|date }}", day=datetime.date(2026, 8, 6)) == "6 August 2026"


def test_timeline_says_when_and_by_whom():
    items = [{"title": "Registered", "at": datetime.date(2026, 8, 6), "by": "Ada"}]
    assert "6 August 2026, by Ada" in " ".join(render("{% timeline items %}", items=items).split())


def test_person_header_has_at_most_two_actions():
    actions = [{"words": str(number), "href": "/"} for number in range(3)]
    tags = [{"text": "Registered", "colour": "green"}]
    found = render("{% person_header 'Ada' tags=tags actions=actions %}", tags=tags, actions=actions)
    assert found.count("nhsuk-button--small") == 2
    assert "nhsuk-tag--green" in found


def test_count_card_link_makes_sense_alone():
    found = render("{% count_card 14 'people ready now' '/x/' %}")
    assert '<a href="/x/"><span class="nhsuk-u-visually-hidden">14 </span>people ready now</a>' in found


def test_progress_is_words_too():
    found = render("{% progress 1160 20000 'Importing: 1,160 of 20,000' %}")
    assert '<progress id="progress-bar" max="20000" value="1160">' in found
    assert "Importing: 1,160 of 20,000" in found


def test_compare_says_differences_in_words():
    rows = [{"label": "Grade", "left": "ST5", "right": "ST6"}, {"label": "Region", "left": "SW", "right": "SW"}]
    found = render('{% compare_table rows "Row 118" "On the register" "In your file" %}', rows=rows)
    assert found.count("Different") == 1


def test_boxes_name_their_row():
    found = render('{% select_all "Select all people on this page" %}{% select_row "K7" "Select Ada" %}')
    assert "data-select-all" in found
    assert 'value="K7" aria-label="Select Ada"' in found


def test_task_list_completed_is_plain_text():
    tasks = [
        {"words": "Role", "href": "/", "status": "Completed"},
        {"words": "Plan", "href": "/", "status": "Not yet started", "colour": "blue"},
    ]
    found = render("{% task_list tasks %}", tasks=tasks)
    assert found.count('<strong class="nhsuk-tag') == 1


def test_block_puts_page_into_a_component():
    found = render('{% nhs_block "details" summaryText="Why we ask" %}<p>{{ why }}</p>{% endnhs_block %}', why="<b>")
    assert "<details" in found
    assert "<p>&lt;b&gt;</p>" in found

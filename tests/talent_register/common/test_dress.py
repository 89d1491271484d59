import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override

from talent_register.common import navigation
from talent_register.common.languages import same_page


class Name(forms.Form):
    name = forms.CharField(label="Name", error_messages={"required": "Enter your name"})

    def clean(self):
        raise forms.ValidationError("Nothing fits")


def render(source, path="/", **context):
    request = RequestFactory().get(path)
    return engines["django"].from_string(source).render(context, request)


def test_bridge_renders_an_official_component():
    page = render('{% nhs "button" text=words variant="secondary" %}', words="<Continue>")
    assert 'class="nhsuk-button nhsuk-button--secondary"' in page
    assert "&lt;Continue&gt;" in page


def test_words_in_a_template_are_words_and_shown_once():
    page = render('{% nhs "warning-callout" heading="R & D changed" text="Look" %}')
    assert page.count("R &amp; D changed") == 1


def test_bridge_reaches_inner_options():
    assert "<h1" in render('{% nhs "panel" heading__text="Done" heading__level=1 %}')


def test_error_summary_links_each_mistake_to_its_field():
    page = render("{% error_summary form %}", form=Name({}))
    assert '<a href="#id_name">Enter your name</a>' in page
    assert '<a href="#id_name">Nothing fits</a>' in page


@pytest.mark.parametrize("form", [Name(), Name({})])
def test_title_says_error_only_after_a_mistake(form):
    expected = "Error: " if form.is_bound else ""
    assert render("{% title_prefix %}", form=form) == expected


def test_page_without_form_has_no_prefix():
    assert render("{% title_prefix %}") == ""


def test_error_summary_of_an_unsent_form_is_nothing():
    assert render("{% error_summary form %}", form=Name()).strip() == ""


def test_menu_leaves_out_pages_that_are_not_installed():
    entries = (navigation.Entry("no-such-page", "Nowhere"), navigation.Entry("help", "Log in"))
    assert [link["words"] for link in navigation.links(entries, {}, "/")] == ["Log in"]


def test_menu_leaves_out_what_may_not_be_done():
    entries = (navigation.Entry("help", "Log in", "staff_home"),)
    assert navigation.links(entries, {"staff_home": False}, "/") == []
    assert navigation.links(entries, {"staff_home": True}, "/") != []


def test_menu_marks_where_the_reader_is():
    entry = (navigation.Entry("help", "Log in"),)
    assert navigation.links(entry, {}, "/help/")[0]["current"] == "page"
    assert navigation.links(entry, {}, "/help/more/")[0]["current"] == "true"
    assert navigation.links(entry, {}, "/")[0]["current"] == ""


@pytest.mark.parametrize(
    ("path", "code", "other"),
    [
        ("/help/", "cy", "/cy/help/"),
        ("/cy/help/", "en-gb", "/help/"),
        ("/no/such/page/", "cy", "/cy/no/such/page/"),
        ("/cy/no/such/page/", "en-gb", "/no/such/page/"),
    ],
)
def test_language_toggle_keeps_the_page(path, code, other):
    with override("cy" if path.startswith("/cy/") else "en-gb"):
        assert same_page(path, code) == other


def test_language_toggle_keeps_the_question():
    page = render("{% language_toggle %}", path="/help/?q=a&page=2")
    assert 'href="/cy/help/?q=a&amp;page=2"' in page
    assert 'lang="cy"' in page
    assert "Cymraeg" in page


@pytest.mark.parametrize(("levels", "title"), [((25, 25), "Success"), ((25, 20), "Important")])
def test_messages_share_one_banner(levels, title):
    found = [Message(level, f"Message {number}") for number, level in enumerate(levels)]
    page = render("{% message_banner %}", messages=found)
    assert page.count('class="nhsuk-notification-banner ') + page.count('class="nhsuk-notification-banner"') == 1
    assert title in page
    assert "Message 0" in page
    assert "Message 1" in page

import datetime

import pytest
from django import forms

from talent_register.common.forms import CheckboxesField, DateField, MonthField, RadiosField, dressed


class Everything(forms.Form):
    name = forms.CharField(label="Full name", help_text="As you want it <shown>", max_length=20)
    story = forms.CharField(label="Story", widget=forms.Textarea, max_length=500)
    notes = forms.CharField(label="Notes", widget=forms.Textarea, required=False)
    secret = forms.CharField(
        label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), required=False
    )
    years = forms.IntegerField(label="Years", min_value=1)
    region = forms.ChoiceField(label="Region", choices=[("", "---------"), ("sw", "South West")])
    stage = RadiosField(
        label="Stage",
        choices=[("Groups", [("a", "A & B"), ("b", "B")]), ("c", "C")],
        hints={"a": "The first"},
        dividers={"c": "or"},
        reveals={"c": "why"},
    )
    why = forms.CharField(label="Why", required=False)
    ways = CheckboxesField(label="Ways", choices=[("x", "X"), ("y", "Y")])
    agree = forms.BooleanField(label="I agree")
    start = DateField(label="Start date")
    ended = MonthField(label="End month", required=False)
    upload = forms.FileField(label="List")
    grouped = forms.ChoiceField(label="Grouped", choices=[("North", [("n", "Leeds")])])


def html(name, data=None, **options):
    form = Everything(data)
    return form[name].dressed(**options) if options else form[name].as_field_group()


def test_text_input_has_label_hint_and_escapes():
    page = html("name")
    assert '<label class="nhsuk-label nhsuk-label--s" for="id_name">' in page
    assert "As you want it &lt;shown&gt;" in page
    assert 'aria-describedby="id_name-hint"' in page
    assert "required" not in page
    assert "maxlength" not in page


def test_mistake_is_described_and_the_typed_text_kept():
    page = html("name", {"name": "x" * 30})
    assert 'value="' + "x" * 30 in page
    assert 'aria-describedby="id_name-hint id_name-error"' in page
    assert "nhsuk-form-group--error" in page


def test_label_can_be_the_page_heading():
    page = html("name", heading=True, caption="Register")
    assert '<h1 class="nhsuk-label-wrapper">' in page
    assert "nhsuk-label--l" in page
    assert "Register" in page


def test_long_text_counts_characters_and_unlimited_text_does_not():
    assert 'data-maxlength="500"' in html("story")
    assert "You can enter up to 500 characters" in html("story")
    assert "nhsuk-character-count" not in html("notes")


def test_password_can_be_shown_and_named_for_password_managers():
    page = html("secret", {"secret": "kept-out-of-html"})
    assert 'data-module="nhsuk-password-input"' in page
    assert page.count("autocomplete=") == 1
    assert 'autocomplete="new-password"' in page
    assert "kept-out-of-html" not in page


def test_whole_number_is_typed_as_text():
    page = html("years", {"years": "many"})
    assert 'type="text"' in page
    assert 'inputmode="numeric"' in page
    assert 'value="many"' in page


def test_select_starts_with_an_instruction():
    page = html("region")
    assert "Choose one" in page
    assert '<option value="sw">South West</option>' in page
    assert '<option value="sw" selected>' in html("region", {"region": "sw"})


def test_radios_choose_nothing_beforehand():
    page = html("stage")
    assert "checked" not in page
    assert page.count('type="radio"') == 3


def test_radios_carry_groups_hints_dividers_and_revealed_fields():
    page = html("stage")
    assert '<strong class="app-choice-group">Groups</strong>' in page
    assert "A &amp; B" in page
    assert 'aria-describedby="id_stage-item-hint"' in page
    assert '<div class="nhsuk-radios__divider">or</div>' in page
    assert 'name="why"' in page


def test_chosen_radio_stays_chosen():
    assert 'value="b" checked' in html("stage", {"stage": "b"})


def test_checkboxes_keep_several():
    page = html("ways", {"ways": ["x", "y"]})
    assert page.count('type="checkbox"') == page.count("checked") == 2


def test_single_checkbox_needs_no_legend():
    page = html("agree")
    assert "<legend" not in page
    assert 'id="id_agree"' in page


def test_date_has_three_boxes_with_what_was_typed():
    page = html("start", {"start_day": "31", "start_month": "Feb", "start_year": "2026"})
    for part, typed in (("day", "31"), ("month", "Feb"), ("year", "2026")):
        assert f'id="id_start-{part}" name="start_{part}"' in page
        assert f'value="{typed}"' in page
    assert "Start date must be a real date" in page


def test_month_has_two_boxes():
    page = html("ended")
    assert "ended_day" not in page
    assert "ended_month" in page


def test_date_shows_the_date_it_starts_with():
    form = Everything(initial={"start": datetime.date(2026, 8, 6)})
    assert 'value="2026"' in form["start"].as_field_group()


def test_upload_and_grouped_select():
    assert 'type="file"' in html("upload")
    page = html("grouped")
    assert '<optgroup label="North">' in page
    assert 'class="nhsuk-select"' in page


def test_options_reach_the_component():
    form = type("Pay", (forms.Form,), {"pay": dressed(forms.CharField(), prefix="£")})()
    assert "£" in form["pay"].as_field_group()


def test_hidden_field_stays_bare():
    form = type("Token", (forms.Form,), {"token": forms.CharField(widget=forms.HiddenInput)})()
    assert form["token"].as_field_group().startswith("<input")


@pytest.mark.parametrize(
    ("name", "anchor"), [("name", "id_name"), ("stage", "id_stage"), ("start", "id_start-day"), ("ways", "id_ways")]
)
def test_error_links_lead_to_the_first_control(name, anchor):
    form = Everything({})
    assert form[name].anchor == anchor
    assert f'id="{anchor}"' in form[name].as_field_group()

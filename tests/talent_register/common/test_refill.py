"""What was typed goes back into the form it came from, and nothing else of the page changes."""

from talent_register.common.refill import refill

PAGE = """<!DOCTYPE html><p title="a &amp; b">Text &amp; more</p>
<form method="post" action="/other/"><input name="words" value="x"></form>
<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="fresh">
<input type="hidden" name="seen" value="new"><input name="words" value="">
<textarea name="note" rows="5">
Old &lt;text&gt;</textarea>
<input type="radio" name="one" value="a" checked><input type="radio" name="one" value="b">
<input type="checkbox" name="some" value="a"><input type="checkbox" name="some" value="b" checked>
<select name="of"><option value="">None</option><option value="x" selected>X</option><option value="y">Y</option>
</select><input type="password" name="secret"><button name="do" value="save">Save</button></form>
<form method="post"><input name="words"><button name="do" value="send">Send</button></form>
"""
KEPT = {"words": ['a "b" <c>'], "note": ["line & <b>"], "one": ["b"], "some": ["a"], "of": ["y"], "do": ["save"]}
KEPT |= {"seen": ["old"], "secret": ["no"], "csrfmiddlewaretoken": ["stale"]}


def filled(kept):
    return refill(PAGE, page="/here/", path="/here/", kept=kept, note="<p>Kept.</p>")


def test_every_kind_of_field_is_filled_and_nothing_else_changes():
    changed = [line for line in filled(KEPT).splitlines() if line not in PAGE.splitlines()]
    assert changed == [
        '<p>Kept.</p><form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="fresh">',
        '<input type="hidden" name="seen" value="old"><input name="words" value="a &quot;b&quot; &lt;c&gt;">',
        "line &amp; &lt;b&gt;</textarea>",
        '<input type="radio" name="one" value="a"><input type="radio" name="one" value="b" checked>',
        '<input type="checkbox" name="some" value="a" checked><input type="checkbox" name="some" value="b">',
        '<select name="of"><option value="">None</option><option value="x">X</option>'
        '<option value="y" selected>Y</option>',
    ]


def test_the_button_that_was_pressed_tells_forms_apart():
    page = filled({"do": ["send"], "words": ["mine"]})
    assert page.count("Kept.") == 1
    assert PAGE.splitlines()[3] in page
    assert '<input name="words" value="mine"><button name="do" value="send">' in page


def test_a_page_without_the_form_stays_as_it_is():
    assert refill(PAGE, page="/here/", path="/gone/", kept=KEPT, note="") is None
    assert refill(PAGE, page="/here/", path="/here/", kept={"never": ["x"]}, note="") is None

"""Each letter can be previewed, and says all it should in both languages."""

from pathlib import Path

import pytest

from talent_register.letters.actions.writing import compose
from talent_register.letters.examples import examples

FOLDER = Path(__file__).resolve().parents[2] / "templates/letters"
KINDS = sorted(path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.glob("*/*.txt"))
MISSING = "NOT GIVEN: %s"


def test_every_letter_has_an_example_and_every_example_a_letter():
    assert sorted(examples()) == KINDS, (
        "Give each templates/letters/<app>/<kind>.txt an example: add a dictionary of kind → context "
        "to your app and name it in settings.LETTER_EXAMPLES."
    )


@pytest.mark.parametrize("language", ["en-gb", "cy"])
def test_every_letter_says_all_it_should(language, settings):
    template = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**template, "OPTIONS": {**template["OPTIONS"], "string_if_invalid": MISSING}}]
    for kind, context in examples().items():
        subject, body = compose(kind, context, language)
        assert "NOT GIVEN" not in subject + body, f"{kind}: {subject}\n{body}"
        assert subject, f"{kind}: the first line is the subject"
        assert body.strip(), f"{kind}: it says nothing"

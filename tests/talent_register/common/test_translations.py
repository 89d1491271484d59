import io
import json

import pytest
from django.core.management import call_command
from django.test import Client

from talent_register.common import translations


def test_compiled_catalogue_is_that_of_the_source():
    compiled = translations.catalogue("cy").with_suffix(".mo")
    assert compiled.read_bytes() == translations.compiled("cy"), "Run manage.py compile_translations"


def test_placeholders_survive_translation():
    messages = translations._read("cy")
    assert [(m.id, error) for m in messages for error in m.check(messages)] == []


@pytest.mark.django_db
def test_page_speaks_welsh_and_says_so():
    page = Client().get("/cy/cookies/").content.decode()
    assert '<html lang="cy">' in page
    assert "Neidio i'r prif gynnwys" in page
    assert "Allgofnodi" not in page
    assert "Mewngofnodi" in page
    assert '<a class="nhsuk-header__account-link" href="/cookies/" hreflang="en" lang="en"' in page


@pytest.mark.django_db
def test_browser_language_does_not_change_the_address():
    page = Client().get("/cookies/", headers={"accept-language": "cy"}).content.decode()
    assert '<html lang="en-GB">' in page


def test_gaps_are_listed_as_text_and_as_data(monkeypatch):
    found = translations.Gaps(3, ["Deadline"], ["Home"])
    monkeypatch.setattr(translations, "gaps", lambda language: found)
    text, data = io.StringIO(), io.StringIO()
    for flags, out in (([], text), (["--json"], data)):
        with pytest.raises(SystemExit) as stop:
            call_command("check_translations", *flags, stdout=out)
        assert stop.value.code == 1
    assert "2 of 3 translated, 1 of them not checked" in text.getvalue()
    assert "Not translated: Deadline" in text.getvalue()
    assert json.loads(data.getvalue()) == {"total": 3, "untranslated": ["Deadline"], "unreviewed": ["Home"]}


def test_complete_catalogue_is_no_error(monkeypatch):
    monkeypatch.setattr(translations, "gaps", lambda language: translations.Gaps(1, [], []))
    call_command("check_translations", stdout=io.StringIO())


def test_every_welsh_entry_waits_for_a_speaker():
    """Until a person has checked it, a translation says so; take the mark away with the check."""
    found = translations.gaps("cy")
    assert found.total > 500
    assert "Log in" in found.unreviewed


def test_compile_writes_beside_the_source(settings, tmp_path):
    folder = tmp_path / "cy" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_bytes(translations.catalogue("cy").read_bytes())
    expected = translations.compiled("cy")
    settings.LOCALE_PATHS, settings.BASE_DIR = [tmp_path], tmp_path
    call_command("compile_translations", stdout=io.StringIO())
    assert (folder / "django.mo").read_bytes() == expected


def test_guesses_count_as_missing(settings, tmp_path):
    folder = tmp_path / "cy" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text('#, fuzzy\nmsgid "Cohorts"\nmsgstr "Cwcis"\n\nmsgid "Home"\nmsgstr "Hafan"\n')
    settings.LOCALE_PATHS = [tmp_path]
    assert translations.gaps("cy").untranslated == ["Cohorts"]
    assert b"Cwcis" not in translations.compiled("cy")

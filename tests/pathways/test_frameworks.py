import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from pathways import reference
from pathways.models import Competency, Crosswalk, Framework, Level
from pathways.reference import frameworks
from pathways.reference.frameworks import DATA
from tests.factories.pathways import SelfAssessmentFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
FILE = """
framework: {code: lcf, version: '2027', name: LCF, publisher: P, status: CURRENT, permission: OWN_WORDS, source: s}
levels: [{code: one, name: One, rank: 1}]
competencies:
  - {code: a, kind: domain, title: New, wordings: {one: You do it.}}
  - {code: b, kind: element, title: Part, parent: a}
"""


def load(tmp_path, text=FILE, **options):
    path = tmp_path / "framework.yaml"
    path.write_text(text)
    call_command("load_framework", path, **options)


def test_all_that_ships_is_loaded_once():
    first, second = reference.load(), reference.load()
    assert sum(loaded.added for loaded in first) > 300
    assert not any(loaded.added or loaded.changed for loaded in second)


def test_the_announced_framework_ships_empty():
    reference.load()
    announced = Framework.objects.get(status=Framework.Status.ANNOUNCED)
    assert not announced.competencies.exists()
    body = Client().get(reverse("framework", args=[announced.code, announced.version])).content.decode()
    assert "It will be loaded here when it is published" in body


def test_nothing_is_held_without_permission():
    reference.load()
    assert not Competency.objects.filter(framework__permission__in=["TITLES", "ASK"]).exclude(summary="").exists()
    assert not Framework.objects.filter(permission_note="").exists()


def test_no_crosswalk_is_official_or_checked():
    reference.load()
    assert not Crosswalk.objects.filter(is_official=True).exists()
    assert not Crosswalk.objects.filter(is_verified=True).exists()


def test_people_answer_frameworks_with_levels_only():
    reference.load()
    asked = Framework.objects.for_self_assessment(date(2026, 11, 25))
    assert {framework.code for framework in asked} == {"register", "lcf", "hlm"}
    assert all(framework.levels.filter(rank__gt=0).exists() for framework in asked)


def test_a_new_version_leaves_the_old_one_alone(tmp_path):
    reference.load()
    load(tmp_path)
    assert Framework.objects.filter(code="lcf").count() == 2
    assert Competency.objects.get(code="b").parent.title == "New"
    assert Competency.objects.get(code="a").wordings == {"one": "You do it."}
    assert Competency.objects.filter(framework__code="lcf", framework__version="2024").count() == 6


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (FILE.replace("One", "''"), "Level 1: “name” is empty"),
        ("levels: []", "has no “framework”"),
        ("framework: {a: [", "cannot be read"),
        (FILE.replace("[{code: one, name: One, rank: 1}]", "[one]"), "needs names and values"),
    ],
)
def test_a_bad_file_changes_nothing(tmp_path, text, words):
    with pytest.raises(CommandError, match="Nothing was loaded") as refusal:
        load(tmp_path, text)
    assert words in str(refusal.value)
    assert not Framework.objects.exists()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match="there is no such file"):
        call_command("load_framework", tmp_path / "nothing.yaml")


def test_checking_changes_nothing(tmp_path, capsys):
    load(tmp_path, check=True)
    assert "Nothing is wrong" in capsys.readouterr().out
    assert not Level.objects.exists()


def test_the_shipped_folder_can_be_loaded_by_command(capsys):
    call_command("load_framework", DATA, json=True)
    assert json.loads(capsys.readouterr().out)["problems"] == []
    assert Framework.objects.count() == 12


def test_each_framework_has_a_page():
    reference.load()
    body = Client().get(reverse("framework-list")).content.decode()
    for framework in Framework.objects.all():
        address = reverse("framework", args=[framework.code, framework.version])
        assert address in body
        page = Client().get(address).content.decode()
        assert framework.permission_note in page
        assert framework.is_verified or "Not yet checked" in page


def test_how_frameworks_relate_is_marked_as_ours():
    reference.load()
    body = Client().get(reverse("framework", args=["register", "1"])).content.decode()
    assert "Related in Healthcare Leadership Model (our view):" in body
    assert "It is not an official mapping" in body


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries):
    reference.load()
    with django_assert_max_num_queries(10):
        Client().get(reverse("framework", args=["register", "1"]))


def test_words_that_people_answered_with_stay_and_a_new_version_is_the_way(tmp_path):
    load(tmp_path)
    answered = Framework.objects.get(code="lcf", version="2027")
    SelfAssessmentFactory(framework=answered)
    other = FILE.replace("name: One", "name: Two").replace("title: New", "title: Newer")
    with pytest.raises(CommandError) as refusal:
        load(tmp_path, other)
    assert "people have answered with “one”" in str(refusal.value)
    assert "people have answered with “a”" in str(refusal.value)
    frameworks.load_documents(frameworks.documents_in(tmp_path / "framework.yaml"))
    assert answered.levels.get().name == "One", "and what ships with a release changes them no more than a file"
    assert answered.competencies.get(code="a").title == "New"
    load(tmp_path, FILE.replace("source: s", "source: another"))
    answered.refresh_from_db()
    assert answered.source == "another"
    load(tmp_path, other.replace("2027", "2028"))
    assert Framework.objects.get(code="lcf", version="2028").levels.get().name == "Two"

"""Words of facts are English to what computes and speak the reader's language where they are shown."""

import json
import pickle

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.html import format_html

from pathways.models import Role, Wording
from profiles.models import Profession
from talent_register.common import wordings
from talent_register.common.design_system import component
from talent_register.common.wordings import END, START, Words, mark, plain
from tests.factories.tracking import RoleFactory


@pytest.fixture
def welsh(monkeypatch, settings):
    """A Welsh page is being made, and the Welsh of one word is known."""
    monkeypatch.setattr("pathways.wordings.welsh", lambda: {"Nurse": "Nyrs", "Osteopath": "Osteopath"})
    with translation.override("cy"), wordings.of_page():
        yield


@pytest.mark.usefixtures("welsh")
@pytest.mark.parametrize(
    "say",
    [
        str,
        lambda nurse: f"{nurse}",
        lambda nurse: "%s" % nurse,  # noqa: UP031
        lambda nurse: "%(who)s" % {"who": nurse},  # noqa: UP031
        lambda nurse: "{}".format(nurse),  # noqa: UP032
        lambda nurse: f"{Profession(name=nurse)}",
        lambda nurse: str(format_html("{}", nurse)),
        lambda nurse: Template("{{ nurse }}").render(Context({"nurse": nurse})),
        lambda nurse: Template("{{ nurse|lower|capfirst }}").render(Context({"nurse": nurse})),
        lambda nurse: component("tag", {"text": nurse}).partition(">")[2].partition("<")[0].strip(),
        lambda nurse: str(pickle.loads(pickle.dumps(nurse))),
    ],
)
def test_what_is_shown_is_welsh(say):
    assert say(Words("Nurse")) == "Nyrs"


@pytest.mark.usefixtures("welsh")
def test_what_computes_has_the_english():
    nurse = Words("Nurse")
    assert {nurse: 1}["Nurse"] == 1
    assert nurse.lower() == "nurse"
    assert json.dumps([nurse]) == '["Nurse"]'
    found = plain({nurse: [nurse]})
    assert found == {"Nurse": ["Nurse"]}
    assert f"{found['Nurse'][0]}" == "Nurse"


@pytest.mark.django_db
def test_english_is_stored_and_edited_on_a_welsh_page():
    Wording.objects.create(english="Chief nurse", welsh="Prif nyrs")
    role = Role.objects.get(pk=RoleFactory(title="Chief nurse").pk)
    with translation.override("cy"), wordings.of_page():
        assert f"{role.title}" == "Prif nyrs"
        role.save()
        assert role._meta.get_field("title").value_from_object(role).__class__ is str
    assert f"{Role.objects.get(pk=role.pk).title}" == "Chief nurse"


@pytest.mark.usefixtures("welsh")
def test_english_is_marked_on_a_welsh_page_and_nowhere_else():
    assert Words("RCP & <co>").__html__() == f"{START}RCP &amp; &lt;co&gt;{END}"
    assert Words("Osteopath").__html__() == "Osteopath", "the Welsh is the same word"
    assert Words("24/7").__html__() == "24/7"
    with translation.override("en-gb"):
        assert Words("Midwife").__html__() == "Midwife"


@pytest.mark.django_db
def test_nothing_is_marked_where_nobody_turns_the_marks():
    with translation.override("cy"):
        assert Words("Midwife").__html__() == "Midwife"


@pytest.mark.parametrize(
    ("html", "turned"),
    [
        ("<p>Gan [NHS]</p>", '<p>Gan <span lang="en">NHS</span></p>'),
        ('<a title="[NHS]">x</a>', '<a title="NHS">x</a>'),
        ("<option value=a>[NHS]</option>", '<option lang="en" value=a>NHS</option>'),
        ("<title>[NHS] – Cofrestr</title>", '<title lang="en">NHS – Cofrestr</title>'),
        ("<title>Rôl: [NHS] – Cofrestr</title>", "<title>Rôl: NHS – Cofrestr</title>"),
        ("<text><tspan>[NHS]</tspan></text>", '<text><tspan lang="en">NHS</tspan></text>'),
        ("<p>[NHS]</p>[RCP]", '<p><span lang="en">NHS</span></p><span lang="en">RCP</span>'),
    ],
)
def test_marks_become_the_language_of_an_element(html, turned):
    assert mark(html.replace("[", START).replace("]", END)) == turned


@pytest.mark.django_db
def test_a_changed_fact_loses_its_old_welsh(client, settings):
    role = RoleFactory(title="Chief nurse", slug="chief-nurse")
    wording = Wording.objects.create(english="Chief nurse", welsh="Prif nyrs")
    assert "Prif nyrs" in client.get("/cy/roles/chief-nurse/").content.decode()
    wording.welsh = "Y brif nyrs"
    wording.save()
    assert "Y brif nyrs" in client.get("/cy/roles/chief-nurse/").content.decode(), "at once, for strangers too"
    role.title = "Head of nursing"
    role.save()
    page = client.get("/cy/roles/chief-nurse/").content.decode()
    assert "brif nyrs" not in page
    assert '<span lang="en">Head of nursing</span>' in page
    assert "Head of nursing</h1>" in client.get("/roles/chief-nurse/").content.decode()

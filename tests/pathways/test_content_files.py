"""A register without facts is filled from the file of another, by two people, and says the same."""

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from pathways.actions import content, content_files
from pathways.content import in_order, kinds
from pathways.forms.content_file import Reading
from pathways.models import Competency, ContentChange, Framework, Level, Role, Wording
from pathways.rules.content import CannotPublish
from talent_register.audit.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.pathways import OpportunityFactory
from tests.factories.reference import load_facts

pytestmark = pytest.mark.django_db
MANY = {
    "wording",
    "outside-code",
    "requirement",
    "route",
    "pay-point",
    "specialty",
    "training-grade",
}  # of which 40 are enough, as no other fact names them
WORDING = {"source": "A translator", "valid_to": None, "english": "", "welsh": "Geiriau"}
SMALL = """
training-outcome: []
level:
  - {framework: new/1, code: one, name: One, rank: 1}
competency:
  - {framework: new/1, code: part, parent: new/1/whole, kind: element, title: Part, position: 2}
  - {framework: new/1, code: whole, kind: domain, title: Whole, position: 1, wordings: {one: You do it}}
framework:
  - {code: new, version: 1, name: New, publisher: P, status: CURRENT, permission: OPEN, source: s,
     checked: '2026-11-02 read', checked_on: 2026-11-02, checked_by: Ann, is_verified: true}
"""


def upload(client, text):
    sent = SimpleUploadedFile("facts.yaml", text if isinstance(text, bytes) else text.encode())
    answer = client.post("/content/import/", {"file": sent, "why": "From a file"}, follow=True)
    return answer.content.decode()


def file_of():
    return f"/content/files/{ContentChange.objects.first().batch}/"


def empty():
    for kind in reversed(in_order()):
        kind.model.objects.all().delete()


def test_each_kind_comes_after_those_that_it_names():
    order = [kind.name for kind in in_order()]
    assert sorted(order) == sorted(kinds())
    for first, then in (
        ("framework", "level"),
        ("level", "competency"),
        ("competency", "crosswalk"),
        ("competency", "requirement"),
        ("role", "route"),
        ("programme", "pathway-step"),
        ("out-of-programme-kind", "programme"),
        ("programme", "opportunity"),
    ):
        assert order.index(first) < order.index(then)


@pytest.mark.slow
def test_an_empty_register_is_filled_from_the_file_of_another(editor, second):
    load_facts()
    OpportunityFactory(summary="Shadow a board.\n\nTwo days.", families=["nursing"])
    for kind in in_order():
        if kind.name in MANY:
            kind.model.objects.filter(pk__in=kind.model.objects.values_list("pk", flat=True)[40:]).delete()
    told = editor.get("/content/export.yaml").content
    assert "framework: register/1\n" in told.decode()
    empty()
    page = upload(editor, told)
    assert "changes sent to a second person" in page
    assert "Another editor must publish this" in page
    page = second.post(file_of(), follow=True).content.decode()
    assert f"Published {ContentChange.objects.count()} changes" in page
    assert editor.get("/content/export.yaml").content == told


def test_rows_of_one_file_may_name_each_other_in_any_order(editor, second):
    assert "4 changes sent to a second person" in upload(editor, SMALL)
    second.post(file_of())
    framework = Framework.objects.get(code="new")
    assert Competency.objects.get(code="part").parent == Competency.objects.get(framework=framework, code="whole")
    assert Level.objects.get(framework=framework).name == "One"
    assert (framework.is_verified, framework.checked_by, framework.checked) == (True, "Ann", "2026-11-02 read")
    assert not Level.objects.get(framework=framework).is_verified


def test_marks_of_a_file_show_on_the_change_and_never_renew_an_old_fact(editor, second):
    upload(editor, SMALL)
    change = ContentChange.objects.get(kind="framework")
    page = second.get(f"/content/changes/{change.uuid}/").content.decode()
    assert "The file says when this was checked, and by whom" in page
    assert "2026-11-02 read" in page
    second.post(file_of())
    level = Level.objects.get()
    marks = {"checked": "2026-11-02", "checked_on": "2026-11-02", "is_verified": True, "source": "s"}
    upload(editor, yaml.safe_dump({"level": [{"framework": "new/1", "code": "one", "name": "First", **marks}]}))
    second.post(f"/content/changes/{ContentChange.objects.waiting().get().uuid}/", {"publish": "1"})
    level.refresh_from_db()
    assert (level.name, level.is_verified, level.checked) == ("First", False, "edited, source not read")


def test_a_change_that_names_what_is_not_published_waits_for_it(editor, second):
    upload(editor, SMALL)
    change = ContentChange.objects.get(kind="level")
    page = second.post(f"/content/changes/{change.uuid}/", {"publish": "1"}, follow=True).content.decode()
    assert "It names something that is not published yet. Publish that first." in page
    assert not Level.objects.exists()


def test_a_file_is_published_whole_or_not_at_all(editor, second):
    upload(editor, SMALL)
    change = ContentChange.objects.get(kind="competency", title="new/1/part")
    change.after |= {"title": ""}
    change.save()
    page = second.post(file_of(), follow=True).content.decode()
    assert "new/1/part: " in page
    assert not Framework.objects.exists()
    assert ContentChange.objects.waiting().count() == 4


def test_nobody_publishes_a_file_of_their_own(editor):
    upload(editor, SMALL)
    page = editor.post(file_of(), follow=True).content.decode()
    assert "You wrote this change. Another editor must publish it." in page
    assert not Framework.objects.exists()


def test_a_file_is_sent_back_whole(editor, second):
    upload(editor, SMALL)
    assert "changes from a file" in second.get("/content/").content.decode()
    assert "send it back" in second.post(file_of(), {"send_back": "1"}).content.decode()
    second.post(file_of(), {"send_back": "1", "note": "Not ours"})
    assert not ContentChange.objects.open().exists()
    assert "Nothing waits for a second person" in editor.get("/content/").content.decode()


def test_a_row_that_names_nothing_is_told(editor):
    page = upload(editor, SMALL.replace("framework: new/1, code: one", "framework: new/2, code: one"))
    assert "level, 1, framework: Select a valid choice" in page
    assert not ContentChange.objects.exists()


def test_two_versions_of_a_framework_are_told_apart(editor, second):
    upload(editor, SMALL)
    second.post(file_of())
    upload(editor, SMALL.replace("new/1", "new/2").replace("version: 1", "version: 2"))
    second.post(f"/content/files/{ContentChange.objects.waiting().first().batch}/")
    assert [level.framework.version for level in Level.objects.order_by("pk")] == ["1", "2"]
    assert "new/2" in editor.get("/content/export.yaml").content.decode()


CHANGED = {"requirement": "words", "pathway-step": "entry_condition", "role": "purpose", "crosswalk": "basis"}


def changed(count):
    """So many rows of each kind as a file says them with other words, and as many requirements that are new."""
    content = {
        name: [{**kinds()[name].values(row), column: "In other words"} for row in kinds()[name].rows()[:count]]
        for name, column in CHANGED.items()
    }
    content["requirement"] += [{**row, "code": f"new-{n}"} for n, row in enumerate(content["requirement"])]
    return content


def read(content):
    with CaptureQueriesContext(connection) as asked:
        reading = Reading()
        reading.all_of(content)
    return reading, len(asked)


def test_a_file_is_checked_with_as_many_questions_whatever_its_length():
    load_facts()
    few, asked_for_few = read(changed(2))
    many, asked_for_many = read(changed(12))
    assert [reading.problems for reading in (few, many)] == [[], []]
    assert [sum(said.differs for said in reading.rows) for reading in (few, many)] == [10, 60]
    assert asked_for_many == asked_for_few
    new = next(said for said in many.rows if said.name.endswith("/new-0"))
    assert (new.row, new.values["words"]) == (None, "In other words")


@pytest.mark.parametrize(
    ("slugs", "words"),
    [
        (("matron-2", "matron-2"), "role, 2, slug: “role, 1” says the same here. Give each its own"),
        (("matron-2", "matron"), "role, 2, slug: There is one like this already. Change that one"),
    ],
)
def test_two_facts_of_a_file_may_not_have_the_same_address(slugs, words):
    load_facts()
    matron = {**kinds()["role"].values(Role.objects.get(code="matron"))}
    reading, _asked = read({"role": [{**matron, "code": f"new-{n}", "slug": slug} for n, slug in enumerate(slugs)]})
    assert reading.problems == [words]


def drafted(user, rows):
    facts = [(kinds()["wording"], None, {**WORDING, **row}) for row in rows]
    more = {"why": "From a file", "has_read_source": True, "by": user, "at": now()}
    return content.draft_all(facts=facts, **more)[0].batch


def test_a_file_is_published_with_as_many_statements_whatever_its_length(django_assert_max_num_queries):
    load_facts()
    drafter, publisher = UserFactory(), UserFactory()
    with django_assert_max_num_queries(15):
        batch = drafted(drafter, [{"english": f"Words {n}", "welsh": f"Geiriau {n}"} for n in range(60)])
    with django_assert_max_num_queries(30):
        assert content_files.publish_all(batch=batch, by=publisher, at=now()) == 60
    row = Wording.objects.get(english="Words 59")
    assert (row.welsh, row.is_verified, row.checked_by) == ("Geiriau 59", True, f"{drafter}, {publisher}")
    assert not ContentChange.objects.waiting().exists()
    assert set(ContentChange.objects.of_file(batch).values_list("row_id", flat=True)) >= {row.pk}
    assert Event.objects.filter(type="pathways.content_published", actor=publisher.audit_name).count() == 60


def test_what_the_database_refuses_of_a_file_is_named_and_nothing_is_published():
    batch = drafted(UserFactory(), [{"english": "First"}, {"english": "Twice"}, {"english": "Twice"}])
    with pytest.raises(CannotPublish, match="Twice: Wording with this English already exists"):
        content_files.publish_all(batch=batch, by=UserFactory(), at=now())
    assert not Wording.objects.filter(english__in=["First", "Twice"]).exists()
    assert ContentChange.objects.waiting().count() == 3


def test_a_row_may_take_the_name_that_another_of_its_file_gives_up():
    """All at once the database refuses that; row by row it is published, and once."""
    drafter, publisher = UserFactory(), UserFactory()
    present = Wording.objects.create(**WORDING | {"english": "First"})
    facts = [
        (kinds()["wording"], row, {**WORDING, "english": said}) for row, said in ((present, "Older"), (None, "First"))
    ]
    batch = content.draft_all(facts=facts, why="Renamed", has_read_source=True, by=drafter, at=now())[0].batch
    assert content_files.publish_all(batch=batch, by=publisher, at=now()) == 2
    present.refresh_from_db()
    assert (present.english, Wording.objects.filter(english="First").count()) == ("Older", 1)
    assert {change.state for change in ContentChange.objects.of_file(batch)} == {"PUBLISHED"}
    assert Event.objects.filter(type="pathways.content_published").count() == 2


def test_what_somebody_publishes_at_the_same_moment_is_told(monkeypatch):
    """The like of a new fact comes between the look at the table and the write."""
    batch = drafted(UserFactory(), [{"english": "First"}, {"english": "Second"}])
    change = ContentChange.objects.of_file(batch).first()
    clean = Wording.full_clean

    def overtaken(row, *args, **more):
        clean(row, *args, **more)
        Wording.objects.create(**WORDING | {"english": row.english})

    monkeypatch.setattr(Wording, "full_clean", overtaken)
    with pytest.raises(CannotPublish, match="stale"):
        content.publish(change=change, by=UserFactory(), at=now())

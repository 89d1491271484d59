import io
from datetime import UTC, date, datetime

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pathways import reference
from pathways.content import kinds
from pathways.forms.content_boxes import typed_of
from pathways.forms.content_file import READER
from pathways.management.commands import check_links
from pathways.models import (
    ContentChange,
    LicenceConsequence,
    LinkCheck,
    Opportunity,
    PathwayStep,
    Programme,
    Requirement,
    Role,
    Route,
    Wording,
)
from talent_register.audit.models import Event
from tests.factories.pathways import ContentChangeFactory, OpportunityFactory
from tests.factories.reference import load_facts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _facts():
    load_facts()


def boxes(kind, row, **more):
    """What the form's boxes hold for a row."""
    return {**typed_of(kinds()[kind], kinds()[kind].values(row)), "why": "Read again", **more}


def matron():
    return Role.objects.get(code="matron")


def test_every_kind_of_fact_can_be_opened(editor):
    for kind in kinds().values():
        row = kind.model.objects.first()
        if row:
            assert editor.get(f"/content/{kind.name}/{row.pk}/").status_code == 200, kind.name


def test_a_source_read_after_midnight_in_summer_was_read_on_that_day(editor, second):
    data = boxes("role", matron(), title="Matron or senior nurse", source="nhs.uk", has_read_source="on")
    editor.post(f"/content/role/{matron().pk}/", data)
    ContentChange.objects.update(drafted_at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    second.post(f"/content/changes/{ContentChange.objects.get().uuid}/", {"publish": "1"})
    assert (matron().checked_on, matron().checked) == (date(2026, 7, 2), "2026-07-02")


def test_what_waits_is_listed_with_what_it_is(editor):
    ContentChangeFactory(kind="guidance-note", title="A note", batch=None)
    assert "(guidance note)" in editor.get("/content/").content.decode()


def test_home_counts_what_is_to_check(editor):
    page = editor.get("/content/").content.decode()
    assert "Nothing waits for a second person" in page
    assert "/content/role/?show=due" in page


def test_draft_then_second_person_then_published(editor, second, client):
    data = boxes("role", matron(), title="Matron or senior nurse", source="nhs.uk", has_read_source="on")
    page = editor.post(f"/content/role/{matron().pk}/", data, follow=True).content.decode()
    assert "Sent to a second person" in page
    change = ContentChange.objects.get()
    assert "Another editor must publish this" in page
    assert matron().title == "Matron or lead nurse"
    page = editor.post(f"/content/changes/{change.uuid}/", {"publish": "1"}, follow=True).content.decode()
    assert "Another editor must publish it" in page
    page = second.get(f"/content/changes/{change.uuid}/").content.decode()
    assert "Matron or lead nurse" in page
    assert "Matron or senior nurse" in page
    second.post(f"/content/changes/{change.uuid}/", {"publish": "1"})
    row = matron()
    assert (row.title, row.is_verified, row.checked_on) == ("Matron or senior nurse", True, timezone.localdate())
    assert row.checked_by == "Edith Editor, Simon Second"
    assert "Matron or senior nurse" in client.get(f"/roles/{row.slug}/").content.decode()
    events = list(Event.objects.filter(type__startswith="pathways.content").values_list("type", flat=True))
    assert sorted(events) == ["pathways.content_drafted", "pathways.content_published"]


def test_an_edit_without_reading_the_source_takes_the_check_away(editor, second):
    programme = Programme.objects.get(code="darzi_fellow")
    assert programme.is_verified
    editor.post(f"/content/programme/{programme.pk}/", boxes("programme", programme, cost="Free"))
    second.post(f"/content/changes/{ContentChange.objects.get().uuid}/", {"publish": "1"})
    programme.refresh_from_db()
    assert (programme.cost, programme.is_verified) == ("Free", False)


def test_what_editors_published_is_not_loaded_over(editor, second):
    editor.post(f"/content/role/{matron().pk}/", boxes("role", matron(), title="Sister"))
    second.post(f"/content/changes/{ContentChange.objects.get().uuid}/", {"publish": "1"})
    reference.load()
    assert matron().title == "Sister"


def test_a_change_to_what_has_changed_meanwhile_is_refused(editor, second):
    editor.post(f"/content/role/{matron().pk}/", boxes("role", matron(), title="Sister"))
    Role.objects.filter(code="matron").update(title="Charge nurse")
    address = f"/content/changes/{ContentChange.objects.get().uuid}/"
    page = second.post(address, {"publish": "1"}, follow=True).content.decode()
    assert "Somebody changed this fact after the draft was written" in page
    assert matron().title == "Charge nurse"


def test_sent_back_with_a_reason(editor, second):
    editor.post(f"/content/role/{matron().pk}/", boxes("role", matron(), title="Sister"))
    address = f"/content/changes/{ContentChange.objects.get().uuid}/"
    assert "Enter why do you send it back" not in second.get(address).content.decode()
    second.post(address, {"send_back": "1", "note": "The source says matron"})
    assert "The source says matron" in editor.get(address).content.decode()
    assert ContentChange.objects.get().state == "DECLINED"


def test_nothing_different_and_a_missing_source_are_said(editor):
    programme = Programme.objects.get(code="darzi_fellow")
    address = f"/content/programme/{programme.pk}/"
    assert "Nothing is different" in editor.post(address, boxes("programme", programme)).content.decode()
    data = boxes("programme", programme, source="", has_read_source="on")
    assert "Enter the source that you have read" in editor.post(address, data).content.decode()


def test_a_new_fact(editor, second, national_team):
    data = {"slug": "shadow", "title": "Shadow a board", "kind": "SHADOWING", "why": "New", "source": "own"}
    editor.post("/content/opportunity/add/", {**data, "organisation": national_team.code})
    second.post(f"/content/changes/{ContentChange.objects.get().uuid}/", {"publish": "1"})
    assert Opportunity.objects.get().title == "Shadow a board"


def test_a_second_row_with_the_same_key_is_refused(editor):
    data = boxes("programme", Programme.objects.get(code="darzi_fellow"))
    page = editor.post("/content/programme/add/", data).content.decode()
    assert "There is one like this already" in page


@pytest.mark.slow
def test_export_and_import_go_round(editor, second):
    text = editor.get("/content/export.yaml").content.decode()
    content = yaml.load(text, READER)
    assert set(content) == set(kinds())
    assert len(content["role"]) == Role.objects.count()
    page = _upload(editor, text)
    assert "Nothing in the file is different" in page
    row = next(row for row in content["role"] if row["code"] == "matron")
    page = _upload(editor, yaml.safe_dump({"role": [{**row, "title": "Sister"}]}))
    assert "1 change sent to a second person" in page
    second.post(f"/content/changes/{ContentChange.objects.get().uuid}/", {"publish": "1"})
    assert matron().title == "Sister"


def test_a_changed_requirement_from_a_file_keeps_its_steps(editor, second):
    need = Requirement.objects.filter(steps__1__isnull=False).first()
    row = kinds()["requirement"].values(need)
    _upload(editor, yaml.safe_dump({"requirement": [{**row, "words": "Another word"}]}))
    second.post(f"/content/changes/{ContentChange.objects.get().uuid}/", {"publish": "1"})
    assert kinds()["requirement"].values(Requirement.objects.get(pk=need.pk)) == {**row, "words": "Another word"}


@pytest.mark.parametrize("flag", [True, False, None])
def test_a_flag_that_may_be_empty_is_kept_when_its_row_changes(editor, second, flag):
    row = LicenceConsequence.objects.first()
    LicenceConsequence.objects.filter(pk=row.pk).update(licence_apart=flag)
    _upload(editor, f"licence-consequence: [{{code: {row.code}, sort: 77}}]")
    second.post(f"/content/changes/{ContentChange.objects.get().uuid}/", {"publish": "1"})
    row.refresh_from_db()
    assert (row.sort, row.licence_apart) == (77, flag)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- 1", "The file must hold kinds of facts"),
        ("role: [", "is not YAML"),
        ("rolle: []", "“rolle” is no kind of fact"),
        ("role: 3", "“role” must hold a list of rows"),
        ("role: [3]", "role, 1: a row must name its fields"),
        ("role: [{code: matron, colour: red}]", "role, 1: there is no field “colour”"),
        ("role: [{code: matron, tier: high}]", "role, 1, tier:"),
        ("programme: [{code: new_one}]", "programme, 1, name:"),
        ("requirement: [{role: matron, code: registration, steps: [Ask]}]", "this must be a list of steps"),
        ("requirement: [{role: matron, code: registration, options: [1]}]", "this must be names, each with a value"),
        ("role: [{code: matron, is_board_role: 'no'}]", "is_board_role: write true or false, without quotes"),
        ("role: [{code: matron, title: yes}]", "title: put the word in quotes"),
        ("role: [{code: matron}, {code: matron}]", "role, 2: this is row 1 once more"),
        ("programme: [{code: new, name: New, checked_on: soon}]", "checked_on: write a day like 2026-11-22"),
    ],
)
def test_a_bad_file_says_where_and_takes_nothing_in(editor, text, words):
    assert words in _upload(editor, text)
    assert not ContentChange.objects.exists()


def _upload(client, text):
    sent = SimpleUploadedFile("facts.yaml", text.encode())
    return client.post("/content/import/", {"file": sent, "why": "From a file"}, follow=True).content.decode()


def test_loose_ends_are_reported(editor):
    PathwayStep.objects.filter(pk=PathwayStep.objects.first().pk).update(programmes=["no_such"])
    OpportunityFactory(link="http://example.org")
    Role.objects.create(code="lonely", slug="lonely", title="Lonely role", stage="TEAM", lane="QUALITY", tier=1)
    page = editor.get("/content/problems/").content.decode()
    assert "Programmes that help here: “no_such” is the code of no programme" in page
    assert "The link “http://example.org” is no https address" in page
    assert "Lonely role</a> (role): No route leads to this role" in page


def test_a_role_whose_routes_have_all_ended_is_a_loose_end_and_an_ended_one_is_none(editor):
    day, lonely = timezone.localdate(), Role.objects.get(code="matron")
    Route.objects.filter(Q(from_role=lonely) | Q(to_role=lonely)).update(valid_to=day)
    PathwayStep.objects.filter(role=lonely).update(valid_to=day)
    words = f"{lonely.title}</a> (role): No route leads to this role"
    assert words in editor.get("/content/problems/").content.decode()
    Role.objects.filter(pk=lonely.pk).update(valid_to=day)
    assert words not in editor.get("/content/problems/").content.decode()


def test_links_are_opened_by_a_command_and_editors_read_what_came_of_it(monkeypatch, editor):
    gone = OpportunityFactory(link="https://www.example.org/gone", title="A board to shadow")
    again = OpportunityFactory(link="https://www.example.org/gone")
    opened = []

    def open_link(request, timeout):
        opened.append(request.full_url)
        if request.full_url.endswith("gone"):
            raise check_links.HTTPError(request.full_url, 404, "gone", {}, io.BytesIO())
        return io.BytesIO()

    monkeypatch.setattr(check_links, "urlopen", open_link)
    assert "nobody has run it yet" in editor.get("/content/problems/").content.decode()
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("check_links", stdout=out)
    assert "https://www.example.org/gone: answers 404" in out.getvalue()
    assert len(opened) == len(set(opened)), "each link is opened once"
    page = editor.get("/content/problems/").content.decode()
    assert "A board to shadow</a> (opportunity): The link “https://www.example.org/gone” answers 404: opened on" in page
    for one in (gone, again):
        one.link = "https://www.example.org/there"
        one.save()
    assert "answers 404" not in editor.get("/content/problems/").content.decode()
    call_command("check_links", stdout=out)
    assert not LinkCheck.objects.filter(link__endswith="gone").exists()


def test_others_edit_nothing(log_in, national_lead):
    assert log_in(national_lead).get("/content/").status_code == 403


def test_queries_of_a_kind_do_not_grow_with_its_rows(editor):
    with CaptureQueriesContext(connection) as few:
        editor.get("/content/guidance-note/")
    with CaptureQueriesContext(connection) as many:
        editor.get("/content/pay-point/")
    assert len(many) <= len(few) + 1


def test_welsh_is_edited_beside_the_english(editor, second, client):
    page = editor.get(f"/content/role/{matron().pk}/").content.decode()
    assert '<span lang="cy">Metron neu nyrs arweiniol</span>' in page
    english = "Keep standards of care across a group of wards or services."
    wording = Wording.objects.get(english=english)
    assert f'href="/content/wording/{wording.pk}/"' in page
    editor.post(f"/content/wording/{wording.pk}/", boxes("wording", wording, welsh="Cadwch safonau gofal yn uchel."))
    second.post(f"/content/changes/{ContentChange.objects.get().uuid}/", {"publish": ""})
    assert "Cadwch safonau gofal yn uchel." in client.get("/cy/roles/matron/").content.decode()


def test_english_without_welsh_leads_to_a_form_that_holds_it(editor):
    role = matron()
    role.notes = "Leads at night & weekends"
    role.save()
    page = editor.get(f"/content/role/{role.pk}/").content.decode()
    assert "None: shows in English" in page
    address = "/content/wording/add/?english=Leads+at+night+%26+weekends"
    assert f'href="{address}"' in page
    assert "Leads at night &amp; weekends</textarea>" in editor.get(address).content.decode()


def test_what_has_no_welsh_is_a_work_list(editor, second):
    page = editor.get("/content/welsh/").content.decode()
    assert "Everything has its Welsh." in page, "what the register ships is all in Welsh"
    Role.objects.filter(code__in=("matron", "ward_manager")).update(notes="Leads at night & weekends")
    Programme.objects.update(name="A scheme by its own name")
    page = editor.get("/content/welsh/").content.decode()
    assert "1 sentence without Welsh" in page
    assert "and 1 more fact" in page
    address = "/content/wording/add/?english=Leads+at+night+%26+weekends"
    assert f'href="{address}"' in page
    assert "Facts without Welsh</a> (1)" in editor.get("/content/").content.decode()
    assert "Everything has its Welsh." in editor.get("/content/welsh/?q=nothing+like+it").content.decode()
    editor.post(address, {"english": "Leads at night & weekends", "welsh": "Yn arwain gyda'r nos", "why": "New"})
    second.post(f"/content/changes/{ContentChange.objects.get().uuid}/", {"publish": ""})
    assert "Everything has its Welsh." in editor.get("/content/welsh/").content.decode()


def test_editors_who_read_welsh_still_edit_the_english(editor):
    page = editor.get(f"/cy/content/role/{matron().pk}/").content.decode()
    assert 'value="Matron or lead nurse"' in page
    said = yaml.safe_load(editor.get("/cy/content/export.yaml").content)
    assert "Matron or lead nurse" in [row["title"] for row in said["role"]]

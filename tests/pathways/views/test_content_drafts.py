"""Drafts that wait for their own editor, and changes of two editors to one fact."""

import pytest

from pathways.content import kinds
from pathways.forms.content_boxes import typed_of
from pathways.models import ContentChange, Framework, Opportunity, Role
from tests.factories.pathways import OpportunityFactory, SelfAssessmentFactory
from tests.factories.reference import load_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def editors(editor, second):
    load_facts()
    return editor, second


@pytest.fixture
def matron():
    return Role.objects.get(code="matron")


def boxes(row, **more):
    return {**typed_of(kinds()["role"], kinds()["role"].values(row)), "why": "Read again", **more}


def test_a_draft_is_kept_gone_on_with_and_sent(editors, matron):
    edith, simon = editors
    address = f"/content/role/{matron.pk}/"
    page = edith.post(address, boxes(matron, title="Matrons", save_draft="1"), follow=True)
    assert "Saved as a draft" in page.text
    draft = ContentChange.objects.get()
    assert draft.state == "DRAFT"
    assert "Draft" in edith.get("/content/").text
    assert 'value="Matrons"' in edith.get(address).text
    theirs = simon.get(f"/content/changes/{draft.uuid}/")
    assert "still at work on it" in theirs.text
    simon.post(f"/content/changes/{draft.uuid}/", {"send": "1"})
    draft.refresh_from_db()
    assert draft.state == "DRAFT", "another editor does not send it"
    edith.post(f"/content/changes/{draft.uuid}/", {"send": "1"})
    simon.post(f"/content/changes/{draft.uuid}/", {"publish": "1"})
    matron.refresh_from_db()
    assert matron.title == "Matrons"


def test_a_draft_of_a_new_fact_is_gone_on_with(editors):
    edith, simon = editors
    begun = {"title": "Shadow a board", "why": "Told by the trust", "save_draft": "1"}
    whole = {**_opportunity(), **begun}
    edith.post("/content/opportunity/add/", whole)
    draft = ContentChange.objects.get()
    address = f"/content/opportunity/add/?draft={draft.uuid}"
    assert address in edith.get(f"/content/changes/{draft.uuid}/").text
    assert 'value="Shadow a board"' in edith.get(address).text
    assert 'value="Shadow a board"' not in simon.get(address).text
    whole.pop("save_draft")
    edith.post(address, {**whole, "title": "Shadow a trust board"})
    sent = ContentChange.objects.get()
    assert (sent.state, sent.after["title"]) == ("WAITING", "Shadow a trust board")
    assert not Opportunity.objects.filter(title__startswith="Shadow").exists()


@pytest.mark.parametrize("made_up", ["x", "00000000-0000-0000-0000-000000000000"])
def test_a_draft_that_is_none_is_an_empty_form(editors, made_up):
    assert editors[0].get(f"/content/opportunity/add/?draft={made_up}").status_code == 200


def test_anothers_change_is_looked_at_first_and_nothing_typed_is_lost(editors, matron):
    edith, simon = editors
    address = f"/content/role/{matron.pk}/"
    edith.post(address, boxes(matron, title="Matrons"))
    assert "Edith Editor has a change to this" in simon.get(address).text
    refused = simon.post(address, boxes(matron, title="Matron of a ward"))
    assert "Edith Editor has a change to “" in refused.text
    assert 'value="Matron of a ward"' in refused.text
    assert ContentChange.objects.get().after["title"] == "Matrons"
    ending = simon.post(f"{address}end/", {"day_day": "1", "day_month": "1", "day_year": "2027", "why": "Gone"})
    assert "Edith Editor has a change to “" in ending.text


def test_ones_own_change_gives_way(editors, matron):
    edith, _simon = editors
    address = f"/content/role/{matron.pk}/"
    edith.post(address, boxes(matron, title="Matrons"))
    assert "What you send here takes its place" in edith.get(address).text
    edith.post(address, boxes(matron, title="Matron of a ward"))
    assert ContentChange.objects.get().after["title"] == "Matron of a ward"


def test_words_that_people_answered_with_are_not_edited(editors):
    edith, simon = editors
    level = Framework.objects.get(is_for_self_assessment=True, code="register").levels.order_by("rank").last()
    address = f"/content/level/{level.pk}/"
    kind = kinds()["level"]
    other = {**typed_of(kind, kind.values(level)), "name": "Something else", "why": "Sounds better"}
    edith.post(address, other)
    SelfAssessmentFactory(framework=level.framework)
    assert (
        "add a new version"
        in simon.post(f"/content/changes/{ContentChange.objects.get().uuid}/", {"publish": "1"}, follow=True).text
    )
    assert "Add the new words as a new version" in edith.post(address, other).text
    marks = {**typed_of(kind, kind.values(level)), "source": "Read anew", "why": "Read again"}
    assert "Sent to a second person" in edith.post(address, marks, follow=True).text


def _opportunity():
    row = OpportunityFactory(title="Another", slug="another")
    values = typed_of(kinds()["opportunity"], kinds()["opportunity"].values(row))
    row.delete()
    return {**values, "slug": "shadow-a-board"}

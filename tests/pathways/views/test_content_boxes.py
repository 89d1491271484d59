"""Every kind of fact, posted as its form shows it: nothing differs, and one changed word changes that word alone."""

import re
from html.parser import HTMLParser
from importlib import import_module

import pytest

from pathways.content import Kind, Names, kinds
from pathways.forms.content import FactForm
from pathways.forms.content_box import Around
from pathways.forms.content_boxes import typed_of
from pathways.known import known
from pathways.models import Competency, ContentChange, RenewalWindow, Requirement
from talent_register.common.wordings import Words, plain
from tests.factories.pathways import GoalFactory, OpportunityFactory
from tests.factories.reference import load_facts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _facts():
    load_facts()


class Boxes(HTMLParser):
    """What a browser would send of a page's forms."""

    def __init__(self, page: str):
        super().__init__()
        self.sent: dict[str, str | list[str]] = {}
        self.area = self.select = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        name = said.get("name") or ""
        if tag == "input" and name and said.get("type") == "checkbox":
            if "checked" in said:
                self.sent.setdefault(name, []).append(said.get("value") or "")
        elif tag == "input" and name and said.get("type") not in ("submit", "search"):
            if said.get("type") != "radio" or "checked" in said:
                self.sent[name] = said.get("value") or ""
        elif tag == "textarea":
            self.area, self.sent[name] = name, ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in said or self.select not in self.sent):
            self.sent[self.select] = said.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.sent[self.area] = self.sent[self.area].removeprefix("\n")
            self.area = ""
        elif tag == "select":
            self.select = ""

    def handle_data(self, data):
        if self.area:
            self.sent[self.area] += data


def first_of(kind: Kind):
    if kind.name == "opportunity":
        OpportunityFactory(families=["nursing"], summary="Shadow a board.\n\nTwo days.")
    return kind.model.objects.last()


def shown(client, address) -> dict:
    return {**Boxes(client.get(address).content.decode()).sent, "why": "Read again"}


WORD_OF = {
    "bank-holiday": "name",
    "crosswalk": "basis",
    "guidance-note": "summary",
    "level": "name",
    "licence-consequence": "says",
    "opportunity": "title",
    "pathway-step": "entry_condition",
    "pay-award": "award",
    "registration-status": "label",
    "requirement": "words",
    "route": "basis",
    "statutory-note": "text",
    "wording": "welsh",
    "competency": "title",
    "licence-rule": "title",
    "role": "title",
    "shared-title": "title",
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", kinds().values(), ids=kinds())
def test_posted_as_shown_nothing_differs_and_one_word_changes_alone(kind, editor, second):
    row = first_of(kind)
    before, address = kind.values(row), f"/content/{kind.name}/{row.pk}/"
    sent = shown(editor, address)
    assert "Nothing is different" in editor.post(address, sent).content.decode()
    word = WORD_OF.get(kind.name, "name")
    editor.post(address, {**sent, word: "Another word"})
    second.post(f"/content/changes/{ContentChange.objects.get().uuid}/", {"publish": "1"})
    row = kind.model.objects.get(pk=row.pk)
    assert kind.values(row) == {**before, word: "Another word"}


@pytest.mark.slow
def test_the_boxes_of_every_row_say_what_they_were_given():
    codes, names, wrong = known(), Names(), []
    for kind in kinds().values():
        first_of(kind)
        rows = [(row, kind.values(row, names)) for row in kind.model.objects.all()]
        taken = {key: {tuple(said[name] for name in key): row.pk for row, said in rows} for key in kind.keys}
        around, boxes = Around(taken=taken), None  # keys, names of codes, and boxes, once for all rows of a kind
        for row, values in rows:
            sent = {**typed_of(kind, values), "why": "-"}
            posted = FactForm(sent, kind=kind, row=row, codes=codes, around=around, boxes=boxes)
            boxes = posted.boxes
            if not posted.is_valid() or posted.values != values:
                wrong.append((kind.name, str(row), posted.errors, values))
    assert wrong == []


def test_a_goal_shows_its_steps_after_an_edit_of_something_else(editor, second, log_in, person):
    need = Requirement.objects.filter(role__code="medical_director", rule="programme").first()
    GoalFactory(clinician=person, role=need.role)
    address = f"/content/requirement/{need.pk}/"
    editor.post(address, {**shown(editor, address), "words": "A word that differs"})
    second.post(f"/content/changes/{ContentChange.objects.get().uuid}/", {"publish": "1"})
    answer = log_in(person.user).get(f"/me/gaps/{need.role.slug}/")
    assert answer.status_code == 200
    assert need.steps[0]["words"] in answer.content.decode()


def test_a_step_is_added_changed_and_taken_out(editor, second):
    need = Requirement.objects.filter(steps__1__isnull=False, steps__2__isnull=True).first()
    address = f"/content/requirement/{need.pk}/"
    more = {"steps_1_words": "Ask your manager", "steps_2_kind": "", "steps_2_words": ""}
    editor.post(address, {**shown(editor, address), **more, "steps_3_kind": "COURSE", "steps_3_words": "Take a course"})
    page = second.get(f"/content/changes/{ContentChange.objects.get().uuid}/").content.decode()
    assert "Course or programme: Take a course" in page
    second.post(f"/content/changes/{ContentChange.objects.get().uuid}/", {"publish": "1"})
    need.refresh_from_db()
    first = {"kind": need.steps[0]["kind"], "words": "Ask your manager"}
    assert plain(need.steps) == [first, {"kind": "COURSE", "words": "Take a course"}]
    assert isinstance(need.steps[0]["words"], Words)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"steps_3_words": "Words alone"}, "“” is no kind of step. Use: COURSE, JOB, OTHERS"),
        ({"steps_3_kind": "JOB"}, "say what to do, or empty its kind too"),
    ],
)
def test_half_a_step_is_told(editor, more, words):
    need = Requirement.objects.filter(steps__1__isnull=False, steps__2__isnull=True).first()
    address = f"/content/requirement/{need.pk}/"
    assert words in editor.post(address, {**shown(editor, address), **more}).content.decode()
    assert not ContentChange.objects.exists()


def test_a_role_that_is_open_to_all_can_be_published(editor, second):
    row = kinds()["role"].model.objects.filter(families=[]).first()
    address = f"/content/role/{row.pk}/"
    editor.post(address, {**shown(editor, address), "title": "Another title"})
    second.post(f"/content/changes/{ContentChange.objects.get().uuid}/", {"publish": "1"})
    row.refresh_from_db()
    assert row.title == "Another title"


def test_a_rule_is_chosen_in_plain_words_and_asks_for_what_it_needs(editor, second):
    need = Requirement.objects.filter(rule="skill").first()
    address = f"/content/requirement/{need.pk}/"
    page = editor.get(address).content.decode()
    assert "They answered that they have this skill" in page
    assert "Met when your newest answer is at this level or above" in page
    sent = {**shown(editor, address), "rule": "held_role"}
    page = editor.post(address, sent).content.decode()
    assert "Fill in “Which roles”: the rule needs it" in page
    page = editor.post(address, {**sent, "options_held_role_years": "2.5"}).content.decode()
    assert "Enter a whole number of years" in page
    more = {"options_held_role_roles": ["matron", "chief_nurse"], "options_held_role_years": "2"}
    editor.post(address, {**sent, **more})
    change = f"/content/changes/{ContentChange.objects.get().uuid}/"
    page = second.get(change).content.decode()
    assert "They hold or held such a role" in page
    assert "Which roles: Matron or lead nurse, Chief nurse; How many years: 2" in page
    second.post(change, {"publish": "1"})
    need.refresh_from_db()
    assert (need.rule, need.options) == ("held_role", {"roles": ["matron", "chief_nurse"], "years": 2})


def test_what_no_page_could_show_is_refused_with_what_is_allowed(editor):
    need = Requirement.objects.filter(rule="skill").first()
    address = f"/content/requirement/{need.pk}/"
    page = editor.post(address, {**shown(editor, address), "rule": "skills"}).content.decode()
    assert "“skills” is no rule. Use: evidence, held_role" in page
    page = editor.post(address, {**shown(editor, address), "options_skill_competency": "cooking"}).content.decode()
    assert "“cooking” is no skill of the register" in page
    part = Competency.objects.exclude(wordings={}).first()
    address = f"/content/competency/{part.pk}/"
    page = editor.post(address, {**shown(editor, address), "wordings": "working: You try\nexpert"}).content.decode()
    assert "Line 2: enter the short name of a level, a colon, and words for it" in page
    assert not ContentChange.objects.exists()


ASIDE = re.compile(r"[a-z]+_[a-z]|[A-Z]+_[A-Z]|[{}]|\bjson\b|\byaml\b|\w\.\w+\.\w", re.IGNORECASE)


@pytest.mark.parametrize("kind", kinds().values(), ids=kinds())
def test_every_box_says_in_plain_words_what_it_asks_for(kind):
    """A name and a hint, and choices by their names: no names of columns, no codes, no braces, no modules."""
    row = first_of(kind)
    said = [(kind.name, kind.label), (kind.name, kind.one)]
    for name, box in FactForm(kind=kind, row=row).fields.items():
        said += [(name, box.label), (name, box.help_text)]
        said += [(name, words) for _code, words in getattr(box, "choices", ())]
        said += [(name, words) for words in getattr(box, "hints", {}).values()]
    unsaid = [name for name, words in said if not str(words).strip()]
    strange = [f"{name}: {words}" for name, words in said if ASIDE.search(str(words))]
    assert (unsaid, strange) == ([], [])


def test_what_was_drafted_before_it_was_refused_is_not_published(editor, second):
    need = Requirement.objects.filter(rule="skill").first()
    address = f"/content/requirement/{need.pk}/"
    editor.post(address, {**shown(editor, address), "words": "Another word"})
    change = ContentChange.objects.get()
    change.after |= {"steps": ["{'kind': 'JOB', 'words': 'Ask'}"]}
    change.save()
    page = second.post(f"/content/changes/{change.uuid}/", {"publish": "1"}, follow=True).content.decode()
    assert "Each step must be a “kind” and “words”, and nothing else" in page
    change.refresh_from_db()
    assert change.state == "WAITING"


def test_loose_ends_see_requirements_and_windows(editor):
    Requirement.objects.filter(pk=Requirement.objects.first().pk).update(rule="no_such_rule")
    RenewalWindow.objects.filter(pk=RenewalWindow.objects.first().pk).update(closes="31-12")
    page = editor.get("/content/problems/").content.decode()
    assert "When does somebody meet it? “no_such_rule” is no rule" in page
    assert "Closes: “31-12” is no month and day of every year" in page


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("{'kind': 'JOB', 'words': \"A colleague's list\"}", {"kind": "JOB", "words": "A colleague's list"}),
        ("Ask a colleague", {"kind": "JOB", "words": "Ask a colleague"}),
        ({"kind": "COURSE", "words": "Learn"}, {"kind": "COURSE", "words": "Learn"}),
        (" ", None),
    ],
)
def test_steps_that_were_stored_as_text_are_mended(said, step):
    assert import_module("pathways.migrations.0006_steps_are_steps_again").step_of(said) == step

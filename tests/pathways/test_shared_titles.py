"""Titles that several jobs share are facts of editors: a new one asks first at once, wherever a title is typed."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from pathways.content import kinds
from pathways.facts import role_names
from pathways.forms.content_boxes import typed_of
from pathways.models import ContentChange, Goal, Role, SharedTitle
from pathways.presenters.content import problems
from pathways.presenters.gaps import gap_page
from pathways.rules.titles import roles_named
from profiles.models import SectionMark
from tests.factories.profiles import PostFactory
from tests.factories.reference import load_facts

pytestmark = pytest.mark.django_db
NEW = {
    "slug": "director-of-care",
    "title": "Director of care",
    "other_titles": "DoC",
    "roles": ["chief_nurse", "chief_ahp"],
    "family": "nursing",
    "source": "Three job adverts",
    "why": "People ask",
    "has_read_source": "on",
}
QUESTION = "Which director of care role do you mean?"


@pytest.fixture(autouse=True)
def _facts():
    load_facts()


@pytest.fixture
def new(editor, second):
    """A title that one editor wrote and another published."""
    editor.post("/content/shared-title/add/", NEW)
    second.post(f"/content/changes/{ContentChange.objects.get().uuid}/", {"publish": "1"})
    return SharedTitle.objects.get(slug="director-of-care")


def page(client, address, **query):
    return client.get(address, query).content.decode()


def test_strangers_who_search_it_are_asked_at_once(editor, second, client):
    before = page(client, "/roles/"), page(client, "/roles/", q="doc")
    editor.post("/content/shared-title/add/", NEW)
    assert (page(client, "/roles/"), page(client, "/roles/", q="doc")) == before, "nobody but its writer has seen it"
    second.post(f"/content/changes/{ContentChange.objects.get().uuid}/", {"publish": "1"})
    assert "Director of care: which role do you mean?" in page(client, "/roles/"), "also where the page was kept"
    for said in ("Director of Care", "DoC", "director of care, Leeds"):
        found = page(client, "/roles/", q=said)
        question, first = found.find("Director of care: which role do you mean?"), found.find("app-letters__letter")
        assert 0 < question < first, said
        assert reverse("role", args=["chief-nurse"]) in found, "and what it may mean is found"
    assert "Director of care: which" not in page(client, "/roles/", q="chief").partition("app-letters")[0]


def test_its_page_says_which_jobs_it_may_mean_and_who_says_so(new, client):
    found = page(client, reverse("role-which", args=[new.slug]))
    assert QUESTION in found
    assert [reverse("role", args=[slug]) in found for slug in ("chief-nurse", "chief-ahp", "matron")] == [1, 1, 0]
    assert "That they share it: Three job adverts" in found
    assert reverse("pathway", args=["nursing"]) in found
    assert client.get("/roles/director-of-care/").url == reverse("role-which", args=[new.slug])
    assert client.get("/roles/no-such-title/").status_code == 404


@pytest.mark.parametrize(("field", "other"), [("here", "goal"), ("goal", "here")])
def test_the_explorer_asks_and_keeps_what_else_was_chosen(new, client, field, other):
    address = reverse("pathway", args=["nursing"])
    assert "Director of care, DoC: several jobs" in page(client, address)
    found = page(client, address, **{field: "which:director-of-care", other: "matron", "view": "table"})
    assert QUESTION in found
    assert "Different jobs share this name. Choose which one you mean" in found
    query = {field: "chief-nurse", other: "matron", "view": "table"}
    assert all(f"{name}={value}" in found for name, value in query.items())
    assert reverse("role", args=["chief-ahp"]) in found, "one that is not on this page leads to its own"
    assert QUESTION not in page(client, address, **query)


def test_a_goal_is_asked_for_and_when_stays_chosen(new, log_in, clinician):
    client = log_in(clinician)
    answer = client.post(reverse("goal-add"), {"role": "which:director-of-care", "horizon": "THREE"})
    found = answer.content.decode()
    assert (QUESTION in found, Goal.objects.exists()) == (True, False)
    assert "?role=chief-nurse&amp;horizon=THREE" in found
    again = page(client, reverse("goal-add"), role="chief-nurse", horizon="THREE")
    assert 'value="chief-nurse" selected' in again
    assert again.partition('value="THREE"')[2].partition(">")[0].strip() == "checked"


def test_what_it_takes_asks_first_and_leads_on_to_what_that_takes(new, log_in, person):
    found = page(log_in(person.user), reverse("gap", args=[new.slug]))
    assert QUESTION in found
    assert [reverse("gap", args=[slug]) in found for slug in ("chief-nurse", "chief-ahp", "matron")] == [1, 1, 0]


def test_pay_is_asked_for(new, client):
    found = page(client, reverse("pay"), now="band-7", then="which:director-of-care")
    assert QUESTION in found
    assert "?now=band-7&amp;then=role-chief-nurse" in found


def test_what_somebody_holds_under_it_is_no_gap_but_a_question(new, person, log_in):
    """Their list is complete and names no role that we know: still nobody may say that they did not hold it."""
    post = PostFactory(clinician=person, title="Director of Care", ended_on=None)
    SectionMark.objects.create(clinician=person, section="posts", is_done=True, at=now())
    role = Role.objects.get(code="chief_executive")
    role.requirements.update(rule="held_role", options={"roles": ["chief_nurse"], "years": 1})
    lines = [line for _strength, group in gap_page(person, role, post.started_on).groups for line in group]
    assert {(line.finding.verdict, line.finding.used) for line in lines} == {("NOT_TOLD", ("Director of Care",))}
    found = page(log_in(person.user), reverse("pathway", args=["nursing"]))
    assert QUESTION in found, "and their page of routes asks where they are now"


def test_a_longer_name_of_one_role_is_no_question(client):
    assert Role.objects.filter(other_titles__contains=["Chief Medical Officer for England"]).exists()
    names, meant = role_names()
    assert roles_named("Chief Medical Officer for England", names) == ("chief_professional_officer",)
    assert [code in meant for code in roles_named("CMO", names)] == [True]
    assert roles_named("Deputy CMO", names) == ()


def test_a_title_of_one_job_asks_nobody_and_is_told_to_editors(new, client):
    Role.objects.filter(code="chief_ahp").update(valid_to="2026-01-01")
    cache.clear()
    assert "Director of care" not in page(client, "/roles/", q="doc")
    assert [p.row for p in problems() if "Fewer than two" in str(p.words)] == [new]


def test_a_name_of_two_roles_that_nobody_is_asked_about_is_told_to_editors():
    assert not [p for p in problems() if "It is called" in str(p.words)], "of all that is shipped"
    Role.objects.filter(code="matron").update(other_titles=["Ward Sister"])
    assert [p.row.code for p in problems() if "It is called “ward sister”" in str(p.words)]


def test_it_ends_as_any_fact(new, client):
    SharedTitle.objects.filter(pk=new.pk).update(valid_to="2026-01-01")
    assert "Director of care" not in page(client, "/roles/")
    assert client.get(reverse("role-which", args=[new.slug])).status_code == 404
    assert client.get("/roles/director-of-care/").status_code == 404


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"roles": ["chief_nurse"]}, "Choose two jobs or more"),
        ({"title": "of the"}, "has no word that a title could be known by"),
        ({"other_titles": "!"}, "has no word that a title could be known by"),
    ],
)
def test_one_that_could_not_be_asked_is_refused(editor, more, words):
    found = editor.post("/content/shared-title/add/", {**NEW, **more}, follow=True).content.decode()
    assert words in found
    assert not ContentChange.objects.exists()


def test_a_shipped_one_carries_its_doubt_and_boxes_hold_what_it_says():
    row = SharedTitle.objects.get(slug="chief-medical-officer")
    assert (row.is_verified, bool(row.source), row.other_titles) == (False, True, ["CMO"])
    assert typed_of(kinds()["shared-title"], kinds()["shared-title"].values(row))["roles"] == row.roles
    assert "not yet checked" in page(Client(), reverse("role-which", args=[row.slug])).lower()


def test_a_role_is_found_by_its_welsh_name():
    found = page(Client(), "/cy/roles/", q="prif nyrs")
    assert "/cy/roles/chief-nurse/" in found

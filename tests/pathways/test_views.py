import re
from collections import deque
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils.timezone import localdate

from pathways.choices import FAMILIES, SHARED
from pathways.models import Requirement, Role, Route, StatutoryNote
from pathways.presenters.diagram import FONT, diagram_of, width_of
from pathways.presenters.explorer import explorer_of
from pathways.rules.gaps import RULES
from tests.factories.organisations import OrganisationFactory
from tests.factories.pathways import GoalFactory, OpportunityFactory
from tests.factories.profiles import PostFactory, ProfessionFactory
from tests.factories.reference import load_facts, load_pathways
from tests.pathways.public_pages import PUBLIC, is_for_one
from tests.pathways.test_layout import assert_sound

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def facts():
    load_pathways()


def page(name, *args, **query):
    return Client().get(reverse(name, args=args), query)


def test_every_family_of_the_files_has_a_card():
    body = page("pathways").content.decode()
    for slug in ("medicine", "nursing", "midwifery", "allied-health", "pharmacy", "dentistry", "social-work"):
        assert f"/pathways/{slug}/" in body


def test_an_unknown_view_shows_the_list():
    assert page("pathway", "nursing", view="poem").context["view"] == "list"


def test_diagram_says_in_words_what_it_draws():
    body = page("pathway", "nursing", view="diagram").content.decode()
    assert "From Chief nurse: Clinical practice (sometimes)" in body
    assert 'role="img"' in body


@pytest.mark.slow
@pytest.mark.parametrize("family", [*FAMILIES, SHARED], ids=lambda family: family.slug)
def test_every_drawing_is_sound_and_its_words_stay_in_their_boxes(family):
    explorer = explorer_of(family, AnonymousUser())
    diagram = diagram_of(explorer)
    assert_sound(diagram.drawing)
    back = [f"{a.role} → {b.role}" for a, b in diagram.left_over if b.role.lane == "PRACTICE"]
    assert not back, "every way back is drawn"
    shown = {drawn.stop.role.code for drawn in diagram.boxes}
    told = len(diagram.lines) + len(diagram.left_over)
    assert told == sum({move.start, move.end} <= shown for move in explorer.moves)
    for drawn in diagram.boxes:
        box = drawn.box
        for _x, y, words in drawn.words:
            assert width_of(words, FONT) <= box.width, words
            assert box.y + FONT <= y <= box.y + box.height - 4, words


def test_the_readers_route_is_said_and_drawn():
    response = page("pathway", "nursing", view="diagram", here="ward-manager", goal="chief-nurse")
    assert response.context["explorer"].way_words.startswith("From Ward manager to Chief nurse in 4 moves")
    assert sum(line.is_on_way for line in response.context["diagram"].lines) == 4


def test_a_persons_own_page_begins_where_they_are_and_ends_at_their_goal(clinician, log_in):
    own = clinician.clinician
    PostFactory(clinician=own, title="Ward manager, Ward 7", ended_on=None)
    PostFactory(clinician=own, title="Matron", ended_on="2020-01-01")
    client, address = log_in(clinician), reverse("pathway", args=["nursing"])
    assert client.get(address).context["explorer"].here.role.code == "ward_manager"
    GoalFactory(clinician=own, role=Role.objects.get(code="medical_director"))
    GoalFactory(clinician=own, role=Role.objects.get(code="chief_nurse"))
    body = client.get(address, {"view": "diagram"}).content.decode()
    assert "From Ward manager to Chief nurse in 4 moves" in body
    assert '<option value="ward-manager" selected>' in body
    assert "You are here" not in client.get(address, {"here": "", "goal": ""}).content.decode()
    assert "You are here" not in Client().get(address).content.decode()


def test_a_role_of_another_page_is_refused_with_a_sentence():
    body = page("pathway", "nursing", here="dental-lead").content.decode()
    assert "Choose a role from the list" in body


def test_a_profession_leads_to_its_family():
    ProfessionFactory(code="nurse_adult", family="nursing")
    response = page("pathway", "nurse-adult")
    assert (response.status_code, response.url) == (301, "/pathways/nursing/")


def test_a_profession_without_a_page_leads_to_the_shared_one():
    ProfessionFactory(code="optometrist", family="optical")
    assert page("pathway", "optometrist").url == "/pathways/all-professions/"


def test_nonsense_is_not_found():
    assert page("pathway", "nonsense").status_code == 404
    assert page("role", "nonsense").status_code == 404


def test_the_table_can_be_taken_away():
    response = page("pathway", "nursing", format="csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "Team,Ward manager,Clinical practice (common)," in response.content.decode("utf-8-sig")


def test_where_no_route_is_known_the_table_says_so_and_no_more():
    """Neither a blank, nor a way in that nobody wrote down."""
    Route.objects.filter(to_role__slug="ward-manager").delete()
    Route.objects.filter(from_role__slug="chief-nurse").delete()
    shown = page("pathway", "nursing", view="table").content.decode()
    row = shown.partition('roles/ward-manager/">')[2].partition("</tr>")[0]
    assert ("Not known" in row.partition("</td>")[0], "Clinical practice" in row.partition("</td>")[0]) == (True, False)
    taken = page("pathway", "nursing", format="csv").content.decode("utf-8-sig")
    assert "Team,Ward manager,Not known," in taken
    line = next(one for one in taken.splitlines() if ",Chief nurse," in one)
    assert ",Not known," in line


def test_roles_from_a_to_z():
    assert page("role-list").context["count"] == 41


@pytest.mark.parametrize(
    ("query", "title"),
    [({"q": "sister"}, "Ward manager"), ({"profession": "dentistry", "stage": "service"}, "Clinical director")],
)
def test_roles_can_be_filtered(query, title):
    response = page("role-list", **query)
    assert title in response.content.decode()
    assert 0 < response.context["count"] < 41


def test_a_filter_that_is_no_choice_is_told():
    assert "Choose a profession from the list" in page("role-list", profession="x").content.decode()


def test_a_role_leads_to_the_pathways_that_draw_it():
    assert "/pathways/nursing/?view=diagram&amp;goal=chief-nurse" in page("role", "chief-nurse").content.decode()


def test_chief_nurse_is_three_clicks_from_the_start():
    """What would I need to become a chief nurse? Start, career pathways, nursing, the role: nobody asks who you are."""
    client = Client()
    for path, onward in (
        (reverse("start"), reverse("pathways")),
        (reverse("pathways"), reverse("pathway", args=["nursing"])),
        (reverse("pathway", args=["nursing"]), reverse("role", args=["chief-nurse"])),
    ):
        assert f'href="{onward}"' in client.get(path).content.decode()
    body = client.get(reverse("role", args=["chief-nurse"])).content.decode()
    for words in ("Must have", "Usually asked for", "Helpful", "About 2 years as deputy chief nurse"):
        assert words in body


@pytest.mark.slow
@pytest.mark.parametrize("view", ["list", "diagram", "table"])
@pytest.mark.parametrize("slug", ["medicine", "nursing", "allied-health", "healthcare-science", "all-professions"])
def test_each_family_can_be_seen_each_way(slug, view):
    response = page("pathway", slug, view=view)
    assert response.status_code == 200
    assert "Chief executive" in response.content.decode()


@pytest.mark.slow
def test_every_role_has_a_page():
    for role in Role.objects.all():
        body = page("role", role.slug).content.decode()
        assert "Not yet checked" in body
        assert "Your regulator decides" in body


@pytest.mark.slow
def test_every_public_page_is_come_upon_from_the_first():
    """Following links from the start, one page of each kind, with nobody's address in hand."""
    load_facts()
    OpportunityFactory()
    OrganisationFactory()
    client, waiting, seen = Client(), deque(["/"]), {"start", "", None}  # files have no name
    while waiting:
        for path in re.findall(r'href="(/[^"#?]*)', client.get(waiting.popleft()).content.decode()):
            name = name_of(path)
            if name not in seen:
                seen.add(name)
                waiting.append(path)
    public = {address.name for address in PUBLIC if address.view.__module__.startswith("pathways.")}
    for_one = {address.name for address in PUBLIC if is_for_one(address)}
    assert public - for_one - seen == set()


def name_of(path):
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def test_the_law_is_told_with_its_dates():
    body = page("role", "chief-nurse").content.decode()
    assert "Fit and proper person check" in body
    assert "No date yet" in body
    assert "Expected: late 2026 or 2027 at the earliest." in body
    assert "What the law says" not in page("role", "ward-manager").content.decode()


@pytest.mark.parametrize(
    ("days", "words"), [(30, "Comes in on"), (0, "In force since"), (-30, "In force since"), (None, "No date yet")]
)
def test_a_law_comes_in_on_its_day(days, words):
    day = None if days is None else localdate() + timedelta(days=days)
    StatutoryNote.objects.filter(code="barring").update(valid_from=day)
    law = page("role", "chief-nurse").content.decode().partition('id="law-barring"')[2].partition("<h3")[0]
    assert words in law
    assert ("Expected: late 2026" in law) == (day is None)


def test_each_requirement_says_what_counts_and_its_source():
    asked = Requirement.objects.filter(role__slug="chief-nurse")
    body = page("role", "chief-nurse").content.decode()
    assert body.count("What counts:") == asked.count() > 5
    assert "What counts: Your number on a professional register." in body
    usual = "general knowledge of NHS jobs"
    others = asked.exclude(source=usual).count()
    assert sources_said() == others
    assert body.count(f"Source, where no other is named: {usual}") == 1, "what most rest on is said once"
    asked.filter(code="registration").update(source="A circular of the department")
    assert sources_said() == others + 1
    assert "Source: A circular of the department" in page("role", "chief-nurse").content.decode()


def sources_said():
    """How many requirements name a source of their own."""
    body = page("role", "chief-nurse").content.decode()
    return body.partition("What it takes")[2].partition("Routes in and out")[0].count("Source:")


def test_every_rule_says_what_counts():
    said = [rule.evidence for name, rule in RULES.items() if name != "own_word"]
    assert RULES["own_word"].evidence not in said


@pytest.mark.parametrize(
    ("is_verified", "checked_on", "words"),
    [
        (True, date(2026, 11, 22), "Look at this again by 22 November 2027."),
        (True, date(2020, 2, 29), "Look at this again by 28 February 2021."),
        (False, date(2026, 11, 22), "Look at this again by 22 November 2027."),
        (False, None, "Nobody has checked this page again yet."),
    ],
)
def test_a_role_says_when_to_look_again_whatever_its_mark(is_verified, checked_on, words):
    Role.objects.filter(slug="chief-nurse").update(is_verified=is_verified, checked_on=checked_on)
    assert words in page("role", "chief-nurse").content.decode()


def test_ways_back_stand_beside_ways_on():
    body = page("role", "chief-nurse").content.decode()
    assert "Back to practice, or beside it" in body
    assert reverse("role", args=["clinical-practice"]) in body
    drawn = page("pathway", "nursing", view="diagram").content.decode()
    assert "Part-time lead beside practice" in drawn


def test_roles_are_compared_in_words():
    body = page("role-compare", r=["chief-nurse", "medical-director"]).content.decode()
    assert "Registration with the regulator of your profession (same)" in body
    assert "You are a doctor (only here)" in body


@pytest.mark.parametrize("chosen", [["chief-nurse"], ["chief-nurse", "matron", "ward-manager", "clinical-lead"]])
def test_two_or_three_are_compared(chosen):
    assert f"Select 2 or 3 roles. You selected {len(chosen)}" in page("role-compare", r=chosen).content.decode()


def test_a_role_that_is_none_is_told():
    assert "Select roles from the list" in page("role-compare", r=["x", "y"]).content.decode()


def test_chief_medical_officer_asks_which():
    body = page("role-which", "chief-medical-officer").content.decode()
    for slug in ("medical-director", "icb-clinical-executive", "chief-professional-officer"):
        assert reverse("role", args=[slug]) in body


@pytest.mark.parametrize(("said", "asks"), [("Chief Medical Officer", True), ("CMO", True), ("chief", False)])
def test_who_searches_a_title_that_jobs_share_is_asked_first(said, asks):
    body = page("role-list", q=said).content.decode()
    question = body.find("which role do you mean?")
    first = body.find("app-letters__letter")
    assert (question > 0 and (question < first or first < 0)) is asks


@pytest.mark.parametrize("args", [("pathway", "medicine"), ("role", "chief-executive"), ("role-list",)])
def test_the_number_of_queries_does_not_grow(args, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        page(*args)

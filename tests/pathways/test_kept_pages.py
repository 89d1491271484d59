"""Public pages of facts: light, few questions to the database, and kept until a fact changes."""

import gzip
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from pathways.facts import OWN_FRAMEWORK
from pathways.models import ContentVersion, Framework, Role
from pathways.views.opportunities import PAGE
from talent_register.common.secret_links import token_hash
from tests.factories.organisations import OrganisationFactory
from tests.factories.pathways import (
    FeedbackRaterFactory,
    OpportunityFactory,
    ParticipationFactory,
    PlanActionFactory,
    PlanShareFactory,
    ProgrammeFactory,
    RecognitionDecisionFactory,
    SelfAssessmentFactory,
)
from tests.factories.reference import load_facts
from tests.factories.tracking import ReportSnapshotFactory, RoleFactory
from tests.pathways.public_pages import library_addresses, public_addresses

pytestmark = pytest.mark.django_db
LIGHTEST, MOST_QUERIES = 75 * 1024, 15
# Tables of facts that no kept page shows.
NOT_SHOWN = {
    "pathways_bankholiday",
    "pathways_outsidecode",
    "profiles_specialty",
    "profiles_traininggrade",
    "profiles_registrationstatus",
    "profiles_equalitycategory",
    "profiles_outofprogrammekind",
    "profiles_retentionrule",
    "profiles_datapurpose",
    "profiles_consentuse",
}
# What pages show that is no table of facts: names of bodies, and decisions that hold for everybody.
SHOWN_TOO = {"organisations_organisation", "organisations_region", "pathways_recognitiondecision"}
MOST_ALIKE = 2  # a question asked once for each row of anything is asked many times more often
# Pages of the pathways that are made anew each time, and why.
NOT_KEPT: dict[str, str] = {}


@pytest.fixture
def role():
    return RoleFactory(code="chief_nurse", slug="chief-nurse", title="Chief nurse")


def kept_anew(client, address="/roles/"):
    """How many questions the page asked, and what it answered."""
    with connection.execute_wrapper(counter := Asked()):
        return counter, client.get(address)


class Asked:
    """What the database was asked, and how often each question in the same words: rows are asked for together."""

    def __init__(self):
        self.questions = Counter()

    def __call__(self, execute, sql, params, many, context):
        self.questions[sql] += " FROM " in sql
        return execute(sql, params, many, context)

    @property
    def count(self):
        return self.questions.total()

    @property
    def most_alike(self):
        return max(self.questions.values(), default=0)


def test_a_stranger_gets_the_kept_page_until_a_fact_changes(role):
    first = Client().get("/roles/").content
    counter, again = kept_anew(Client())
    assert (again.content, again.context) == (first, None)
    assert counter.count <= 2, "the version, and nothing that the page shows"
    Role.objects.filter(pk=role.pk).update(title="Head of nursing")
    assert b"Head of nursing" in Client().get("/roles/").content


def test_a_browser_that_has_it_gets_no_body(role):
    tag = Client().get("/roles/")["ETag"]
    answer = Client().get("/roles/", headers={"if-none-match": tag})
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (304, b"", "no-cache")
    role.delete()
    assert Client().get("/roles/", headers={"if-none-match": tag}).status_code == 200


def test_who_is_logged_in_gets_their_own_header(role, clinician, log_in):
    stranger = Client().get("/roles/")
    own = log_in(clinician).get("/roles/")
    assert b"Log out" in own.content
    assert (own.has_header("ETag"), own["Cache-Control"]) == (False, "no-store")
    after = Client().get("/roles/")
    assert b"Log out" not in after.content
    assert {"Cookie", "Accept-Language"} <= {name.strip() for name in after["Vary"].split(",")}
    assert after.content == stranger.content


def test_the_front_page_is_kept_without_a_question_and_knows_who_is_logged_in(clinician, log_in):
    first = Client().get("/").content
    counter, again = kept_anew(Client(), "/")
    assert (again.content, again.context, counter.count) == (first, None, 0)
    assert b"Start now" in first
    own = log_in(clinician).get("/").content
    assert (b"Start now" in own, b"Log out" in own) == (False, True)
    assert Client().get("/").content == first


def test_languages_and_made_up_questions_do_not_share(role):
    english = Client().get("/pathways/")
    welsh = Client().get("/cy/pathways/")
    assert english["ETag"] != welsh["ETag"]
    asked = Client().get("/roles/?q=made-up")
    assert asked["ETag"] != Client().get("/roles/")["ETag"]
    assert cache.get(asked["ETag"]) is None


def test_what_is_open_is_kept_until_a_word_of_it_changes():
    opportunity = OpportunityFactory(programme=ProgrammeFactory())
    pages = ["/opportunities/", f"/opportunities/{opportunity.slug}/", "/programmes/", "/programmes/example-fellows/"]
    for address in pages:
        Client().get(address)
        counter, again = kept_anew(Client(), address)
        assert (again.context, counter.count <= 3) == (None, True), address
    for row, name in ((opportunity, "title"), (opportunity.organisation, "name"), (opportunity.programme, "name")):
        setattr(row, name, f"A new {name} of {row.pk}")
        row.save()
    new = [Client().get(address).content.decode() for address in pages]
    assert ("A new title" in new[0], "A new name" in new[0], "A new name" in new[2]) == (True, True, True)
    assert ("A new title" in new[1], "A new title" in new[3]) == (True, True)


def test_a_kept_programme_shows_how_many_took_part_today_and_whose_decisions_hold(settings):
    settings.SUPPRESSION_THRESHOLD = 3
    place = ParticipationFactory(programme__name="Scheme")
    before = Client().get("/programmes/example-fellows/").content
    assert Client().get("/programmes/example-fellows/").context is None
    RecognitionDecisionFactory(programme=place.programme, participation=place, reason="Of one person")
    assert Client().get("/programmes/example-fellows/").context is None, "a decision on one person is on no public page"
    general = RecognitionDecisionFactory(programme=place.programme, reason="Holds for all")
    assert b"Holds for all" in Client().get("/programmes/example-fellows/").content
    general.delete()
    assert Client().get("/programmes/example-fellows/").content == before
    ParticipationFactory.create_batch(10, programme=place.programme)
    assert Client().get("/programmes/example-fellows/").content != before


def test_every_table_of_facts_makes_a_new_version():
    """A table without its trigger would leave old pages standing."""
    tables = {
        model._meta.db_table
        for model in [*apps.get_app_config("pathways").get_models(), *apps.get_app_config("profiles").get_models()]
        if any(field.name == "is_verified" for field in model._meta.get_fields())
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'new_content_version'")
        watched = {row[0] for row in cursor.fetchall()}
    assert (tables - NOT_SHOWN) | SHOWN_TOO == watched


def test_a_version_is_one_row(role):
    before = ContentVersion.objects.get().token
    role.save()
    assert ContentVersion.objects.get().token != before


@pytest.mark.slow
def test_every_public_page_is_light_and_asks_little():
    """What a first visit brings: the page, its styles and its scripts, compressed; in Welsh too, and what is a file.

    More rows ask for nothing more, and make no page heavier.
    """
    load_facts()
    OpportunityFactory.create_batch(2 * PAGE)
    for number in range(PAGE + 5):
        ProgrammeFactory(code=f"course-{number}", name=f"Course {number}")
    OrganisationFactory.create_batch(MOST_QUERIES + 5, successor=OrganisationFactory())
    ReportSnapshotFactory()
    heavy, asks_much, asks_again, kept_not = {}, {}, {}, set()
    for name, addresses in public_addresses().items():
        assert addresses, f"{name}: there is nothing to look at"
        for address, counter, answer in all_made_anew(addresses + in_welsh(addresses)):
            if (bytes_of := weight(answer)) > LIGHTEST:
                heavy[address] = bytes_of
            if counter.count > MOST_QUERIES + address.startswith("/cy/"):  # which words have Welsh
                asks_much[address] = counter.count
            if counter.most_alike > MOST_ALIKE:
                asks_again[address] = counter.questions.most_common(1)
        if resolve(addresses[0]).func.__module__.startswith("pathways.") and not is_kept(addresses[0]):
            kept_not.add(name)
    assert (heavy, asks_much, asks_again) == ({}, {}, {})
    assert kept_not == set(NOT_KEPT)


@pytest.mark.slow
def test_pages_of_log_in_and_those_that_a_link_opens_are_light_too():
    load_facts()
    look = SelfAssessmentFactory(framework=Framework.objects.get(code=OWN_FRAMEWORK))
    share = PlanShareFactory(token_hash=token_hash("of-a-plan"))
    PlanActionFactory.create_batch(6, clinician=share.clinician)
    FeedbackRaterFactory(round__assessment=look, token_hash=token_hash("of-a-rater"))
    links = [reverse("plan-shared", args=["of-a-plan"]), reverse("feedback-answer", args=["of-a-rater"])]
    seen = {address: (weight(answer), counter.count) for address, counter, answer in all_made_anew(library_addresses())}
    assert len(seen) >= 3, "log in, a new account, a lost password"
    seen |= {address: (weight(answer), counter.count) for address, counter, answer in all_made_anew(links)}
    most = {address: found for address, found in seen.items() if found[0] > LIGHTEST or found[1] > MOST_QUERIES}
    assert most == {}


def all_made_anew(addresses: list[str]):
    """What each page or file asked, and it; not where who has answered nothing is led to the start."""
    for address in addresses:
        cache.clear()
        counter, answer = kept_anew(Client(), address)
        if answer.status_code != 302:
            assert answer.status_code == 200, address
            yield address, counter, answer


def is_kept(address: str) -> bool:
    Client().get(address)
    counter, again = kept_anew(Client(), address)
    return again.context is None and counter.count <= 3


def in_welsh(addresses: list[str]) -> list[str]:
    """Each of them in Welsh, where their kind has Welsh pages."""
    try:
        resolve(f"/cy{addresses[0].partition('?')[0]}")
    except Resolver404:
        return []
    return [f"/cy{address}" for address in addresses]


def weight(answer) -> int:
    page = answer.getvalue()
    if not answer.headers["Content-Type"].startswith("text/html"):
        return len(gzip.compress(page))
    files = set(
        re.findall(r'(?:rel="stylesheet" href|script[^>]* src|data-frontend)="/static/([^"?]+)"', page.decode())
    )
    assert len(files) >= 5, "the styles and scripts of the frame, and of the page"
    return len(gzip.compress(page)) + sum(map(weight_of_file, files))


@lru_cache
def weight_of_file(name: str) -> int:
    path = finders.find(name)
    assert path, f"{name} is in the page and not among the files"
    return len(gzip.compress(Path(path).read_bytes()))


def test_lists_that_grow_come_in_pages(client):
    OpportunityFactory.create_batch(PAGE + 3, closes_on=None, title="A year at the centre")
    for number in range(PAGE + 3):
        ProgrammeFactory(code=f"course-{number}", name="A course")
    for address in ("/opportunities/", "/programmes/"):
        pages = [client.get(address, {"page": page}).content.decode() for page in (1, 2)]
        seen = [set(re.findall(rf'<h3[^>]*><a href="({address}[^"]+)"', page)) for page in pages]
        assert [len(those) for those in seen] == [PAGE, 3]
        assert not seen[0] & seen[1], "what ends a page does not begin the next"
        assert re.search(rf">{PAGE + 3} (opportunities|programmes)</h2>", pages[0]), "the number is of all"

"""Every fact that the register ships is loaded with how far it can be trusted, and no page says more than that."""

import re
from collections import Counter
from datetime import date

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.template import Context, Template
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from pathways.choices import PayBasis
from pathways.models import LicenceProgress, PayPoint, Programme
from profiles.models import Profession
from talent_register.common.models import Sourced
from talent_register.common.reference import read_rows, sourced
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.pathways import OpportunityFactory
from tests.factories.profiles import RegistrationFactory
from tests.factories.reference import load_facts
from tests.factories.talent import GridFactory
from tests.factories.tracking import CohortFactory
from tests.pathways.public_pages import public_addresses

pytestmark = pytest.mark.django_db
SOURCED = [
    model
    for storey in ("profiles", "pathways", "tracking")
    for model in apps.get_app_config(storey).get_models()
    if issubclass(model, Sourced)
]
# Files whose rows are not in a table of the same name.
TABLES = {
    "crosswalk": "crosswalk",
    "out_of_programme": "outofprogrammekind",
    "purposes": "datapurpose",
    "registration_statuses": "registrationstatus",
    "returns": "route",
    "steps": "pathwaystep",
}
# Rows that stand beside those of another file in the same table.
AMONG_OTHERS = {"returns"}
FILES = [
    (storey, path)
    for storey in ("profiles", "pathways")
    for path in sorted((settings.BASE_DIR / storey / "data").glob("*.csv"))
    if "checked" in path.read_text(encoding="utf-8").splitlines()[0].split(",")
]


@pytest.fixture
def _facts():
    load_facts()


def table_of(storey: str, name: str):
    one = f"{name.removesuffix('ies')}y" if name.endswith("ies") else name.removesuffix("s")
    return apps.get_model(storey, TABLES.get(name) or one.replace("_", ""))


@pytest.mark.usefixtures("_facts")
@pytest.mark.parametrize(("storey", "path"), FILES, ids=lambda part: getattr(part, "stem", part))
def test_all_rows_are_loaded_with_their_trust(storey, path):
    """A new file is looked at by being there. Loading may doubt a row that a file trusts, and never the other way."""
    said = [sourced(row) for row in read_rows(path)]
    kept = table_of(storey, path.stem).objects.values("source", "checked", "checked_on", "is_verified")
    where = Counter((row["source"], row["checked"], row["checked_on"]) for row in said)
    found = Counter((row["source"], row["checked"], row["checked_on"]) for row in kept)
    assert where <= found if path.stem in AMONG_OTHERS else where == found
    may_be_relied_on = Counter((row["source"], row["checked_on"]) for row in said if row["is_verified"])
    assert Counter((row["source"], row["checked_on"]) for row in kept if row["is_verified"]) <= may_be_relied_on
    assert not [row for row in kept if row["is_verified"] and "verify" in row["checked"]]


def words(fact) -> str:
    return Template("{% load facts %}{% trust fact %}").render(Context({"fact": fact}))


@pytest.mark.parametrize("model", SOURCED, ids=lambda model: model.__name__)
def test_no_unverified_row_renders_as_verified(model):
    today = timezone.localdate()
    assert "Not yet checked" in words(model(is_verified=False, checked_on=today))
    assert "app-checked" not in words(model(is_verified=False, checked_on=today))
    assert "app-checked" in words(model(is_verified=True, checked_on=today))
    stale = words(model(is_verified=True, checked_on=date(2020, 1, 1)))
    assert "Checked too long ago" in stale
    assert "app-checked" not in stale


SAYS_CHECKED = re.compile(r"app-checked|Checked on \d")
# What marks a fact in a template; nothing else may speak of its trust.
MARK = re.compile(r"{% (trust|doubt) ")
TEMPLATES = settings.BASE_DIR / "templates"
MARKED = {
    str(path.relative_to(TEMPLATES))
    for path in TEMPLATES.rglob("*.html")
    if MARK.search(path.read_text(encoding="utf-8"))
}


@pytest.fixture
def pages(_facts, own_page, editors_pages, staff_page):
    """Every kind of page that marks facts, with who opens it."""
    OpportunityFactory(programme=Programme.objects.first())
    ours = [found for found in public_addresses().values() if found and is_of_pathways(found[0])]
    return [
        *((Client(), one) for found in ours for one in first_of_each(found)),
        *own_page,
        *editors_pages,
        *staff_page,
    ]


@pytest.fixture
def own_page(_facts, clinician, log_in):
    own = clinician.clinician
    own.profession = Profession.objects.get(code="physiotherapist")
    own.save()
    held = RegistrationFactory(
        clinician=own, regulator=own.profession.regulator, number="PH12345", number_key="PH12345"
    )
    LicenceProgress.objects.create(registration=held, renewed_on=date(2026, 4, 1), updated_at=timezone.now())
    client = log_in(clinician)
    return [(client, reverse("gap", args=["chief-executive"])), (client, reverse("own-licence"))]


@pytest.fixture
def editors_pages(_facts, national_team, log_in):
    user = UserFactory(second_factor=True)
    MembershipFactory(user=user, organisation=national_team, role="content_editor")
    editor, programme = log_in(user), Programme.objects.first()
    edit = reverse("content-edit", args=["programme", programme.pk])
    return [(editor, reverse("content-kind", args=["programme"])), (editor, edit)]


@pytest.fixture
def staff_page(regional_team, regional_lead, log_in):
    GridFactory(slug="default", is_default=True)
    cohort = CohortFactory(owner=regional_team)
    return [(log_in(regional_lead), reverse("cohort-grid", args=[cohort.slug]))]


def is_of_pathways(address):
    return resolve(address.split("?")[0]).func.__module__.startswith("pathways.")


def first_of_each(addresses):
    """Pages of the same kind mark their facts by the same template: one of them, and all that one may be asked."""
    return [address for address in addresses if address.split("?")[0] == addresses[0]]


def all_facts_become(**trust):
    for model in SOURCED:
        model.objects.update(**trust if model is not PayPoint else {**trust, "basis": PayBasis.PUBLISHED})


def opened(pages) -> tuple[dict, set]:
    """What each page says, and the templates that said it."""
    cache.clear()
    said, used = {}, set()
    for client, address in pages:
        answer = client.get(address)
        said[address] = answer.content.decode()
        used |= {template.name for template in answer.templates}
    return said, used


def is_marked(said: dict, words: str) -> set:
    return {address for address, page in said.items() if words in page.lower()}


@pytest.mark.slow
def test_on_no_page_does_an_unverified_fact_look_verified(pages):
    """All facts are made doubtful, in both ways; every template that marks facts is among those that were read."""
    all_facts_become(is_verified=False, checked_on=timezone.localdate())
    unchecked, used = opened(pages)
    assert MARKED - used == set(), "open a page that uses this template, too"
    assert {address for address, page in unchecked.items() if SAYS_CHECKED.search(page)} == set()
    all_facts_become(is_verified=True, checked_on=date(2020, 1, 1))
    old, _used = opened(pages)
    assert {address for address, page in old.items() if SAYS_CHECKED.search(page)} == set()
    all_facts_become(is_verified=True, checked_on=timezone.localdate())
    checked, _used = opened(pages)
    relied_on = {address for address, page in checked.items() if SAYS_CHECKED.search(page)}
    assert len(relied_on) > 20
    assert relied_on <= is_marked(unchecked, "not yet checked") | is_marked(unchecked, "nobody has checked")
    assert relied_on <= is_marked(old, "checked too long ago") | is_marked(old, "more than 12 months ago")


def test_only_the_mark_speaks_of_trust():
    """A template that looked at `is_verified` by itself would forget that a check grows old."""
    found = {
        f"{path.relative_to(TEMPLATES)}: {words}"
        for storey in ("pathways", "tracking")
        for path in (TEMPLATES / storey).rglob("*.html")
        for words in ("is_verified", "Checked on", ".checked_on")
        if words in path.read_text(encoding="utf-8")
    }
    assert found <= SPEAKS_OF_A_PAGE, "Use {% trust fact %} or {% doubt fact %}."


# The day that the oldest of a page's facts was checked, which only facts to rely on give.
SPEAKS_OF_A_PAGE = {"pathways/licence_result.html: .checked_on"}

"""Every fact that the register ships is loaded with how far it can be trusted, and no page says more than that."""

import html
import re
from collections import Counter
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.template import Context, Template
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from pathways.choices import PayBasis
from pathways.models import (
    Crosswalk,
    LicenceProgress,
    PathwayStep,
    PayPoint,
    Programme,
    RenewalWindow,
    Role,
    Route,
    SharedTitle,
)
from profiles.models import Profession
from talent_register.common.models import Sourced
from talent_register.common.permissions import Permission
from talent_register.common.reference import read_rows, sourced
from talent_register.common.wordings import LongWordsField, ManyWordsField, WordsField, plain
from talent_register.organisations.models import Organisation, Region
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.pathways import OpportunityFactory
from tests.factories.profiles import RegistrationFactory
from tests.factories.reference import load_facts
from tests.factories.talent import GridFactory
from tests.factories.tracking import CohortFactory
from tests.house.states import Visitor
from tests.pathways.public_pages import public_addresses
from tracking import reference as grids

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
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
    for storey in ("profiles", "pathways", "tracking")
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
    grids.load()
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


@pytest.mark.parametrize("model", [Organisation, Region], ids=lambda model: model.__name__)
def test_the_same_mark_speaks_of_organisations(model):
    assert "Not yet checked" in words(model(checked_on=timezone.localdate())), (
        "nothing is checked unless somebody says so"
    )
    assert "Checked too long ago" in words(model(is_verified=True, checked_on=date(2020, 1, 1)))
    assert "app-checked" in words(model(is_verified=True, checked_on=timezone.localdate()))


def all_words(*facts) -> str:
    return Template("{% load facts %}{% trust_all facts %}").render(Context({"facts": facts}))


def test_many_facts_are_no_surer_than_the_least():
    today = timezone.localdate()
    sure, newer = Role(is_verified=True, checked_on=today - timedelta(days=9)), Role(is_verified=True, checked_on=today)
    old, unknown = Role(is_verified=True, checked_on=date(2020, 1, 1)), Role(is_verified=False, checked_on=today)
    assert all_words() == ""
    assert all_words(newer, sure) == words(sure)
    assert all_words(unknown, unknown) == words(unknown)
    assert all_words(old, old) == words(old)
    for mixed in [(sure, unknown), (old, sure), (unknown, old)]:
        assert "Not all of this is checked" in all_words(*mixed)
        assert "app-checked" not in all_words(*mixed)


SAYS_CHECKED = re.compile(r"app-checked|Checked on \d")
SAYS_DOUBT = re.compile(r"not yet checked|nobody has checked|not all of this is checked|\bUNCHECKED\b", re.IGNORECASE)
SAYS_OLD = re.compile(
    r"checked too long ago|more than 12 months ago|be careful with these facts|not all of this is checked|\bSTALE\b",
    re.IGNORECASE,
)
# What marks a fact in a template; nothing else may speak of its trust.
MARK = re.compile(r"{% (trust|trust_all|doubt) ")
TEMPLATES = settings.BASE_DIR / "templates"
MARKED = {
    str(path.relative_to(TEMPLATES))
    for path in TEMPLATES.rglob("*.html")
    if MARK.search(path.read_text(encoding="utf-8"))
}
# Whose public pages show facts.
WITH_FACTS = ("pathways.", "profiles.views.privacy", "talent_register.organisations.")


@pytest.fixture
def pages(_facts, own_pages, editors_pages, staff_page):
    """Every kind of page that shows facts, with who opens it."""
    OpportunityFactory(programme=Programme.objects.first(), summary="A year beside those who decide", cost="Nothing")
    OrganisationFactory(source="A list that somebody read")
    ours = [found for found in public_addresses().values() if found and shows_facts(found[0])]
    return [
        *((Client(), one) for found in ours for one in first_of_each(found)),
        *own_pages,
        *editors_pages,
        *staff_page,
    ]


@pytest.fixture
def own_pages(_facts, clinician, log_in):
    """All that a clinician opens without naming a thing, and what a role would need."""
    own = clinician.clinician
    own.profession = Profession.objects.get(code="physiotherapist")
    own.save()
    held = RegistrationFactory(
        clinician=own, regulator=own.profession.regulator, number="PH12345", number_key="PH12345"
    )
    LicenceProgress.objects.create(registration=held, renewed_on=date(2026, 4, 1), updated_at=timezone.now())
    client = log_in(clinician)
    visitor = Visitor.known("clinician", client, clinician)
    found = visitor.pages(None, lambda address: address.requires is Permission.OWN_RECORD)
    return [(client, path) for path in [reverse("gap", args=["chief-executive"]), *(page.path for page in found)]]


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


def shows_facts(address):
    return resolve(address.split("?")[0]).func.__module__.startswith(WITH_FACTS)


def first_of_each(addresses):
    """Pages of the same kind mark their facts by the same template: one of them, and all that one may be asked."""
    return [address for address in addresses if address.split("?")[0] == addresses[0]]


def become(models, **trust):
    for model in models:
        model.objects.update(**trust if model is not PayPoint else {**trust, "basis": PayBasis.PUBLISHED})


def opened(pages) -> tuple[dict, set]:
    """What each page says, and the templates that said it."""
    said, used = {}, set()
    for client, address in pages:
        cache.clear()
        answer = client.get(address)
        said[address] = html.unescape((answer.getvalue() if answer.streaming else answer.content).decode())
        used |= {template.name for template in answer.templates}
    return said, used


NOBODY, LONG_AGO = {"is_verified": False}, {"is_verified": True, "checked_on": date(2020, 1, 1)}
ALL = [*SOURCED, Organisation]
# Names say nothing of a thing but which it is; hints on numbers are the words of a form.
NAMES = {"name", "title", "short_name", "other_titles", "group", "tier_name", "number_label", "number_hint"}
# What was said of where a fact comes from, and what is shown of a fact under its own mark only.
NOT_ITS_OWN = {"source", "checked", "basis", "source_covers", "management_note", "applies_to", "pay"}
# Facts that are shown as numbers, arrows and choices: by which pages, and what stands there where they are shown.
WITHOUT_WORDS = {
    Route: ({"pathway", "role", "gap"}, ""),
    PathwayStep: ({"pathway"}, ""),
    Crosswalk: ({"framework"}, "our view"),
    PayPoint: ({"pay"}, "What it rests on"),
    Role: ({"pay"}, "What it rests on"),
    RenewalWindow: ({"licence"}, " renew by "),
    Organisation: ({"organisation"}, ""),
    SharedTitle: ({"role-which"}, "That they share it"),
}
SHORTEST = 25


def texts_of_each() -> dict[type, set[str]]:
    """What each table says in words and no other does, but for names."""
    found = {model: texts_of(model) for model in ALL}
    often = Counter(text for texts in found.values() for text in texts)
    return {model: {text for text in texts if often[text] == 1} for model, texts in found.items()}


def texts_of(model) -> set[str]:
    names = [
        field.name
        for field in model._meta.fields
        if isinstance(field, WordsField | LongWordsField | ManyWordsField) and field.name not in NAMES | NOT_ITS_OWN
    ]
    return {
        text
        for row in (model.objects.values_list(*names) if names else ())
        for text in flat(plain(row))
        if len(text) >= SHORTEST
    }


def flat(value):
    if isinstance(value, str):
        yield str.__str__(value)
    elif isinstance(value, dict):
        yield from flat(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from flat(one)


def showing(model, texts: set[str], said: dict) -> set[str]:
    """The pages that show facts of a table."""
    names, words = WITHOUT_WORDS.get(model, (set(), ""))
    return {
        address
        for address, page in said.items()
        if (resolve(address.split("?")[0]).url_name in names and words in page) or any(text in page for text in texts)
    }


@pytest.mark.slow
def test_on_no_page_does_an_unverified_fact_look_verified(pages):
    """All facts are made doubtful, in both ways; every template that marks facts is among those that were read."""
    become(ALL, is_verified=False, checked_on=timezone.localdate())
    unchecked, used = opened(pages)
    assert MARKED - used == set(), "open a page that uses this template, too"
    assert {address for address, page in unchecked.items() if SAYS_CHECKED.search(page)} == set()
    become(ALL, **LONG_AGO)
    old, _used = opened(pages)
    assert {address for address, page in old.items() if SAYS_CHECKED.search(page)} == set()
    become(ALL, is_verified=True, checked_on=timezone.localdate())
    checked, _used = opened(pages)
    relied_on = {address for address, page in checked.items() if SAYS_CHECKED.search(page)}
    assert len(relied_on) > 20
    assert relied_on <= {address for address, page in unchecked.items() if SAYS_DOUBT.search(page)}
    assert relied_on <= {address for address, page in old.items() if SAYS_OLD.search(page)}


@pytest.mark.slow
def test_one_doubtful_kind_of_fact_is_marked_where_all_else_is_verified(pages):
    """The mark of one fact may not stand for others: each kind is doubted alone, in both ways, wherever it is shown."""
    become(ALL, is_verified=True, checked_on=timezone.localdate())
    sure, _used = opened(pages)
    unmarked, shown = set(), 0
    for model, texts in texts_of_each().items():
        where = showing(model, texts, sure) - {address for name, address in SAID_OTHERWISE if name == model.__name__}
        those = [(client, address) for client, address in pages if address in where]
        shown += len(those)
        for doubt, words in ((NOBODY, SAYS_DOUBT), (LONG_AGO, SAYS_OLD)):
            become([model], **doubt)
            said, _used = opened(those)
            unmarked |= {
                f"{model.__name__} at {address}"
                for address, page in said.items()
                if len(words.findall(page)) <= len(words.findall(sure[address]))
            }
            become([model], is_verified=True, checked_on=timezone.localdate())
    assert unmarked == set(), "\n".join(sorted(unmarked))
    assert shown > 60


# Where rows of a table are the words of a question that somebody is asked, and no fact.
SAID_OTHERWISE = {("ConsentUse", "/me/consent/uses/")}


def test_only_the_mark_speaks_of_trust():
    """A template that looked at `is_verified` by itself would forget that a check grows old."""
    found = {
        f"{path.relative_to(TEMPLATES)}: {words}"
        for path in TEMPLATES.rglob("*.html")
        for words in ("is_verified", "Checked on", ".checked_on", "to be confirmed")
        if words in path.read_text(encoding="utf-8")
    }
    assert found <= SPEAKS_OF_A_PAGE, "Use {% trust fact %} or {% doubt fact %}."


# The day that the oldest of a page's facts was checked, which only facts to rely on give.
SPEAKS_OF_A_PAGE = {"pathways/licence_result.html: .checked_on"}

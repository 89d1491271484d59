"""Personas by role. Each is a user; `log_in` gives a client logged in as that user."""

import base64
import gc
import os
import time
from types import SimpleNamespace

import hypothesis
import pytest
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import translation
from django.utils.crypto import get_random_string
from xdist.scheduler import LoadGroupScheduling

from talent_register.embedded.migrated import MARK
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.organisations import OrganisationFactory, RegionFactory
from tests.factories.profiles import ClinicianFactory
from tracking.demo import mark

pytest_plugins = ["tests.browser"]
LONGEST_FIRST = ("load", "slow", "browser")
# Tests that make something large once for all of their process: one worker runs all of a place.
TOGETHER = ("tests/tracking/demo/", "tests/house/test_every_state_is_accessible.py")
# What asks for pages, which takes ten times as long as to ask a rule or an action.
ASKS_FOR_PAGES = {"client", "log_in"}
# A busy machine is no mistake in what is tested: pytest's own timeout ends what hangs. The same state of the project
# gives the same answer twice, so examples are drawn anew only where somebody asks for it.
hypothesis.settings.register_profile("house", deadline=None, derandomize=not os.environ.get("TEST_NEW_EXAMPLES"))
hypothesis.settings.load_profile("house")
RARE = "qxzQXZ"
# What every database has from its making, and no test writes.
KEPT = ("django_content_type", "auth_permission")
# Nothing else vacuums the run's own server: what tests took back stays in its tables, a gigabyte by the end, which
# whoever reads a table reads as well.
TESTS_BETWEEN_VACUUMS, MOST_LEFT = 10, 256 * 1024
TESTS_SO_FAR: pytest.StashKey[SimpleNamespace] = pytest.StashKey()


def pytest_itemcollected(item):
    if ASKS_FOR_PAGES & {*item.fixturenames} or item.path.parent.name == "views":
        item.add_marker(pytest.mark.pages)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """What takes long begins first, so that neither core waits for the other at the end; else in random order."""
    items.sort(key=lambda item: [item.get_closest_marker(name) is None for name in LONGEST_FIRST])


class Together(LoadGroupScheduling):
    """By place, which the scheduler is told. The marks of pytest-xdist change a name that pytest 9 reads no more."""

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in TOGETHER if nodeid.startswith(place)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return Together(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection_finish():
    """What is loaded by now stays to the end: looking for garbage among it is a fifteenth of the time of most tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item, nextitem):
    """Between two tests, now and then: tables are as small again as they were."""
    so_far = item.config.stash.get(TESTS_SO_FAR, None)
    if so_far is None or nextitem is None or MARK not in os.environ:
        return
    so_far.tests += 1
    if so_far.tests % TESTS_BETWEEN_VACUUMS == 0:
        with so_far.blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT oid::regclass FROM pg_class WHERE relkind = 'r' AND pg_relation_size(oid) > %s"
                " AND relnamespace = 'public'::regnamespace",
                [MOST_LEFT],
            )
            if large := [name for (name,) in cursor.fetchall()]:
                cursor.execute(f"VACUUM (SKIP_LOCKED) {', '.join(large)}")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Databases of tests are copies of one that has its tables, where the run's own server brought one along."""
    connection.settings_dict["TEST"]["TEMPLATE"] = os.environ.get(MARK)


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker):
    """Transactional tests empty every table when they end; the triggers that refuse TRUNCATE stand aside for it."""
    request.config.stash[TESTS_SO_FAR] = SimpleNamespace(blocker=django_db_blocker, tests=0)
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname)"
            " FROM pg_trigger WHERE NOT tgisinternal AND tgtype & 32 > 0"
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
    yield
    # A page that a browser never finished reading may still hold the database, which is dropped next.
    with django_db_blocker.unblock():
        _end_connections(connection.settings_dict["NAME"])


def _empty(test: TransactionTestCase, flush=TransactionTestCase._fixture_teardown) -> None:
    """What Django's flush does, in a tenth of its time: only tables that were ever written are emptied, row by row.

    Only the run's own server lets us pass by the triggers that refuse it; another gets the flush.
    """
    if MARK not in os.environ:
        flush(test)
        return
    with connection.cursor() as cursor:
        names = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND pg_relation_size(oid) > 0")
        written = [name for (name,) in cursor.fetchall() if name in names - {*KEPT}]
        deletes = "".join(f"DELETE FROM {connection.ops.quote_name(name)};" for name in written)
        cursor.execute(f"BEGIN; SET LOCAL session_replication_role = replica; {deletes} COMMIT")


TransactionTestCase._fixture_teardown = _empty


@pytest.fixture(autouse=True)
def _english():
    """A Welsh page leaves its language behind in the process; every test begins in English."""
    translation.activate("en-gb")


@pytest.fixture(scope="session", autouse=True)
def _chance_spells_no_name():
    """What is drawn by lot for a page has no letters of which names are made: one in a thousand held "Ada" before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.middleware.csrf.CSRF_ALLOWED_CHARS", RARE)
        patch.setattr(CSPMiddleware, "_make_nonce", _nonce)
        yield


@pytest.fixture(scope="session", autouse=True)
def _secrets_are_the_same():
    """Figures have the same secret shifts in every run, as examples do: with one secret in fifteen a figure that a test
    reads is held back, and rightly so. What one process encrypted in the demo that all share, the others read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "HASH_KEY", b"of these tests")
        patch.setattr(settings, "FIELD_KEY", base64.urlsafe_b64encode(b"of these tests, and 32 bytes too"))
        yield


def _nonce(_middleware, request):
    request._csp_nonce = getattr(request, "_csp_nonce", None) or get_random_string(40, RARE)
    return request._csp_nonce


@pytest.fixture(autouse=True)
def _nothing_kept(request):
    """What an earlier test asked counts against nobody, and no page of its facts is shown again."""
    if {"db", "transactional_db"} & {*request.fixturenames} or request.node.get_closest_marker("django_db"):
        cache.clear()


@pytest.fixture(scope="session")
def kept_demo(django_db_setup, django_db_blocker):
    """The name of the database in which the demo is kept for the next test: of any worker on the run's own server,
    which goes with the run; of this worker on another, where it is dropped."""
    name = f"{os.environ.get(MARK, connection.settings_dict['NAME'])}_demo"
    if MARK in os.environ:
        yield name
        return
    with django_db_blocker.unblock():
        _drop_database(name)
    yield name
    with django_db_blocker.unblock():
        _drop_database(name)


@pytest.fixture
def demo_of_300(transactional_db, kept_demo):
    """The demo with 300 people, made for the first test, and copied for the others.

    Its mark is a comment, which emptying the tables leaves: it is taken away here.
    """
    ours = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as one_at_a_time:
        one_at_a_time.execute("SELECT pg_advisory_lock(hashtext(%s))", [kept_demo])
        one_at_a_time.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [kept_demo])
        if one_at_a_time.fetchone()[0]:
            _copy_database(kept_demo, ours)
        else:
            call_command("demo", people=300, verbosity=0)
            _copy_database(ours, kept_demo)
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON TABLE {mark.TABLE} IS NULL")


def _copy_database(source: str, name: str) -> None:
    """Replace a database by a copy of another, to which nobody may be connected."""
    _end_connections(source)
    _drop_database(name)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')


def _end_connections(name: str) -> None:
    """Our own first, and from outside the database, so that what ends the others is not among them."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])


def _drop_database(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def south_west():
    return RegionFactory(code="south_west", name="South West")


@pytest.fixture
def college():
    return OrganisationFactory(code="RCX", slug="royal-college-of-x", name="Royal College of X", kind="COLLEGE")


@pytest.fixture
def regional_team(south_west):
    return OrganisationFactory(code="Y58", slug="south-west", name="South West", kind="REGION", region=south_west)


@pytest.fixture
def national_team():
    return OrganisationFactory(code="NHSE", slug="nhs-england", name="NHS England", kind="NATIONAL")


def _member(role, organisation, *, second_factor=True, **user):
    member = UserFactory(second_factor=second_factor, **user)
    MembershipFactory(user=member, organisation=organisation, role=role)
    return member


@pytest.fixture
def clinician(south_west):
    """The user of a registered clinician in the South West."""
    return ClinicianFactory(region=south_west).user


@pytest.fixture
def college_admin(college):
    return _member("college_administrator", college, name="Cora Admin")


@pytest.fixture
def college_approver(college):
    return _member("college_approver", college, name="Avery Approver")


@pytest.fixture
def regional_lead(regional_team):
    return _member("regional_lead", regional_team, name="Rory Lead")


@pytest.fixture
def national_lead(national_team):
    return _member("national_lead", national_team, name="Nadia Lead")


@pytest.fixture
def auditor(national_team):
    return _member("auditor", national_team, name="Audrey Auditor")


@pytest.fixture
def support(national_team):
    return _member("support", national_team, name="Sam Support")


@pytest.fixture
def stranger():
    """A regional lead of another region: sees nobody here."""
    region = RegionFactory(code="north_west", name="North West")
    team = OrganisationFactory(code="Y62", slug="north-west", name="North West", kind="REGION", region=region)
    return _member("regional_lead", team, name="Stella Stranger")


@pytest.fixture
def log_in():
    """log_in(user) → a client logged in as that user, with the second factor if the user has one.

    log_in(user, with_factor=False) is a session opened by password alone.
    """

    def log_in(user, *, with_factor=True):
        client = Client()
        client.force_login(user)
        if with_factor and Authenticator.objects.filter(user=user).exists():
            session = client.session
            session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
            session["account_authentication_methods_user"] = user_id_to_str(user)
            session.save()
        return client

    return log_in

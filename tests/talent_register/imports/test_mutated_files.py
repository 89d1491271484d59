"""Any file at all, from the upload to the page before its approval: it is refused with a sentence, or each of its rows
is accepted, rejected or skipped, and what is wrong is named where it is. Nothing breaks, and nothing is lost.

A short run belongs to every test run; MUTATED_FILES=10000 makes a long one, in parts, since what a part took back is
only swept away between transactions. In a long run the page itself is asked for one file of ten, its figures for each,
and half as many files again have damaged bytes.
"""

import html
import zlib

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from profiles.models import Clinician
from talent_register.imports import refusals
from talent_register.imports.actions import runs
from talent_register.imports.presenters import check
from talent_register.imports.presenters.findings import findings_of
from talent_register.imports.reading import process
from talent_register.imports.resources import list_type_of
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, RegulatorFactory

from .kept_child import Fork, kept_child
from .mutations import FILES, IS_LONG, ROWS, Plan, made, person, plans

pytestmark = [pytest.mark.slow, pytest.mark.timeout(0)]

AT_ONCE = min(FILES, 500)
PARTS = pytest.mark.parametrize("part", range(-(-FILES // AT_ONCE)))
ONE_PAGE_OF = 10 if IS_LONG else 1
LIMITS = {"deadline": None, "suppress_health_check": list(HealthCheck)}
LIMITS |= {"derandomize": False} if IS_LONG else {}  # or each part would draw the same lists
BYTES = st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), min_size=1, max_size=5)
ACCEPTED, REJECTED, SKIPPED = {"READY"}, {"PROBLEM"}, {"QUESTION", "LEFT_OUT"}


@pytest.fixture
def known(reference):
    """People of the list who are on the register: one under another last name, one as the list has them."""
    for number, last in ((1, "Strangeways"), (2, person(2)["Last name"])):
        made_known = ClinicianFactory(given_names="Amara", family_name=last)
        row = person(number)
        RegistrationFactory(clinician=made_known, regulator=RegulatorFactory(code="gmc"), number=row["GMC number"])


@pytest.fixture(scope="module")
def keeper():
    with kept_child() as asked:
        yield asked


@pytest.fixture
def swept(django_db_setup, django_db_blocker):
    """The rows that an earlier part took back are gone from the tables."""
    if FILES > AT_ONCE:
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("VACUUM")
        connection.close()


@pytest.fixture
def checked(swept, upload, known, log_in, college_approver, keeper, monkeypatch):
    """checked(file, look) checks a file and looks at its run and the figures of the page before the approval; the
    register is then as it was."""
    client = log_in(college_approver)
    monkeypatch.setattr(process, "fresh", lambda: Fork(keeper))

    def figures_of(run, content):
        runs.settle_all(run=run, at=timezone.now())
        figures = {line["key"]: line["value"] for line in check.counts(run, list_type_of("trainees"))}
        if zlib.crc32(content) % ONE_PAGE_OF == 0:
            answer = client.get(reverse("import-check", args=[run.reference]))
            assert answer.status_code == 200
            page = html.unescape(" ".join(answer.text.split()))
            assert all(figure(page, words) == value for words, value in figures.items())
        return figures

    def checked(content, look):
        with transaction.atomic():
            people = Clinician.objects.count()
            run = upload(content)
            assert run.failures == 0
            assert Clinician.objects.count() == people
            look(run, {} if run.state == "REFUSED" else figures_of(run, content))
            transaction.set_rollback(True)

    return checked


def states(run):
    """How many rows were accepted, rejected and skipped, counted from the rows themselves."""
    found = list(run.rows.values_list("state", flat=True))
    return [sum(state in wanted for state in found) for wanted in (ACCEPTED, REJECTED, SKIPPED)]


def figure(page, words):
    """The figure beside these words on the page."""
    return page.split(f">{words}</dt>")[1].split("</dd>")[0].rsplit(">", 1)[1].strip()


@PARTS
@settings(max_examples=AT_ONCE, **LIMITS)
@given(plan=plans())
def test_every_row_is_accounted_for_and_every_fault_is_named(plan, checked, part):
    file = made(plan)

    def look(run, figures):
        assert run.state in ("NEEDS_ANSWERS", "PROBLEMS", "READY"), refusals.sentence(run.refusal, run.refusal_details)
        accepted, rejected, skipped = states(run)
        assert accepted + rejected + skipped == run.rows.count() == run.counts["rows"] == file.filled
        assert run.counts["blank"] == file.blank
        found = findings_of(run, list_type_of("trainees"))
        named = {(one["row"], one["column"], one["value"], one["code"]) for one in found}
        assert file.faults <= named
        assert all(one["message"] for one in found)
        others = {code for row, _column, _value, code in named - file.faults}
        assert others <= {"possible_match", "duplicate_in_file", "one_name", "end_before_start"}
        assert figures["New people"] == str(run.counts["new"])
        assert figures["Left out"] == str(rejected + skipped)

    checked(file.content, look)


@PARTS
@settings(max_examples=AT_ONCE // 2 if IS_LONG else AT_ONCE, **LIMITS)
@given(plan=plans(), flips=BYTES)
def test_damaged_bytes_break_nothing(plan, flips, checked, part):
    content = bytearray(made(plan).content)
    for place, byte in flips:
        content[place % len(content)] = byte

    def look(run, figures):
        if run.state == "REFUSED":
            assert refusals.sentence(run.refusal, run.refusal_details)
            assert not run.rows.exists()
            return
        accepted, rejected, skipped = states(run)
        assert accepted + rejected + skipped == run.rows.count() == run.counts["rows"]
        assert figures["Left out"] == str(rejected + skipped)

    checked(bytes(content), look)


def test_the_list_itself_is_faultless(checked):
    plan = Plan({}, set(), set(), title=False, order=list(person(0)), odd={}, kind="utf-8", separator=",")

    def look(run, figures):
        assert states(run) == [ROWS - 1, 0, 1], "one is known under another last name"
        assert figures["New people"] == str(ROWS - 1)

    checked(made(plan).content, look)

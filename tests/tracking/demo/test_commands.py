import io
import json

import pytest
from django.core.management import CommandError, call_command

from profiles.models import Clinician
from tracking.demo import accounts

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def is_demo(settings):
    settings.DEMO = True


def run(*args, **options):
    out = io.StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def test_demo_builds_says_how_long_and_knows_that_it_is_there(places, without_figures):
    assert "60 people in" in run("demo", people=60, without_lists=True)
    first = set(Clinician.objects.values_list("reference", flat=True))
    assert "already here: 60 people" in run("demo", people=60, without_lists=True)
    run("demo", people=70, again=True, without_lists=True)
    assert Clinician.objects.count() == 70
    assert first - set(Clinician.objects.values_list("reference", flat=True)) == set()


def test_demo_refuses_too_few(places):
    with pytest.raises(CommandError, match="must be 50 or more"):
        run("demo", people=3)


def test_demo_refuses_where_people_are(places, clinician):
    with pytest.raises(CommandError, match="did not come from the demo"):
        run("demo", people=60, without_lists=True)


def test_logins_are_listed(demo):
    text = run("demo_logins")
    assert accounts.PASSWORD in text
    assert all(log_in.email in text for log_in in accounts.LOG_INS)


def test_logins_as_an_object(demo):
    answer = json.loads(run("demo_logins", "--json"))
    assert len(answer["log_ins"]) == len(accounts.LOG_INS)
    assert answer["claim_link"].startswith("http")


def test_no_logins_without_a_demo():
    with pytest.raises(CommandError, match="no demo here"):
        run("demo_logins")


def test_a_code_is_six_digits(demo):
    assert run("demo_code", "AUDITOR@demo.example").strip().isdigit()


@pytest.mark.parametrize(
    ("address", "reason"),
    [("nobody@demo.example", "no log-in of the demo"), ("clinician@demo.example", "password alone")],
)
def test_a_code_that_cannot_be_given_says_why(demo, address, reason):
    with pytest.raises(CommandError, match=reason):
        run("demo_code", address)


def test_no_codes_outside_a_demo(demo, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="no demo here"):
        run("demo_code", "auditor@demo.example")

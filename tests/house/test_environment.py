"""What production refuses, said in one sentence, and what it accepts without a warning."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from talent_register.env import VARIABLES

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
GOOD_SECRET = "bT9xq-0fLr2ZkVw7uQmE4hYcNs8aJd1GpX5iKoRe3WtMvHzDyBn6CjUlAgFfSS"
PRODUCTION = {
    "REGISTER_ENVIRONMENT": "production",
    "SECRET_KEY": GOOD_SECRET,
    "REGISTER_FIELD_KEY": GOOD_SECRET[::-1],
    "REGISTER_HASH_KEY": GOOD_SECRET[::2] + GOOD_SECRET[1::2],
    "DATABASE_URL": "postgres://talent_register:pw@postgres:5432/talent_register",
    "REDIS_URL": "redis://:pw@redis:6379/0",
    "EMAIL_URL": "smtp+tls://user:pw@mail.example:587",
    "REGISTER_HOSTS": "register.example",
    "REGISTER_PUBLIC_URL": "https://register.example",
}


def check(values, *options):
    """`manage.py check` as production would run it, with these variables and no others."""
    return subprocess.run(
        [sys.executable, "manage.py", "check", *options],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]} | {name: value for name, value in values.items() if value is not None},
        capture_output=True,
        text=True,
    )


def assert_refused_in_a_sentence(result, *words):
    assert result.returncode == 1
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    assert all(word in result.stderr for word in words), result.stderr


@pytest.mark.slow
def test_production_settings_have_no_warning():
    result = check(PRODUCTION, "--deploy", "--fail-level", "WARNING")
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("name", [variable.name for variable in VARIABLES if variable.required_in_production])
def test_production_refuses_to_start_without(name):
    assert_refused_in_a_sentence(check(PRODUCTION | {name: None}), f"{name} is not set")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"SECRET_KEY": "short"}, ("SECRET_KEY is too weak", "50 random characters")),
        ({"SECRET_KEY": "a" * 80}, ("SECRET_KEY is too weak",)),
        ({"SECRET_KEY": f"django-insecure-{GOOD_SECRET}"}, ("SECRET_KEY is too weak",)),
        ({"REGISTER_FIELD_KEY": "x" * 60}, ("REGISTER_FIELD_KEY is too weak",)),
        ({"REGISTER_HASH_KEY": "x" * 60}, ("REGISTER_HASH_KEY is too weak",)),
        ({"DEBUG": "1"}, ("DEBUG is on", "Set DEBUG to 0")),
        ({"DEBUG": "maybe"}, ("DEBUG", "1 or 0")),
        ({"REGISTER_ENVIRONMENT": "prod"}, ("REGISTER_ENVIRONMENT", "demo, test, production")),
        ({"REGISTER_HOST": "typo.example"}, ("REGISTER_HOST is not a variable", "docs/environment.md")),
        ({"REGISTER_POOL_SIZE": "many"}, ("REGISTER_POOL_SIZE", "whole number")),
        ({"REGISTER_ENVIRONMENT": None, "SECRET_KEY": None}, ("SECRET_KEY is not set",)),
    ],
)
def test_a_wrong_variable_stops_the_start_with_a_sentence(changes, words):
    assert_refused_in_a_sentence(check(PRODUCTION | changes), *words)


def test_an_unknown_variable_of_ours_stops_a_demo_too():
    assert_refused_in_a_sentence(check({"REGISTER_THEEM": "neutral"}), "REGISTER_THEEM is not a variable")

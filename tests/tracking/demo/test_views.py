import subprocess
import sys

import pytest
from django.test import Client

from tracking.demo.accounts import LOG_INS, PASSWORD

pytestmark = [pytest.mark.slow]


@pytest.mark.django_db
@pytest.mark.urls("tests.tracking.demo.urls")
def test_the_page_lists_everybody_with_codes(demo, settings):
    settings.DEMO = True
    body = Client().get("/demo/").content.decode()
    assert PASSWORD in body
    assert all(log_in.email in body for log_in in LOG_INS)
    assert any(log_in.code() in body for log_in in LOG_INS if log_in.needs_code)


@pytest.mark.django_db
@pytest.mark.urls("tests.tracking.demo.urls")
def test_the_page_needs_a_database_that_is_marked(settings):
    settings.DEMO = True
    assert Client().get("/demo/").status_code == 404


@pytest.mark.django_db
@pytest.mark.urls("tests.tracking.demo.urls")
def test_the_page_needs_demo_settings_too(demo, settings):
    settings.DEMO = False
    assert Client().get("/demo/").status_code == 404


@pytest.mark.parametrize(("environment", "exists"), [("test", False), ("demo", True)])
def test_only_a_demo_server_has_the_address(environment, exists):
    """In another process, as the addresses are made once when a server starts."""
    script = "import django; django.setup(); from django.urls import reverse; print(reverse('demo'))"
    result = subprocess.run(
        [sys.executable, "-c", script],
        env={
            "DJANGO_SETTINGS_MODULE": "talent_register.settings",
            "REGISTER_ENVIRONMENT": environment,
            "DATABASE_URL": "postgres://localhost/none",
            "PATH": "/usr/bin:/bin",
        },
        capture_output=True,
        text=True,
    )
    assert (result.returncode == 0) == exists, result.stderr

import datetime

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/help/", "Help"),
        ("/accessibility-statement/", "Accessibility statement"),
        ("/cookies/", "Cookies"),
        ("/terms/", "Terms of use"),
    ],
)
def test_page_is_for_everybody(client, address, heading):
    page = client.get(address)
    assert page.status_code == 200
    assert f"<h1>{heading}</h1>" in page.content.decode()
    assert client.get(f"/cy{address}").status_code == 200


def test_page_refuses_what_is_not_reading(client):
    assert client.post("/help/").status_code == 405


def test_pages_name_the_contact_of_the_settings(client, settings):
    settings.REPLY_EMAIL = "desk@register.test"
    assert "desk@register.test" in client.get("/accessibility-statement/").content.decode()
    assert "desk@register.test" in client.get("/.well-known/security.txt").content.decode()


def test_security_txt_has_not_expired(client):
    lines = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines())
    days = datetime.datetime.fromisoformat(lines["Expires"]) - datetime.datetime.now(datetime.UTC)
    assert 300 < days.days <= 365


def test_robots_leave_personal_pages_alone(client):
    page = client.get("/robots.txt").content.decode()
    assert "Disallow: /me/\n" in page
    assert "Disallow: /cy/me/\n" in page
    assert "Disallow: /\n" not in page


def test_cookie_page_names_the_time_limits(client, settings):
    settings.STAFF_IDLE_MINUTES = 11
    assert "11 minutes for staff" in client.get("/cookies/").content.decode()

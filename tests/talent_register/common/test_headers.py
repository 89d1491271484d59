"""The exact set of headers, under the settings of each environment as the settings file gives them."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import path, reverse

from talent_register import urls
from talent_register.common.middleware import PERMISSIONS_POLICY
from talent_register.common.permissions import Permission, public, requires

pytestmark = pytest.mark.slow

NAMES = (
    "ALLOWED_HOSTS CONTENT_SECURITY_POLICY X_FRAME_OPTIONS SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS "
    "SECURE_HSTS_INCLUDE_SUBDOMAINS SECURE_HSTS_PRELOAD SECURE_REFERRER_POLICY SECURE_CROSS_ORIGIN_OPENER_POLICY "
    "SESSION_COOKIE_NAME CSRF_COOKIE_NAME LANGUAGE_COOKIE_NAME SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE"
)
READ = (
    "import json; from talent_register import settings as s; "
    f"print(json.dumps({{name: getattr(s, name) for name in {NAMES!r}.split()}}))"
)
PRODUCTION = {
    "SECRET_KEY": "k3Jx9Qz2Lm7Vp4Rt8Wy1Bn6Hc5Df0Gs-aUeIoPqXzCvMlKjHgFd",
    "REGISTER_HASH_KEY": "Qw3Er5Ty7Ui9Op1As-Df2Gh4Jk6Lz8Xc0VbNm_aSdFgHjKlZxCvB",
    "REGISTER_FIELD_KEY": "Zx9Cv8Bn7Mq6Lw5Ke4Jr3Ht2Gy1Fu0-DiSoAp_QwErTyUiOpAs",
    "DATABASE_URL": "postgres://u:p@h/n",
    "REDIS_URL": "redis://h",
    "EMAIL_URL": "smtp://h",
    "REGISTER_HOSTS": "testserver",
    "REGISTER_PUBLIC_URL": "https://testserver",
}
CSP = {
    "default-src 'none'",
    "base-uri 'none'",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self' data:",
    "manifest-src 'self'",
    "object-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
}
EVERYWHERE = {
    "Content-Security-Policy": CSP,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
ONLY_PRODUCTION = {
    "Content-Security-Policy": CSP | {"upgrade-insecure-requests"},
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
}
# Say what the answer is, not what may be done with it.
DESCRIPTIVE = {"Content-Type", "Content-Length", "Content-Language", "Vary", "Location", "X-Request-ID", "Expires"}
DESCRIPTIVE |= {"Last-Modified", "ETag", "Accept-Ranges"}


@public("a test")
def _broken(request):
    raise RuntimeError("broken")


@requires(Permission.AUDIT_VIEW)
def _audited(request):
    raise AssertionError("never reached")


urlpatterns = [path("broken/", _broken), path("audited/", _audited), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture(params=["demo", "production"])
def place(request, settings, db):
    """The header settings of an environment, read from the settings file as that environment would."""
    extra = PRODUCTION if request.param == "production" else {}
    env = {"PATH": os.environ["PATH"], "REGISTER_ENVIRONMENT": request.param, **extra}
    done = subprocess.run([sys.executable, "-c", READ], cwd=settings.BASE_DIR, env=env, capture_output=True, check=True)
    for name, value in json.loads(done.stdout).items():
        setattr(settings, name, value)
    settings.ROOT_URLCONF = __name__
    return request.param


def expected(place, **more):
    return {**EVERYWHERE, **(ONLY_PRODUCTION if place == "production" else {}), **more}


def found(response):
    """The headers, with the policy as a set because its order says nothing."""
    headers = {name: value for name, value in response.headers.items() if name not in DESCRIPTIVE}
    return {**headers, "Content-Security-Policy": set(headers["Content-Security-Policy"].split("; "))}


def get(address, client=None):
    return (client or Client(raise_request_exception=False)).get(address, secure=True)


def test_page_for_everybody(place):
    assert found(get("/help/")) == expected(place)


def test_log_in_page(place):
    allauth = "max-age=0, no-cache, no-store, must-revalidate, private"
    assert found(get(reverse("account_login"))) == expected(
        place, **{"Cache-Control": allauth, "X-Robots-Tag": "noindex"}
    )


def test_page_behind_log_in(place, clinician):
    client = Client()
    client.force_login(clinician)
    response = get("/help/", client)
    assert found(response) == expected(place, **{"Cache-Control": "no-store", "X-Robots-Tag": "noindex"})


@pytest.mark.parametrize(("address", "status"), [("/no/such/page/", 404), ("/broken/", 500)])
def test_error_page(place, address, status):
    response = get(address)
    assert response.status_code == status
    assert found(response) == expected(place, **{"X-Robots-Tag": "noindex"})


def test_refusal(place, clinician):
    client = Client()
    client.force_login(clinician)
    response = get("/audited/", client)
    assert response.status_code == 403
    assert found(response) == expected(place, **{"Cache-Control": "no-store", "X-Robots-Tag": "noindex"})


def test_redirect(place):
    response = get(reverse("account_email"))
    assert response.status_code == 302
    headers = found(response)
    headers.pop("Cache-Control", None)
    assert headers == expected(place, **{"X-Robots-Tag": "noindex"})


def test_static_file(place):
    response = get("/static/app.css")
    headers = found(response)
    assert response.status_code == 200
    assert headers.pop("Cache-Control").startswith("max-age=")
    assert headers == expected(place)


def test_log_out_clears_the_browser(place, clinician, settings):
    settings.LOGOUT_REDIRECT_URL = "help"
    client = Client()
    client.force_login(clinician)
    response = client.post(reverse("account_logout"), secure=True)
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert response["Cache-Control"] == "no-store"


def test_cookies_are_bound_to_this_host_in_production(place):
    client = Client()
    get(reverse("account_login"), client)
    cookie = client.cookies[django_settings.CSRF_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert not cookie["domain"]
    assert bool(cookie["secure"]) == (place == "production")
    assert cookie.key.startswith("__Host-") == (place == "production")


def test_no_feature_is_named_twice():
    names = [part.split("=")[0] for part in PERMISSIONS_POLICY.split(", ")]
    assert len(names) == len(set(names))

import pytest
from allauth.core.ratelimit import respond_429
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from talent_register import urls
from talent_register.common import errors
from talent_register.common.permissions import public


@public("a test")
def _raising(request, kind):
    errors = {
        "400": SuspiciousOperation("odd"),
        "403": PermissionDenied,
        "413": RequestDataTooBig("much"),
        "500": RuntimeError("broken"),
        "503": OperationalError("server closed the connection"),
    }
    raise errors[kind]


@public("a test")
def _posted(request):
    return HttpResponse("fine")


urlpatterns = [path("raise/<str:kind>/", _raising), path("post/", _posted), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture
def client(db, settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("status", "heading"),
    [
        (400, "We could not read what your browser sent"),
        (403, "You cannot view this page"),
        (413, "The file is too large"),
        (500, "Sorry, there is a problem with the service"),
        (503, "Sorry, the service is not available"),
    ],
)
def test_error_page_says_what_happened(client, status, heading):
    response = client.get(f"/raise/{status}/")
    assert response.status_code == status
    page = response.content.decode()
    assert f"<h1>{heading}</h1>" in page
    assert f"<title>{heading} – " in " ".join(page.split())
    assert page.count("<h1") == 1


def test_unknown_address_is_not_found(client):
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "check you copied all of it" in response.content.decode()


def test_error_pages_speak_of_the_language_of_the_address(client):
    assert '<html lang="cy">' in client.get("/cy/no/such/page/").content.decode()


def test_broken_page_asks_no_database(db, rf, django_assert_num_queries):
    request = rf.get("/people/")
    with django_assert_num_queries(0):
        response = errors.server_error(request)
    assert response.status_code == 500


def test_page_that_cannot_be_made_still_says_sorry(client, monkeypatch):
    monkeypatch.setattr("talent_register.common.errors.render_to_string", lambda *a: 1 / 0)
    response = client.get("/raise/500/")
    assert response.status_code == 500
    assert "Sorry, there is a problem with the service" in response.content.decode()


def test_unavailable_says_when_to_try_again(client):
    assert client.get("/raise/503/")["Retry-After"] == "120"


def test_form_from_elsewhere_changes_nothing(settings, db):
    settings.ROOT_URLCONF = __name__
    response = Client(enforce_csrf_checks=True).post("/post/", {"a": "b"})
    assert response.status_code == 403
    assert "We could not check that this came from you" in response.content.decode()


def test_too_large_request_is_refused_before_it_is_read(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = client.post("/post/", {"a": "b" * 2000})
    assert response.status_code == 413
    assert "smaller than 10MB" in response.content.decode()
    assert client.post("/post/", {"a": "b"}).status_code == 200


@pytest.mark.parametrize("length", ["", "-1", "much"])
def test_odd_content_length_is_no_crash(client, length):
    assert client.get("/post/", CONTENT_LENGTH=length).status_code == 200


def test_too_many_tries_are_answered_in_our_words(rf):
    request = rf.get("/")
    response = respond_429(request)
    assert response.status_code == 429
    assert "<h1>You have asked too often</h1>" in response.content.decode()

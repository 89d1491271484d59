"""One transaction a request: who acts is known to the database, and failure leaves nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import Client
from django.urls import path

from talent_register.audit import actions as audit
from talent_register.audit.models import Change, Event
from talent_register.common.permissions import public
from tests.factories.organisations import RegionFactory
from tests.factories.profiles import ClinicianFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
WHY = "a view of this test"


@public(WHY)
def writes(request):
    audit.record("test.thing_done", object_type="test")
    ClinicianFactory(region=RegionFactory(code="south_west"), user=None)
    return HttpResponse(status=int(request.GET.get("status", 200)))


@public(WHY)
def writes_and_raises(request):
    audit.record("test.thing_done", object_type="test")
    raise {"404": Http404, "403": PermissionDenied, "500": ZeroDivisionError}[request.GET["status"]]


urlpatterns = [path("writes/", writes), path("raises/", writes_and_raises)]
handler500 = handler404 = handler403 = lambda request, *args, **kwargs: HttpResponse(status=500)


def test_the_actor_and_the_request_are_on_events_and_changes(national_lead, log_in):
    response = log_in(national_lead).get("/writes/")
    event = Event.objects.get(type="test.thing_done")
    change = Change.objects.filter(table="profiles_clinician").latest("id")
    assert event.actor == change.actor == national_lead.audit_name
    assert event.request_id == change.request_id == response["X-Request-ID"]
    assert event.actor_name == "Nadia Lead"


def test_somebody_not_logged_in_is_a_visitor():
    Client().get("/writes/")
    assert Event.objects.get(type="test.thing_done").actor == "visitor"


@pytest.mark.parametrize("status", [200, 302, 422])
def test_an_answer_below_500_is_kept(status):
    Client().get("/writes/", {"status": status})
    assert Event.objects.filter(type="test.thing_done").exists()


@pytest.mark.parametrize("status", [500, 503])
def test_an_answer_of_500_and_above_leaves_nothing(status):
    Client().get("/writes/", {"status": status})
    assert not Event.objects.filter(type="test.thing_done").exists()


@pytest.mark.parametrize("status", ["403", "404", "500"])
def test_a_view_that_raises_leaves_nothing(status):
    Client(raise_request_exception=False).get("/raises/", {"status": status})
    assert not Event.objects.filter(type="test.thing_done").exists()

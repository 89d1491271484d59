"""A copy, a request, a restriction, leaving: the pages, and what support sees."""

import csv
import io
import json
import time
import zipfile
from datetime import timedelta
from urllib.parse import unquote

import pytest
from allauth.account.internal.userkit import user_id_to_str
from django.urls import reverse
from django.utils import timezone

from profiles import rules
from profiles.actions import copies, rights
from profiles.models import Clinician, DataCopy, RightsRequest
from profiles.rights import registry
from profiles.tasks import make_data_copies
from talent_register.accounts.models import User
from talent_register.audit import actions as audit
from talent_register.audit.models import Event, View
from talent_register.letters.models import Letter
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, TrainingFactory
from tests.factories.tracking import CohortMemberFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def person(clinician):
    return clinician.clinician


def proven(client):
    """Somebody who gave their password just now."""
    session = client.session
    user = User.objects.get(pk=session["_auth_user_id"])
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session.save()


def fetch(client):
    """The file of the newest copy, opened."""
    copy = DataCopy.objects.latest("pk")
    proven(client)
    response = client.get(reverse("own-copy", args=[copy.pk]))
    assert response.status_code == 200
    return response, zipfile.ZipFile(io.BytesIO(response.content))


def test_the_copy_holds_every_table_and_nobody_else(clinician, person, college, regional_lead, log_in):
    other = ClinicianFactory(family_name="Somebody-Else")
    TrainingFactory(clinician=other, organisation=college)
    TrainingFactory(clinician=person, organisation=college, programme="=Core training")
    CohortMemberFactory(clinician=person, why_in="Asked to join")
    person.preferred_name = "Jo"
    person.save()
    audit.viewed(
        [person.reference, other.reference],
        page="person",
        by=regional_lead,
        organisation="South West",
        role="Regional lead",
        purpose="Talent discussion",
    )
    client = log_in(clinician)
    assert client.post(reverse("own-copy-ask")).url == reverse("own-data")
    assert "Download the copy of" in client.get(reverse("own-data")).content.decode()
    response, file = fetch(client)
    assert response["Content-Disposition"].startswith('attachment; filename="leadership-register-')
    tables = json.loads(file.read("everything.json"))["tables"]
    assert tables["clinician"][0]["family_name"] == person.family_name
    assert [row["programme"] for row in tables["training"]] == ["=Core training"]
    assert tables["cohortmember"][0]["why_in"] == "Asked to join"
    assert tables["audit_view"][0]["purpose"] == "Talent discussion"
    assert tables["audit_change"][-1]["after"] == {"preferred_name": "Jo"}
    assert {"accounts_user", "account_emailaddress", "audit_event"} <= set(tables)
    lines = list(csv.DictReader(io.StringIO(file.read("tables/training.csv").decode("utf-8-sig"))))
    assert lines[0]["programme"] == "'=Core training"
    page = file.read("read-me-first.html").decode()
    assert page.count("<h1") == 1
    assert person.family_name in page
    assert "What is not in here, and why" in page
    whole = page + file.read("everything.json").decode()
    assert "Somebody-Else" not in whole
    assert other.reference not in whole
    assert regional_lead.name not in whole
    assert clinician.password not in whole
    assert Event.objects.filter(type="profiles.data_downloaded", person_ref=person.reference).exists()


def test_a_large_copy_is_made_in_the_background(clinician, log_in, monkeypatch):
    monkeypatch.setattr(rules, "is_small", lambda rows: False)
    client = log_in(clinician)
    client.post(reverse("own-copy-ask"))
    client.post(reverse("own-copy-ask"))
    copy = DataCopy.objects.get()
    assert "We are making your copy" in client.get(reverse("own-data")).content.decode()
    assert "data-poll" in client.get(reverse("own-copy-state")).content.decode()
    assert client.get(reverse("own-copy", args=[copy.pk])).status_code == 404
    make_data_copies()
    assert "data-poll" not in client.get(reverse("own-copy-state")).content.decode()
    fetch(client)


def test_a_copy_that_breaks_is_given_up_and_says_so(clinician, person, log_in, monkeypatch):
    monkeypatch.setattr(rules, "is_small", lambda rows: False)
    copies.ask(clinician=person, by=clinician, at=timezone.now())
    DataCopy.objects.update(attempts=rules.COPY_TRIES)
    make_data_copies()
    assert "Ask again" in log_in(clinician).get(reverse("own-data")).content.decode()


def test_a_copy_is_gone_after_its_days(clinician, person, log_in):
    copies.ask(clinician=person, by=clinician, at=timezone.now() - timedelta(days=rules.COPY_DAYS, minutes=1))
    copy = DataCopy.objects.get()
    assert log_in(clinician).get(reverse("own-copy", args=[copy.pk])).status_code == 404


def test_somebody_elses_copy_is_not_found(clinician, log_in):
    other = ClinicianFactory()
    copy = copies.ask(clinician=other, by=other.user, at=timezone.now())
    assert log_in(clinician).get(reverse("own-copy", args=[copy.pk])).status_code == 404


def test_a_copy_asks_each_table_once_or_twice(person, django_assert_max_num_queries):
    for _n in range(30):
        RegistrationFactory(clinician=person)
    with django_assert_max_num_queries(4 * len(registry.holdings())):
        copies.ask(clinician=person, by=person.user, at=timezone.now())


def test_hiding_and_showing_again(clinician, person, regional_lead, college, college_admin, log_in):
    client = log_in(clinician)
    assert client.post(reverse("own-restriction")).url == reverse("own-data")
    assert not Clinician.objects.visible_to(regional_lead).filter(pk=person.pk).exists()
    assert "hidden from everyone since" in client.get(reverse("own-data")).content.decode()
    client.post(reverse("own-restriction"))
    assert Clinician.objects.visible_to(regional_lead).filter(pk=person.pk).exists()
    assert Event.objects.filter(type="profiles.restriction_lifted").exists()


def test_asking_for_a_correction_and_the_answer(clinician, person, support, log_in):
    client = log_in(clinician)
    assert "Select what you would like to ask" in client.post(reverse("own-rights-ask"), {}).content.decode()
    client.post(reverse("own-rights-ask"), {"kind": "CORRECT", "message": "My start date is wrong."})
    client.post(reverse("own-rights-ask"), {"kind": "CORRECT", "message": "My start date is wrong."})
    asked = RightsRequest.objects.get()
    assert asked.due_on == rules.answer_due_on(timezone.localdate())
    assert Letter.objects.filter(kind="profiles/request_received", person_ref=person.reference).count() == 1
    staff = log_in(support)
    assert asked.reference in staff.get(reverse("rights-request-list")).content.decode()
    page = staff.get(reverse("rights-request", args=[asked.reference])).content.decode()
    assert "My start date is wrong." in page
    assert View.objects.of_person(person.reference).filter(page="rights request").exists()
    staff.post(
        reverse("rights-request", args=[asked.reference]), {"outcome": "LATER", "answer": "The college must answer."}
    )
    assert "The college must answer." in client.get(reverse("own-data")).content.decode()
    page = staff.get(reverse("rights-request", args=[asked.reference])).content.decode()
    assert "We need longer" not in page
    staff.post(reverse("rights-request", args=[asked.reference]), {"outcome": "DONE", "answer": "It is 3 August."})
    assert "It is 3 August." in client.get(reverse("own-data")).content.decode()
    assert {"profiles/request_extended", "profiles/request_settled"} <= set(
        Letter.objects.values_list("kind", flat=True)
    )


def test_an_answered_request_is_not_answered_again(clinician, person, support, log_in):
    asked = rights.ask(clinician=person, kind="OBJECT", message="Stop.", by=clinician, at=timezone.now())
    rights.settle(request=asked, state="DONE", answer="Stopped.", by=support, at=timezone.now())
    page = log_in(support).post(
        reverse("rights-request", args=[asked.reference]), {"outcome": "DONE", "answer": "Again"}
    )
    assert "Somebody else answered this" in page.content.decode()


def test_the_way_out_and_back(clinician, person, log_in):
    client = log_in(clinician)
    page = client.get(reverse("own-departure")).content.decode()
    assert "What we delete" in page
    assert "What we keep" in page
    assert "Download my data" in page
    assert client.post(reverse("own-departure"), {"leave": "yes"}).url == reverse("own-departure")
    assert client.get(reverse("home")).url == reverse("own-departure")
    page = client.get(reverse("own-departure")).content.decode()
    assert "You can change your mind until" in page
    assert client.post(reverse("own-departure"), {"leave": "yes"}).url == reverse("own-data")
    assert client.post(reverse("own-departure"), {"stay": "yes"}).url == reverse("home")
    assert client.get(reverse("home")).status_code == 200
    person.refresh_from_db()
    assert person.state == "REGISTERED"


def test_a_copy_asks_who_it_is_again(clinician, person, log_in):
    copies.ask(clinician=person, by=clinician, at=timezone.now())
    client, address = log_in(clinician), reverse("own-copy", args=[DataCopy.objects.get().pk])
    asked = client.get(address)
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert address in unquote(asked.url)
    proven(client)
    assert client.get(address).status_code == 200


def test_pausing_is_offered_where_people_leave(clinician, log_in):
    page = log_in(clinician).get(reverse("own-departure")).content.decode()
    assert reverse("own-pause") in page

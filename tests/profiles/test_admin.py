"""Operators look; they change nothing here, and their looking is recorded."""

import pytest
from django.urls import reverse

from profiles.models import Specialty
from talent_register.audit.models import Event, View
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

MODELS = ["regulator", "profession", "specialty", "traininggrade", "consentwording", "datapurpose"]
MODELS += ["claimrequest", "clinician"]


@pytest.fixture
def operator():
    return UserFactory(is_staff=True, is_superuser=True, second_factor=True)


@pytest.mark.parametrize("model", MODELS)
def test_operators_look_and_do_not_add(reference, operator, clinician, log_in, model):
    client = log_in(operator)
    assert client.get(reverse(f"admin:profiles_{model}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:profiles_{model}_add")).status_code == 403


def test_opening_a_person_is_recorded(operator, clinician, log_in):
    own = clinician.clinician
    page = log_in(operator).get(reverse("admin:profiles_clinician_change", args=[own.pk])).content.decode()
    assert own.reference in page
    assert own.family_name not in page
    assert View.objects.get().people == [own.reference]


def test_exports_hold_no_formulas(operator, log_in):
    Specialty.objects.create(code="evil", name="=1+1")
    address = reverse("admin:profiles_specialty_changelist")
    sent = {"action": "export_as_csv", "_selected_action": Specialty.objects.get().pk}
    lines = b"".join(log_in(operator).post(address, sent).streaming_content).decode()
    assert "'=1+1" in lines
    event = Event.objects.get(type="profiles.reference_exported")
    assert (event.actor, event.details) == (operator.audit_name, {"table": "specialty", "rows": 1})


def test_others_do_not_get_in(regional_lead, log_in):
    assert log_in(regional_lead).get(reverse("admin:profiles_clinician_changelist")).status_code in {302, 403, 404}

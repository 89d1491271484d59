import pytest

from tests.factories.pathways import RequirementFactory
from tests.factories.tracking import RoleFactory


@pytest.fixture
def person(clinician):
    """The record of the clinician persona: a doctor in the South West."""
    return clinician.clinician


@pytest.fixture
def role(db):
    return RoleFactory(code="medical_director", title="Medical director")


@pytest.fixture
def need(role):
    return RequirementFactory(role=role, code="registration", words="Registration with your regulator")

import pytest

from tests.factories.accounts import MembershipFactory, UserFactory
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


@pytest.fixture
def editor(national_team, log_in):
    """A content editor, logged in."""
    return _editor(national_team, log_in, "Edith Editor")


@pytest.fixture
def second(national_team, log_in):
    """Another, who publishes what the first drafted."""
    return _editor(national_team, log_in, "Simon Second")


def _editor(team, log_in, name):
    user = UserFactory(name=name, second_factor=True)
    MembershipFactory(user=user, organisation=team, role="content_editor")
    return log_in(user)

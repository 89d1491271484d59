"""The reference data, and clinicians half-way through registering."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory, RegionFactory
from tests.factories.reference import load_all_reference


@pytest.fixture
def reference(db):
    load_all_reference()


@pytest.fixture
def regions(db):
    return [RegionFactory(code="south_west", name="South West"), RegionFactory(code="london", name="London")]


@pytest.fixture
def trust(regions):
    trust = OrganisationFactory(code="RH8", name="Royal Devon University Healthcare NHS Foundation Trust")
    trust.region = regions[0]
    trust.save()
    trust.names.create(name=trust.name, search_key="royal devon university healthcare nhs foundation trust")
    return trust


@pytest.fixture
def newcomer(reference, trust):
    """Somebody with an account and no record yet."""
    return UserFactory(email="new@nhs.example", name="")


ANSWERS = {
    "name": {"given_names": "Siân", "family_name": "O'Brien-Jones"},
    "profession": {"standing": "PRACTISING", "code": "nurse_adult"},
    "number": {"number": "12A3456E", "warning": ""},
    "role": {"title": "Ward manager", "organisation": None, "organisation_text": "A hospice", "employer": "A hospice"},
    "region": {"nation": "ENGLAND", "region": "south_west"},
    "stage": {"stage": "TEAM"},
    "next-step": {"next_step": "STEP_UP"},
    "consent": {"REGION": True, "NATION": False, "COLLEGE": True, "RECRUITERS": False},
    "letters": {"purposes": ["REVIEW"], "language": "en-gb"},
}


@pytest.fixture
def answers():
    return {**ANSWERS}

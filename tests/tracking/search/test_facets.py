"""Every figure beside a filter is the length of the list that the filter would show."""

from datetime import UTC, date, datetime

import pytest

from tests.factories.organisations import RegionFactory
from tests.factories.profiles import ClinicianFactory, ProfessionFactory
from tracking.search import Criteria, count, find
from tracking.search.facets import facets

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    nursing = ProfessionFactory(code="nurse_adult", name="Nurse (adult)", family="nursing")
    north = RegionFactory(code="north_west", name="North West")
    kinds = [
        {"profession": nursing, "stage": "TEAM", "review_due_on": date(2026, 11, 21)},
        {"profession": nursing, "stage": "SERVICE", "next_step": "STEP_UP", "review_due_on": date(2026, 12, 1)},
        {"stage": "TEAM", "next_step": "STEP_UP", "region": north},
        {"stage": "TEAM", "profession": None, "region": None, "registered_at": datetime(2026, 11, 20, tzinfo=UTC)},
    ]
    for kind in kinds:
        ClinicianFactory(**kind)
    ClinicianFactory(stage="TEAM", shares_with_nation=False)


def counted(user, text="", **chosen):
    criteria = Criteria(text=text, chosen=chosen)
    return count(user, find(user, criteria, TODAY), criteria, TODAY)


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"stage": ("TEAM",)},
        {"stage": ("TEAM", "SERVICE"), "family": ("nursing",)},
        {"region": ("north_west",), "next": ("STEP_UP",)},
        {"review": ("OVERDUE", "DUE")},
        {"joined": ("NEW",), "family": ("nursing",)},
    ],
)
def test_figures_are_lengths_of_lists(national_lead, people, chosen):
    seen = counted(national_lead, **chosen)
    assert seen.total == find(national_lead, Criteria(chosen=chosen), TODAY).people.count()
    for facet in facets():
        for value, number in seen.choices[facet.name].items():
            if value:
                other = Criteria(chosen={**chosen, facet.name: (value,)})
                assert number == find(national_lead, other, TODAY).people.count(), (facet.name, value)
        rest = {name: values for name, values in chosen.items() if name != facet.name}
        assert seen.without(facet.name) == find(national_lead, Criteria(chosen=rest), TODAY).people.count()


def test_figures_know_only_whom_the_user_may_see(national_lead, regional_lead, stranger, people):
    assert counted(national_lead).choices["region"] == {"south_west": 2, "north_west": 1, "": 1}
    assert counted(regional_lead).choices["stage"] == {"TEAM": 2, "SERVICE": 1}
    assert counted(stranger).choices["stage"] == {"TEAM": 1}


def test_words_and_filters_together(national_lead, people):
    ClinicianFactory(given_key="sian", family_key="llywelyn", stage="TEAM")
    assert counted(national_lead, "llewelyn").choices["stage"] == {"TEAM": 1}
    assert counted(national_lead, "llewelyn", stage=("SERVICE",)).total == 0
    assert counted(national_lead, "((").total == 0

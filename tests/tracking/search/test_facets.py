"""Every figure beside a filter is the length of the list that the filter would show."""

from datetime import UTC, date, datetime

import pytest

from tests.factories.organisations import RegionFactory
from tests.factories.pathways import GoalFactory, ParticipationFactory, ProgrammeFactory
from tests.factories.profiles import ClinicianFactory, PostFactory, ProfessionFactory
from tests.factories.tracking import CohortFactory, CohortMemberFactory, RoleFactory
from tracking.actions import facets as kept
from tracking.forms import PeopleForm
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
    made = [ClinicianFactory(**kind) for kind in kinds]
    ClinicianFactory(stage="TEAM", shares_with_nation=False)
    for code, some in (("chief_nurse", made[:3]), ("medical_director", made[1:2])):
        for person in some:
            GoalFactory(clinician=person, role=RoleFactory(code=code))
    for person, part in ((made[0], 1), (made[0], 0.5), (made[1], 0.5)):
        PostFactory(clinician=person, whole_time=part)


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
        {"goal": ("chief-nurse",), "pattern": ("PART",)},
        {"goal": ("chief-nurse", "medical-director"), "cohort": ("none",), "stage": ("TEAM",)},
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
    for facet in (one for one in facets() if one.name in chosen):
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


def test_a_person_with_several_values_is_one_person(national_lead, people):
    """Who aims for two roles is counted at both, and once in the list without that filter."""
    seen = counted(national_lead, goal=("medical-director",))
    assert seen.total == 1
    assert seen.choices["goal"] == {"chief-nurse": 3, "medical-director": 1}
    assert seen.without("goal") == 4
    assert counted(national_lead).choices["pattern"] == {"FULL": 1, "PART": 2}


@pytest.fixture(params=["by bits", "by a scan"])
def way(request):
    """Calls what makes the bits, or nothing."""
    return lambda: request.param == "by bits" and kept.refresh(at=datetime(2026, 11, 22, 12, tzinfo=UTC))


def test_what_people_agreed_to_is_what_the_readers_team_may_do(way, regional_lead, national_lead):
    ClinicianFactory(shares_with_recruiters=True)
    ClinicianFactory(shares_with_recruiters=True, no_posts_with_region=True)
    ClinicianFactory(shares_with_recruiters=False, no_posts_with_nation=True)
    ClinicianFactory(shares_with_region=False, shares_with_nation=False, shares_with_recruiters=True)
    way()
    assert counted(regional_lead).choices["consent"] == {"CONTACT": 1, "PLANNING": 1, "SUPPORT": 1}
    assert counted(national_lead).choices["consent"] == {"CONTACT": 2, "SUPPORT": 1}
    assert counted(national_lead, consent=("PLANNING", "SUPPORT")).total == 1


def test_cohorts_of_other_teams_tell_nothing(way, regional_lead, regional_team):
    """Whoever is in another team's cohort alone is in none, and its members are neither found nor counted."""
    inside, elsewhere = ClinicianFactory(), ClinicianFactory()
    CohortMemberFactory(cohort=CohortFactory(owner=regional_team, slug="ours"), clinician=inside)
    CohortMemberFactory(cohort=CohortFactory(slug="theirs"), clinician=elsewhere)
    way()
    assert counted(regional_lead).choices["cohort"] == {"ours": 1, "none": 1}
    assert counted(regional_lead, cohort=("theirs",)).total == 0
    found = find(regional_lead, Criteria(chosen={"cohort": ("none",)}), TODAY).people
    assert list(found) == [elsewhere]


def test_a_programme_counts_for_those_who_took_part_and_do_not_say_it_is_wrong(way, national_lead):
    there = ClinicianFactory()
    for state, disputed in (("COMPLETED", None), ("APPLIED", None), ("AWARDED", datetime(2026, 3, 1, tzinfo=UTC))):
        who = there if state == "COMPLETED" else ClinicianFactory()
        ParticipationFactory(clinician=who, programme=ProgrammeFactory(code="one"), state=state, disputed_at=disputed)
    way()
    seen = counted(national_lead, programme=("one",))
    assert (seen.total, seen.choices["programme"]) == (1, {"one": 1})


def test_nothing_that_is_protected_is_a_filter(national_lead):
    """What people say of themselves for equality lies in tables that no filter reads."""
    protected = ("birth", "sex", "gender", "ethnic", "disab", "religion", "orientation", "caring", "equality")
    words = [f"{name} {field.label}".lower() for name, field in PeopleForm(user=national_lead).fields.items()]
    assert [word for word in words if any(part in word for part in protected)] == []

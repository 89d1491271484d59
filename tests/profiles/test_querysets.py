"""Who sees whom: personas against people, as a table."""

import pytest
from django.contrib.auth.models import AnonymousUser

from profiles.models import Clinician
from talent_register.common.permissions import Permission
from tests.factories.organisations import RegionFactory
from tests.factories.profiles import ClinicianFactory, StubFactory, TrainingFactory

pytestmark = pytest.mark.django_db

PEOPLE = {
    "yes to both": {},
    "yes to region only": {"shares_with_nation": False},
    "yes to nation only": {"shares_with_region": False},
    "no to both": {"shares_with_region": False, "shares_with_nation": False},
    "other region": {"region": "north_west"},
    "no region": {"region": None},
    "paused": {"state": "PAUSED"},
    "left": {"state": "LEFT"},
    "declined": {"state": "DECLINED"},
}
SEEN = {
    "regional_lead": {"yes to both", "yes to region only"},
    "stranger": {"other region"},
    "national_lead": {"yes to both", "yes to nation only", "other region", "no region"},
    "college_admin": set(),
    "auditor": set(),
    "support": set(),
    "clinician": set(),
}


@pytest.fixture
def people(south_west):
    made = {}
    for name, values in PEOPLE.items():
        values = dict(values)
        if values.get("region"):
            values["region"] = RegionFactory(code=values["region"], name="North West")
        made[name] = ClinicianFactory(family_name=name, **values)
    made["stub"] = StubFactory(family_name="stub", shares_with_region=True, shares_with_nation=True)
    return made


@pytest.mark.parametrize("persona", sorted(SEEN))
def test_who_sees_whom(people, persona, request):
    user = request.getfixturevalue(persona)
    own = getattr(user, "clinician", None)
    seen = Clinician.objects.visible_to(user).exclude(pk=own.pk if own else 0)
    assert set(seen.values_list("family_name", flat=True)) == SEEN[persona]


def test_strangers_see_nobody(people):
    assert not Clinician.objects.visible_to(AnonymousUser()).exists()


def test_a_college_sees_its_own_list_and_no_longer_those_who_left(people, college, college_admin):
    TrainingFactory(clinician=people["stub"], organisation=college)
    TrainingFactory(clinician=people["no to both"], organisation=college, ended_on="2026-01-31")
    TrainingFactory(clinician=people["paused"])
    seen = Clinician.objects.visible_to(college_admin, Permission.TRAINEE_VIEW)
    assert [person.family_name for person in seen] == ["stub"]


def test_staff_see_no_trainees_as_such(people, college, regional_lead):
    TrainingFactory(clinician=people["stub"], organisation=college)
    assert not Clinician.objects.visible_to(regional_lead, Permission.TRAINEE_VIEW).exists()


def test_fresh_references_are_new(people):
    fresh = Clinician.objects.fresh_references(50)
    assert len(set(fresh)) == 50
    assert not Clinician.objects.filter(reference__in=fresh).exists()

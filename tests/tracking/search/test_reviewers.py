"""The filter "Reviewer": me, a colleague, nobody; counted as it finds, by bits and by a scan."""

from datetime import UTC, date, datetime

import pytest

from tests.factories.profiles import ClinicianFactory
from tests.factories.talent import ReviewerFactory
from tracking.actions import facets as kept
from tracking.search import Criteria, count, find

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("by_bits", [True, False])
def test_me_a_colleague_nobody(by_bits, regional_lead, regional_team):
    mine, bos, nobodys, others = (ClinicianFactory(family_key=f"a{n}") for n in range(4))
    own = ClinicianFactory(user=regional_lead, family_key="b")
    ReviewerFactory(clinician=mine, team=regional_team, user=regional_lead)
    bo = ReviewerFactory(clinician=bos, team=regional_team).user
    ReviewerFactory(clinician=others)
    ReviewerFactory(clinician=own, team=regional_team, user=bo)
    if by_bits:
        kept.refresh(at=datetime(2026, 11, 22, 12, tzinfo=UTC))

    def found(*values):
        criteria = Criteria(chosen={"reviewer": values})
        people = find(regional_lead, criteria, TODAY)
        counted = count(regional_lead, people, criteria, TODAY)
        assert counted.total == people.people.count()
        return list(people.people), counted.choices["reviewer"]

    counts = {"me": 1, str(bo.uuid): 1, "none": 3}
    assert found("me") == ([mine], counts)
    assert found(str(bo.uuid)) == ([bos], counts)
    assert found("none") == ([nobodys, others, own], counts)
    assert found("me", "none")[0] == [mine, nobodys, others, own]

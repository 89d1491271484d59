"""Reviews of a cohort by the month they fell due, counted ahead and counted now."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from tests.factories.profiles import ClinicianFactory
from tests.factories.tracking import CohortFactory, CohortMemberFactory, YearlyReviewFactory
from tracking import cohort_months
from tracking.actions import rollups
from tracking.models import CohortMonth, CohortRollup
from tracking.presenters import cohort_figures

TODAY = date(2026, 3, 31)
AT = datetime(2026, 3, 31, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [(TODAY, date(2025, 10, 1), date(2026, 3, 1)), (date(2026, 12, 31), date(2026, 7, 1), date(2026, 12, 1))],
)
def test_six_months_end_with_this_one(today, first, last):
    found = cohort_months.months(today)
    assert (len(found), found[0], found[-1]) == (6, first, last)


@pytest.fixture
def cohort(db, regional_team):
    """In March 3 are due, of which 1 is done; in October 1 done; others are too old, to come, or of other people."""
    cohort = CohortFactory(owner=regional_team)
    for day in (date(2026, 3, 1), date(2026, 3, 31), date(2025, 9, 30), date(2026, 4, 1)):
        CohortMemberFactory(cohort=cohort, clinician=ClinicianFactory(review_due_on=day))
    for day in (date(2026, 3, 9), date(2025, 10, 1)):
        person = CohortMemberFactory(
            cohort=cohort, clinician=ClinicianFactory(review_due_on=date(2027, 3, 9))
        ).clinician
        YearlyReviewFactory(clinician=person, due_on=day, done_at=AT, outcome="CHANGED")
    CohortMemberFactory(cohort=cohort, clinician=ClinicianFactory(review_due_on=TODAY, shares_with_region=False))
    CohortMemberFactory(cohort=cohort, clinician=ClinicianFactory(review_due_on=TODAY), to_date=TODAY)
    ClinicianFactory(review_due_on=TODAY)
    return cohort


def none_but(told):
    return [(month, *told.get(month, (0, 0))) for month in cohort_months.months(TODAY)]


@time_machine.travel(AT, tick=False)
def test_counted_ahead_and_counted_now_say_the_same(cohort, regional_lead, stranger):
    told = none_but({date(2026, 3, 1): (3, 1), date(2025, 10, 1): (1, 1)})
    assert cohort_months.of(cohort, regional_lead, TODAY) == told
    rollups.count(cohort=cohort, at=AT)
    assert CohortMonth.objects.filter(cohort=cohort).exists()
    assert cohort_months.of(cohort, regional_lead, TODAY) == told
    CohortRollup.objects.update(as_at=None)
    CohortMonth.objects.all().delete()
    assert cohort_months.of(cohort, regional_lead, TODAY) == told
    assert cohort_months.of(cohort, stranger, TODAY) == none_but({})


@time_machine.travel(AT, tick=False)
def test_the_figure_is_hidden_where_few_are_and_drawn_where_many(cohort, regional_lead):
    def figure():
        return {one.key: one for one in cohort_figures.figures(cohort, regional_lead, TODAY).tables}["months"]

    assert figure().stacks == {}
    assert figure().rows()[-1] == ["March 2026", "[c]", "[c]"]
    for _n in range(20):
        CohortMemberFactory(cohort=cohort, clinician=ClinicianFactory(review_due_on=TODAY))
    for _n in range(9):
        person = CohortMemberFactory(cohort=cohort).clinician
        YearlyReviewFactory(clinician=person, due_on=date(2026, 3, 2), done_at=AT, outcome="CHANGED")
    assert figure().rows()[-1] == ["March 2026", "30", "10"]
    assert figure().stacks["rows"] == ["March 2026"]
    assert [values for _name, values in figure().stacks["series"]] == [[10], [20]]

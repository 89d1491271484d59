"""Who in a cohort needs something this week, and four counts that open exactly their list."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from talent_register.audit.models import View
from tests.factories.meetings import WorkFactory
from tests.factories.profiles import ClinicianFactory
from tests.factories.support import FirstContactFactory
from tests.factories.talent import DiscussionFactory
from tests.factories.tracking import CohortFactory, CohortMemberFactory, ReportSnapshotFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def cohort(regional_team):
    return CohortFactory(owner=regional_team, slug="future", name="Future leaders")


@pytest.fixture
def join(cohort, today):
    """Somebody in the cohort who needs nothing, unless it is said."""

    def joined(name, **person):
        person = {"review_due_on": today + timedelta(days=200), "first_interest_on": today, **person}
        return CohortMemberFactory(cohort=cohort, clinician=ClinicianFactory(family_name=name, **person)).clinician

    return joined


def text(page):
    return page.content.decode()


def test_who_needs_something_within_a_week_and_what(log_in, regional_lead, regional_team, cohort, join, today):
    week, long_ago = today + timedelta(days=7), today - timedelta(days=60)
    join("Quiet")
    join("Soonreview", review_due_on=week)
    join("Laterreview", review_due_on=week + timedelta(days=1))
    WorkFactory(clinician=join("Work"), words="Find a mentor", due_on=week, owner=regional_lead)
    WorkFactory(clinician=join("Workdone"), due_on=week, owner=regional_lead, done_at=timezone.now())
    DiscussionFactory(clinician=join("Talk"), owner=regional_team, review_on=today - timedelta(days=2))
    join("Unheard", first_interest_on=long_ago)
    FirstContactFactory(clinician=join("Heard", first_interest_on=long_ago))
    join("Hidden", review_due_on=today, shares_with_region=False)
    ClinicianFactory(family_name="Elsewhere", review_due_on=today)
    client = log_in(regional_lead)
    page = client.get(reverse("cohort-week", args=["future"]))
    rows = [[str(cell.text) for _head, cell in row] for row in page.context["table"].rows]
    assert [(name.split()[-1], what) for name, what, _day, _who in rows] == [
        ("Soonreview", "Yearly review"),
        ("Talk", "To be talked about again"),
        ("Unheard", "A first answer"),
        ("Work", "Find a mentor"),
    ]
    assert text(page).count("Late<") == 2
    assert len(View.objects.get().people) == 4, "whoever is named is noted"
    assert reverse("cohort-week", args=["future"]) in text(client.get(reverse("cohort-figures", args=["future"])))


def test_nobody_needs_anything(log_in, regional_lead, cohort, join):
    join("Quiet")
    assert "Nobody in this cohort needs anything this week" in text(
        log_in(regional_lead).get(reverse("cohort-week", args=["future"]))
    )


def test_four_counts_open_exactly_their_lists(log_in, regional_lead, regional_team, cohort, join, today):
    for days in (-3, -1, 5, 90):
        join("Reed", review_due_on=today + timedelta(days=days))
    DiscussionFactory(clinician=join("Nash"), owner=regional_team, readiness="NOW")
    join("Hidden", shares_with_region=False)
    ClinicianFactory(review_due_on=today - timedelta(days=9))
    client = log_in(regional_lead)
    counts = client.get(reverse("cohort-figures", args=["future"])).context["counts"]
    assert [(count["number"], count["words"]) for count in counts] == [
        (5, "people you can see"),
        (1, "person ready now"),
        (2, "reviews overdue"),
        (1, "review due within 28 days"),
    ]
    for count in counts:
        assert client.get(count["href"]).context["page"].paginator.count == count["number"], count


def test_the_way_to_fairness_is_the_newest_report(log_in, regional_lead, cohort):
    client, address = log_in(regional_lead), reverse("cohort-figures", args=["future"])
    assert "No figures are published yet" in text(client.get(address))
    ReportSnapshotFactory(family="progress", code="progress-by-region")
    page = text(client.get(address))
    assert reverse("report-edition", args=["progress", "2026-03-31"]) in page
    assert "Progress and fairness as at 31 March 2026" in page


def test_a_closed_cohort_has_no_counts(log_in, regional_lead, cohort):
    cohort.closed_at = timezone.now()
    cohort.save()
    assert log_in(regional_lead).get(reverse("cohort-figures", args=["future"])).context["counts"] == []

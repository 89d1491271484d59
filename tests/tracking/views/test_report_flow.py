"""The page of moves and waits: a drawing of what is shown, its tables and files."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.flow import flow_edition
from tests.factories.tracking import ReportSnapshotFactory
from tracking.presenters import flow

pytestmark = pytest.mark.django_db
EDITION = ["progress", "2026-03-31"]


def text(page):
    return page.content.decode()


def test_moves_and_waits_are_drawn_said_and_given_as_files(log_in, regional_lead):
    flow_edition()
    client = log_in(regional_lead)
    page = text(client.get(reverse("report-flow", args=EDITION)))
    assert "350 of 820 have not moved on yet" in page
    assert "Registered: 820 → In a cohort: 400: 400" in page, "what is drawn is said"
    assert page.count("app-chart__ribbon") == 4
    assert "Registered: half move on, within 6 to 12 months" in page
    assert "6 months: 25%, 12 months: 50%, 24 months: 70%" in page
    assert page.count("<figure") == 3
    assert "South" in page
    lead = page[page.index("What can be said") : page.index("<figure")]
    assert "350 of 820 have not moved on yet" in lead
    assert "by region: within a year 50% (North), the only group that can be told" in lead
    assert "Too little is known to say anything of: South." in page
    assert "Under 12 months" in page, "by when half of the only group moved on that can be told"
    assert "65%" in page, "half of 400 in the first year, and 30% of 120 who waited on in the second"
    assert "What cannot be said yet" not in page
    for code in ("flow-moves", "flow-waits", "flow-shares", "flow-year-by-region", "flow-year-shares-by-region"):
        address = reverse("report-csv", args=[code, "2026-03-31"])
        assert address in page
        file = b"".join(client.get(address).streaming_content).decode()
        assert "As at" in file
        assert "Method" in file
    assert reverse("report-flow", args=EDITION) in text(client.get(reverse("report-list")))


def test_what_cannot_be_said_is_no_table_but_named_with_its_files(log_in, regional_lead):
    flow_edition(known_of_north={})
    page = text(log_in(regional_lead).get(reverse("report-flow", args=EDITION)))
    assert page.count("<figure") == 2
    rest = page[page.index("What cannot be said yet") :]
    assert "Moving on after registering, by region" in rest
    assert "<table" not in rest
    for code in ("flow-year-by-region", "flow-year-shares-by-region"):
        assert reverse("report-csv", args=[code, "2026-03-31"]) in rest


def test_groups_are_told_apart_in_one_sentence():
    assert flow._told_of([]) == ""
    assert flow._told_of([("North", 30)]) == "30% (North), the only group that can be told"
    assert flow._told_of([("North", 30), ("South", 30)]) == "30% in each group that can be told"
    assert flow._told_of([("North", 30), ("South", 55), ("East", 40)]) == "from 30% (North) to 55% (South)"


def test_the_edition_leads_there_and_repeats_nothing(log_in, regional_lead):
    flow_edition()
    ReportSnapshotFactory(family="progress", code="progress-by-region")
    page = text(log_in(regional_lead).get(reverse("report-edition", args=EDITION)))
    assert reverse("report-flow", args=EDITION) in page
    assert 'id="flow-' not in page
    board = text(log_in(regional_lead).get(reverse("report-board")))
    assert "What share moves on to the next stage" in board
    assert "How people move from stage to stage" in board
    assert "flow-waits" not in board


def test_editions_from_before_have_no_such_page(log_in, regional_lead):
    ReportSnapshotFactory(family="progress", code="progress-by-region", as_at=date(2026, 3, 31))
    client = log_in(regional_lead)
    assert client.get(reverse("report-flow", args=EDITION)).status_code == 404
    assert "/flow/" not in text(client.get(reverse("report-list")))

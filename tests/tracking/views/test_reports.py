from datetime import date

import pytest
import time_machine
from django.urls import reverse

from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.profiles import ClinicianFactory
from tests.factories.tracking import ReportSnapshotFactory
from tracking import tasks
from tracking.models import FigureRun, ReportSnapshot

pytestmark = pytest.mark.django_db
EDITION = ["leaders", "2026-03-31"]
SENT = {"family": "leaders", "as_at": "2026-03-31"}


@pytest.fixture
def analyst(national_team):
    user = UserFactory(second_factor=True, name="Ana Analyst")
    return MembershipFactory(user=user, organisation=national_team, role="national_analyst").user


def text(page):
    return page.content.decode()


def test_regional_leads_read_what_is_published_and_no_draft(log_in, regional_lead):
    ReportSnapshotFactory(family="progress", code="progress-by-region")
    ReportSnapshotFactory(as_at=date(2026, 6, 30), state="DRAFT", published_at=None)
    client = log_in(regional_lead)
    page = text(client.get(reverse("report-list")))
    assert "31 March 2026" in page
    assert "30 June 2026" not in page
    assert "Prepare figures" not in page
    assert client.get(reverse("report-edition", args=["progress", "2026-03-31"])).status_code == 200
    assert client.get(reverse("report-csv", args=["progress-by-region", "2026-03-31"])).status_code == 200
    assert "Counted by hand." in text(client.get(reverse("report-board")))
    assert client.get(reverse("report-edition", args=["leaders", "2026-06-30"])).status_code == 404
    assert client.get(reverse("report-freeze")).status_code == 403


def test_pages_say_how_figures_are_made(log_in, analyst):
    ReportSnapshotFactory()
    ReportSnapshotFactory(code="leaders-by-route", position=1)
    ReportSnapshotFactory(code="leaders-by-region", position=2, method="Counted by machine.")
    client = log_in(analyst)
    page = text(client.get(reverse("report-edition", args=EDITION)))
    assert page.count("Counted by hand.") == 2
    assert page.count("Counted by machine.") == 1
    page = text(client.get(reverse("report-board")))
    assert "Table 1 and 2: Counted by hand." in page
    assert "Table 3: Counted by machine." in page


def test_empty_pages_say_what_will_stand_there(log_in, analyst):
    client = log_in(analyst)
    assert "No figures yet" in text(client.get(reverse("report-list")))
    assert "Nothing is published yet" in text(client.get(reverse("report-board")))


@time_machine.travel("2026-05-01 12:00", tick=False)
def test_one_prepares_another_publishes(log_in, analyst, national_lead, client):
    client, address = log_in(analyst), reverse("report-edition", args=EDITION)
    assert client.get(address).status_code == 404
    page = text(client.post(reverse("report-freeze"), SENT, follow=True))
    assert "We are preparing these figures" in page
    assert f'data-poll="{address}"' in page
    assert "Being prepared" in text(client.get(reverse("report-list")))
    assert "could not be prepared" not in text(log_in(national_lead).get("/staff/"))
    tasks.prepare_figures()
    assert "somebody else must publish them" in text(log_in(analyst).get(address))
    again = text(client.post(reverse("report-freeze"), SENT, follow=True))
    assert "These figures are prepared already" in again
    assert "report to read and publish" not in text(client.get("/staff/"))
    assert "1 report to read and publish" in text(log_in(national_lead).get("/staff/"))
    client = log_in(analyst)
    assert "Somebody else must publish" in text(client.post(reverse("report-publish", args=EDITION)))
    other = log_in(national_lead)
    assert "Publish the figures as at 31 March 2026?" in text(other.get(reverse("report-publish", args=EDITION)))
    assert "The figures are published" in text(other.post(reverse("report-publish", args=EDITION), follow=True))
    assert not ReportSnapshot.objects.filter(state="DRAFT").exists()
    assert other.get(reverse("report-discard", args=EDITION)).status_code == 404
    assert "31 March 2026" in text(other.get(reverse("report-list")))


@time_machine.travel("2026-05-01 12:00", tick=False)
def test_figures_that_failed_say_why_and_can_be_tried_again(log_in, national_lead, regional_lead):
    client, address = log_in(national_lead), reverse("report-edition", args=EDITION)
    client.post(reverse("report-freeze"), SENT)
    FigureRun.objects.update(state="FAILED", problem="TOO_LONG")
    page = text(client.get(address))
    assert "took longer than it may. Nothing was frozen" in page
    assert "data-poll" not in page
    assert "1 report could not be prepared" in text(client.get("/staff/"))
    assert log_in(regional_lead).get(address).status_code == 404
    assert "We are preparing these figures" in text(
        log_in(national_lead).post(reverse("report-freeze"), SENT, follow=True)
    )
    tasks.prepare_figures()
    assert ReportSnapshot.objects.filter(state="DRAFT").exists()
    assert not FigureRun.objects.exists()


@time_machine.travel("2026-05-01 12:00", tick=False)
@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({}, "Select which figures"),
        ({"family": "leaders"}, "Select the end of a quarter"),
        ({"family": "leaders", "as_at": "2026-03-30"}, "Select from the options"),
        ({"family": "leaders", "as_at": "2025-12-31"}, "Later figures are frozen already"),
    ],
)
def test_figures_that_cannot_be_prepared(log_in, analyst, sent, problem):
    ReportSnapshotFactory()
    assert problem in text(log_in(analyst).post(reverse("report-freeze"), sent))
    assert ReportSnapshot.objects.count() == 1


def test_discard_asks_first(log_in, analyst):
    ReportSnapshotFactory(state="DRAFT", published_at=None)
    client, address = log_in(analyst), reverse("report-discard", args=EDITION)
    assert "Throw away the draft" in text(client.get(address))
    assert ReportSnapshot.objects.exists()
    assert "The draft is gone" in text(client.post(address, follow=True))
    assert not ReportSnapshot.objects.exists()


def test_likelihoods_are_said_in_words_and_come_from_figures(log_in, analyst):
    table = {
        "rows": [["all", "Everybody"], ["medical", "Doctors"], ["nursing", "Nursing"], ["ahp", "Others"]],
        "columns": [["all", "Registered"], ["cohort", "In a cohort"]],
        "cells": [["p", "c"], ["a", "b"], ["d", "e"], ["f", "g"]],
        "figures": [[150, 40], [100, 20], [50, 20], [None, None]],
    }
    ReportSnapshotFactory(family="progress", code="progress-by-profession", title="Progress by profession", table=table)
    page = text(log_in(analyst).get(reverse("report-edition", args=["progress", "2026-03-31"])))
    assert "Nursing were 2.0 times as likely as Doctors to be in a cohort" in page
    assert "Others were" not in page


def test_a_board_reads_the_greatest_differences_and_how_many_more_there_are(log_in, analyst):
    groups = [["no", "No"], ["yes", "Yes"], *([f"r{n}", f"Region {n}"] for n in range(9))]
    parts = [100, 20, *range(110, 20, -10)]
    table = {
        "rows": [["all", "Everybody"], *groups],
        "columns": [["all", "Registered"], ["cohort", "In a cohort"]],
        "cells": [["p", "c"], *([f"{key}", f"{key}|c"] for key, _words in groups)],
        "figures": [[3000, 700], [1000, 100], *([200, part] for part in parts[1:])],
    }
    ReportSnapshotFactory(family="progress", code="progress-by-disability", title="Disability", table=table)
    page = text(log_in(analyst).get(reverse("report-board")))
    likelier = "Region 0 were 5.5 times as likely as those who answered “No” to be in a cohort"
    assert likelier in page
    assert page.count("times as likely as") == 8
    assert "Those who answered “Yes” were" not in page, "they were about as likely, which is the least to tell"
    assert "These are the greatest differences. 2 more comparisons are in the edition, at Reports." in page


def test_board_report_numbers_its_tables_and_names_nobody(log_in, analyst):
    ReportSnapshotFactory()
    ReportSnapshotFactory(code="leaders-by-route", position=1)
    ReportSnapshotFactory(code="leaders-by-region", as_at=date(2025, 12, 31))
    ClinicianFactory(family_name="Canary")
    page = text(log_in(analyst).get(reverse("report-board")))
    assert "Table 1" in page
    assert "Table 2" in page
    assert page.count("<figure") == 1
    assert page.count("<table") == 2, "what is drawn stands in the table below"
    assert "Table 3" not in page
    assert "Data as at 31 March 2026" in page
    assert "Canary" not in page


def test_a_board_is_told_that_newer_figures_are_not_published_yet(log_in, analyst):
    ReportSnapshotFactory()
    assert "not published yet" not in text(log_in(analyst).get(reverse("report-board")))
    ReportSnapshotFactory(state="DRAFT", published_at=None, as_at=date(2026, 6, 30))
    page = text(log_in(analyst).get(reverse("report-board")))
    assert "Figures of 30 June 2026 are prepared and not published yet." in page
    assert page.count("<table") == 1


def test_file_of_staff_figures(log_in, analyst):
    ReportSnapshotFactory(family="progress", code="progress-by-region")
    page = log_in(analyst).get(reverse("report-csv", args=["progress-by-region", "2026-03-31"]))
    assert "[c]" in b"".join(page.streaming_content).decode()

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.tracking import ReportSnapshotFactory
from tracking.models import ReportSnapshot
from tracking.reports import response

pytestmark = pytest.mark.django_db
CODE = "leaders-by-profession"


def text(page):
    return page.content.decode()


def test_without_figures_says_when_there_will_be_some(client):
    assert "No figures are published yet" in text(client.get(reverse("statistics")))


def test_everybody_reads_published_figures_and_nobody_drafts(client):
    ReportSnapshotFactory()
    ReportSnapshotFactory(as_at=date(2026, 6, 30), state="DRAFT", published_at=None)
    page = text(client.get(reverse("statistics")))
    assert "Doctors: 90 of 150" in page
    assert "30 June 2026" not in page
    page = text(client.get(reverse("statistic", args=[CODE])))
    assert "Not applicable" in page
    assert "Hidden" in page
    assert "Counted by hand." in page
    assert "How people are protected" in page
    assert client.get(reverse("statistic-as-at", args=[CODE, "2026-06-30"])).status_code == 404


def test_groups_that_are_as_large_are_named_together(client):
    table = ReportSnapshotFactory.build().table
    table["figures"][0] = [150, 60, 60]
    ReportSnapshotFactory(table=table)
    assert "Doctors and Nursing: 60 each of 150" in text(client.get(reverse("statistics")))


def test_staff_figures_are_not_public(client):
    ReportSnapshotFactory(family="progress", code="progress-by-region")
    assert "No figures are published yet" in text(client.get(reverse("statistics")))
    assert client.get(reverse("statistic", args=["progress-by-region"])).status_code == 404


def test_the_response_standard_and_whether_it_is_kept_are_public(client, settings):
    settings.RESPONSE_DAYS = 21
    page = text(client.get(reverse("statistics")))
    assert "promise a first answer within 21 days" in page
    assert "Whether they keep it is published here" in page
    table = {
        "rows": [["Everybody", "Everybody"], ["south_west", "South West"]],
        "columns": [["median", "Half within (days)"], ["standard", "Within the response standard"]],
        "figures": [[12, "85%"], [None, None]],
        "standard": 28,
    }
    more = {"family": "progress", "code": response.CODE, "title": response.TITLE, "method": response.METHOD}
    made = ReportSnapshotFactory(**more, table=table)
    ReportSnapshotFactory(**more, table=table, as_at=date(2026, 6, 30), state="DRAFT", published_at=None)
    page = text(client.get(reverse("statistics")))
    for words in ("85%", "Hidden", "Response standard: 28 days", "31 March 2026"):
        assert words in page
    assert "30 June 2026" not in page
    page = text(client.get(reverse("statistic", args=[response.CODE])))
    assert "the estimate of Kaplan and Meier" in page
    file = client.get(reverse("statistic-csv", args=[response.CODE, made.as_at.isoformat()]))
    words = b"".join(file.streaming_content).decode()
    assert "South West,[c],[c]" in words
    assert "Measured against,Response standard: 28 days" in words


def test_earlier_figures_stay_and_stand_side_by_side(client):
    ReportSnapshotFactory()
    ReportSnapshotFactory(as_at=date(2025, 12, 31))
    page = text(client.get(reverse("statistic", args=[CODE])))
    assert "Over time" in page
    assert "31 December 2025" in page
    assert "These are earlier figures" in text(client.get(reverse("statistic-as-at", args=[CODE, "2025-12-31"])))


@pytest.mark.parametrize("day", ["yesterday", "2026-02-31"])
def test_days_that_are_none(client, day):
    ReportSnapshotFactory()
    assert client.get(reverse("statistic-as-at", args=[CODE, day])).status_code == 404


def test_file_says_hidden_and_how_it_was_made(client):
    ReportSnapshotFactory()
    page = client.get(reverse("statistic-csv", args=[CODE, "2026-03-31"]))
    words = b"".join(page.streaming_content).decode()
    assert page["Content-Disposition"] == 'attachment; filename="leaders-by-profession-2026-03-31.csv"'
    assert "All leaders,150,90,[c]" in words
    assert "Chief nurse,20,[z],20" in words
    assert "Method,Counted by hand." in words
    assert "As at,31 March 2026" in words


def test_a_stranger_gets_the_kept_page_until_the_next_publication():
    ReportSnapshotFactory()
    for name, args in (("statistics", ()), ("statistic", (CODE,))):
        address = reverse(name, args=args)
        first = Client().get(address)
        assert Client().get(address).context is None, "made anew"
        assert Client().get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    new = ReportSnapshotFactory(as_at=date(2026, 6, 30), state="DRAFT", published_at=None)
    assert "30 June 2026" not in text(Client().get(reverse("statistics")))
    ReportSnapshot.objects.filter(pk=new.pk).update(state="PUBLISHED", published_at=timezone.now())
    assert "30 June 2026" in text(Client().get(reverse("statistics")))


def test_pages_take_the_same_queries_for_many_editions(client, count_queries):
    ReportSnapshotFactory()
    address = reverse("statistic", args=[CODE])
    client.get(address)
    cache.clear()
    few = count_queries(client, address)
    ReportSnapshotFactory(as_at=date(2025, 12, 31))
    ReportSnapshotFactory(as_at=date(2025, 9, 30))
    assert count_queries(client, address) == few

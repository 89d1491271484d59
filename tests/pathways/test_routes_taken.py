"""What a role's page says of how people came to it: published figures only, and the newest."""

from datetime import date

import pytest
from django.test import Client

from tests.factories.tracking import ReportSnapshotFactory, RoleFactory

pytestmark = pytest.mark.django_db
WAYS = [["WITHIN", "From the same organisation"], ["ABROAD", "From another country"]]
NOBODY_COUNTED = "No figures have been published on how people came to this post."


@pytest.fixture
def role():
    return RoleFactory(code="chief_nurse", slug="chief-nurse", title="Chief nurse")


def ways_in(figures, **more):
    table = {
        "rows": [["all", "All leaders"], ["chief_nurse", "Chief nurse"]],
        "columns": [
            ["all", "All leaders"],
            ["WITHIN", "From the same organisation"],
            ["ABROAD", "From another country"],
        ],
        "cells": [["l", "l|r=w", "l|r=a"], ["l|n", "l|n|r=w", "l|n|r=a"]],
        "figures": [[150, 90, 60], figures],
    }
    return ReportSnapshotFactory(code="leaders-by-route", table=table, **more)


def page(slug="chief-nurse", language=""):
    return Client().get(f"{language}/roles/{slug}/").content.decode()


def rows_of(body):
    return [row.split("</td>")[0] for row in body.partition('id="routes-taken"')[2].split('scope="row">')[1:]]


@pytest.mark.usefixtures("role")
def test_nothing_is_said_before_figures_are_published():
    assert NOBODY_COUNTED in page()
    ways_in([40, 25, None], state="DRAFT", published_at=None)
    assert NOBODY_COUNTED in page()


@pytest.mark.usefixtures("role")
def test_published_ways_in_are_shown_and_small_numbers_hidden():
    ways_in([1040, 1025, None])
    body = page()
    assert "Holders on 31 March 2026" in body
    assert [row.replace("</th>", "").partition("<td")[::2] for row in rows_of(body)] == [
        ("From the same organisation", ' class="nhsuk-table__cell app-number">1,025'),
        ("From another country", ' class="nhsuk-table__cell app-number">Hidden'),
    ]
    assert "O'r un sefydliad" in page(language="/cy").replace("&#x27;", "'")


@pytest.mark.usefixtures("role")
def test_a_kept_page_shows_the_newest_edition():
    ways_in([40, 25, None])
    assert ">25</td>" in page()
    ways_in([60, 45, None], as_at=date(2026, 9, 30), digest="1" * 64)
    assert ">45</td>" in page()
    assert "Holders on 30 September 2026" in page()


def test_a_role_whose_holders_are_not_counted_says_so():
    RoleFactory(code="matron", slug="matron", title="Matron")
    ways_in([40, 25, None])
    assert NOBODY_COUNTED in page("matron")

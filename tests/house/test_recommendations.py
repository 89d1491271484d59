"""The page that says where the register meets the review names pages that are there."""

import re
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

PAGE = Path(__file__).resolve().parents[2] / "docs" / "recommendations.md"
ROWS = dict(re.findall(r"^\| (R\d+) \|(.*)\|$", PAGE.read_text(encoding="utf-8"), re.M))
ADDRESSES = sorted(set(re.findall(r"`(/[^`]*)`", PAGE.read_text(encoding="utf-8"))))


def test_every_ask_has_a_row_and_every_row_an_address():
    assert list(ROWS) == [f"R{n}" for n in range(1, 13)]
    assert all(re.search(r"`/[^`]+`", row) for row in ROWS.values())


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_is_a_page(address):
    """An address that leads nowhere fails with its name, without the long list of those that were tried."""
    try:
        found = resolve(address)
    except Resolver404:
        found = None
    assert found, address

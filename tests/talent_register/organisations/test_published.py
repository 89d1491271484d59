"""The committed facts hold together: every code that a row points to exists."""

from talent_register.organisations import published
from talent_register.organisations.models import Nation, Organisation, Region


def test_every_link_leads_to_a_row():
    regions, organisations = published.regions(), published.organisations()
    for row in organisations.values():
        assert not row["region"] or row["region"] in regions, row
        assert not row["parent"] or row["parent"] in organisations, row
        assert not row["successor"] or row["successor"] in organisations, row
    assert all(not row["parent"] or row["parent"] in regions for row in regions.values())
    assert all(row["code"] in organisations for row in published.other_names())


def test_every_value_fits_its_column():
    for row in published.organisations().values():
        assert row["kind"] in Organisation.Kind.values
        assert row["nation"] in Nation.values
        assert len(row["name"]) <= 200
        assert len(row["postcode"]) <= 10
        assert len(row["town"]) <= 80
        assert not (row["opened_on"] and row["disabled_on"]) or row["opened_on"] < row["disabled_on"]
    assert all(row["kind"] in Region.Kind.values for row in published.regions().values())


def test_the_whole_of_england_is_there():
    rows = list(published.organisations().values())
    trusts = [row for row in rows if row["kind"] == "TRUST"]
    boards = [row for row in rows if row["kind"] == "BOARD"]
    assert len(trusts) == 275
    assert len([row for row in boards if row["disabled_on"] is None]) == 36
    assert len([row for row in boards if row["disabled_on"]]) == 12
    assert len([row for row in rows if row["kind"] == "REGION"]) == 7
    assert all(row["region"] for row in trusts + boards)


def test_unverified_sources_are_marked():
    rows = published.organisations()
    assert rows["ZT001"]["is_verified"] is False
    assert rows["TAH"]["is_verified"] is False
    assert rows["RJZ"]["is_verified"] is True


def test_a_divided_board_has_no_successor():
    rows = published.organisations()
    assert rows["QRV"]["successor"] == "Z9B2Z"
    assert rows["QM7"]["successor"] == rows["QNQ"]["successor"] == ""

import pytest

from pathways.models import PayPoint
from pathways.reference.files import rows
from tests.factories.reference import load_facts

pytestmark = pytest.mark.django_db
BESIDE = "/pay/?now=band-8a&then=role-medical-director"


@pytest.fixture(autouse=True)
def _facts():
    load_facts()


def test_all_points_are_loaded_and_only_published_ones_are_verified():
    assert PayPoint.objects.count() == len(rows("pay_points"))
    assert not PayPoint.objects.filter(is_verified=True).exclude(basis="PUBLISHED").exists()
    assert PayPoint.objects.filter(is_verified=True).exists()


def test_figures_nobody_checked_are_hidden_until_asked_for(client):
    page = client.get(BESIDE).content.decode()
    assert "figures are hidden: nobody has checked them" in page
    assert "£55,690" not in page
    page = client.get(BESIDE + "&unchecked=on&year=2025/26").content.decode()
    assert "£55,690" in page
    assert "£145,478" in page
    assert page.count("app-checked") == page.count("Checked on")
    assert "Recalled" in page
    assert "Worked out" in page


def test_the_table_comes_before_the_chart(client):
    page = client.get("/pay/?now=consultant&then=role-clinical-director").content.decode()
    assert page.index("<table") < page.index("The ranges on one line")
    assert "£99,532" in page
    assert "£131,964" in page
    assert "Consultant, 2003 contract: <strong>£99,532 to £131,964</strong>" in page


def test_pay_not_known_still_compares(client):
    page = client.get("/pay/?now=not-known&then=role-practice-partner").content.decode()
    assert page.count("Not known</td>") == 4
    assert "All we know: practice profit." in page
    assert "The ranges on one line" not in page


def test_what_is_given_up_is_a_range(client):
    page = client.get("/pay/?now=consultant&then=role-clinical-director&unchecked=on").content.decode()
    assert "2 to 4 sessions a week are usual" in page
    assert "£20,000 to £40,000 a year" in page
    assert "It is held for: 5 years." in page
    PayPoint.objects.filter(scheme="clinical_impact_award").update(name="A new award", reached="3 years")
    page = client.get("/pay/?now=consultant&then=role-clinical-director&unchecked=on").content.decode()
    assert ("A new award: £20,000" in page, "It is held for: 3 years." in page, "5 years" in page) == (
        True,
        True,
        False,
    )


def test_nothing_chosen_is_asked_for(client):
    page = client.get("/pay/?now=&then=").content.decode()
    assert page.count("Select what to compare") >= 2


def test_queries_do_not_grow(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        client.get(BESIDE + "&unchecked=on")

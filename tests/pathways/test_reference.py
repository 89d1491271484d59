import pytest

from pathways import reference
from pathways.models import PathwayStep, Programme, Role, Route
from pathways.reference import roles as role_files
from profiles import reference as people

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _regulators():
    people.load()


def test_load_twice_changes_nothing():
    first, second = reference.load(), reference.load()
    assert all(loaded.added for loaded in first)
    assert not any(loaded.added or loaded.changed for loaded in second)


def test_load_puts_a_changed_fact_right():
    reference.load()
    Role.objects.filter(code="matron").update(title="Sister")
    reference.load()
    assert Role.objects.get(code="matron").title == "Matron or lead nurse"


def test_what_nobody_checked_says_so():
    reference.load()
    assert not Role.objects.filter(is_verified=True, checked__contains="verify").exists()
    assert not Route.objects.filter(is_verified=True).exists()
    assert Programme.objects.get(code="darzi_fellow").is_verified


def test_every_route_names_its_basis_and_source():
    reference.load()
    assert not Route.objects.filter(basis="").exists()
    assert not Route.objects.filter(source="").exists()


def test_a_step_with_an_unknown_code_stops_the_load(monkeypatch):
    rows = role_files._rows
    changed = lambda name: [{**r, "programmes": "nothing"} if name == "steps" else r for r in rows(name)]  # noqa: E731
    monkeypatch.setattr(role_files, "_rows", changed)
    with pytest.raises(ValueError, match=r"steps\.csv, row 2, programmes: “nothing” is the code of no programme"):
        reference.load()
    assert not PathwayStep.objects.exists()

"""What every journey has: somebody who travels."""

import pytest
from django.core.cache import cache

from tests.journeys.kit import Dress, Travel, Traveller


@pytest.fixture(autouse=True)
def _nobody_came_before():
    """What was counted against too many tries in another test is forgotten."""
    cache.clear()


@pytest.fixture
def travel(open_page, dress: Dress) -> Travel:
    """travel(path, user=None) → a traveller who has opened that page in the journey's dress."""

    def travel(path: str, user=None) -> Traveller:
        return Traveller(open_page(path, user, size=dress.size, js=dress.js), dress)

    return travel

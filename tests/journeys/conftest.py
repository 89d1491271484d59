"""What every journey has: somebody who travels."""

import pytest

from tests.journeys.kit import Dress, Travel, Traveller


@pytest.fixture
def travel(open_page, dress: Dress) -> Travel:
    """travel(path, user=None) → a traveller who has opened that page in the journey's dress."""

    def travel(path: str, user=None) -> Traveller:
        return Traveller(open_page(path, user, size=dress.size, js=dress.js), dress)

    return travel

import pytest
from django.http import QueryDict

from talent_register.common.keyset import newest_first
from talent_register.letters.models import Letter
from tests.factories.letters import LetterFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ids():
    return [letter.pk for letter in reversed(LetterFactory.create_batch(7))]


def _page(address):
    page = newest_first(Letter.objects.all(), QueryDict(address), size=3)
    return [row.pk for row in page.rows], page.newer, page.older


def test_the_first_page(ids):
    assert _page("") == (ids[:3], "", str(ids[2]))


def test_there_and_back(ids):
    assert _page(f"after={ids[2]}") == (ids[3:6], str(ids[3]), str(ids[5]))
    assert _page(f"after={ids[5]}") == (ids[6:], str(ids[6]), "")
    assert _page(f"before={ids[6]}") == (ids[3:6], str(ids[3]), str(ids[5]))
    assert _page(f"before={ids[3]}") == (ids[:3], "", str(ids[2]))


@pytest.mark.parametrize("address", ["after=x", "before=", "after=-1", "after=²", f"after={'9' * 40}"])
def test_a_mangled_link_leads_to_the_first_page(ids, address):
    assert _page(address)[0] == ids[:3]


def test_a_page_past_the_end_is_empty(ids):
    assert _page("after=0") == ([], "", "")
    assert _page(f"after={'9' * 19}")[0] == ids[:3]

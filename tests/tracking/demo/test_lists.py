import pytest

from profiles.models import Clinician
from talent_register.imports.choices import State
from talent_register.imports.models import ImportRun
from tests.tracking.demo.conftest import PEOPLE
from tracking.demo import build

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
LASTING = {
    State.IMPORTED,
    State.IMPORTED_PARTLY,
    State.UNDONE,
    State.REFUSED,
    State.NEEDS_ANSWERS,
    State.PROBLEMS,
    State.READY,
    State.CANCELLED,
}


@pytest.mark.usefixtures("places", "without_figures")
def test_there_are_lists_in_every_lasting_state_and_each_once():
    build.build(how_many=PEOPLE, say=lambda *words: None)
    brought_in = Clinician.objects.filter(import_reference__startswith="IMP-2")
    assert brought_in.count() == PEOPLE // 10, "imported people count among those asked for"
    assert not brought_in.exclude(state="STUB").exists()
    before = ImportRun.objects.count()
    build.build(how_many=PEOPLE, say=lambda *words: None)
    assert ImportRun.objects.count() == before
    assert set(ImportRun.objects.values_list("state", flat=True)) == LASTING
    waiting = ImportRun.objects.get(handed_over_at__isnull=False, state=State.READY)
    assert waiting.counts["warnings"] == 4, "an approver finds rows that look unusual"

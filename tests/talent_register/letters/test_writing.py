import pytest
from django.db import transaction

from talent_register.common import doorbell
from talent_register.letters.actions import Draft, write, write_many
from talent_register.letters.choices import Purpose, State
from talent_register.letters.models import Letter

pytestmark = pytest.mark.django_db
WORDS = "{{ name }}'s record\n\nDear {{ name }},\n\nRead <this>.\n"


@pytest.fixture(autouse=True)
def words(settings, tmp_path):
    """One letter of our own, so that no other app's words are leant on."""
    (tmp_path / "letters/test").mkdir(parents=True)
    (tmp_path / "letters/test/hello.txt").write_text(WORDS)
    template = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**template, "DIRS": [*template["DIRS"], tmp_path]}]


def _draft(key="k", **fields):
    return {"key": key, "kind": "test/hello", "purpose": Purpose.REVIEW, "to_email": "a@nhs.example"} | fields


def test_write_takes_subject_and_body_from_the_template():
    letter = write(**_draft(context={"name": "O'Hara & Sons"}))
    assert letter.subject == "O'Hara & Sons's record"
    assert letter.body == "Dear O'Hara & Sons,\n\nRead <this>.\n"
    assert letter.state == State.PENDING


def test_write_keeps_line_breaks_out_of_the_subject():
    letter = write(**_draft(context={"name": "Ann\r\nBcc: x@y.example"}))
    assert "\n" not in letter.subject
    assert "\r" not in letter.subject


def test_write_cuts_a_subject_that_is_too_long():
    assert len(write(**_draft(context={"name": "a" * 300})).subject) == 200


def test_the_same_key_writes_once():
    first = write(**_draft(context={"name": "Ann"}))
    again = write(**_draft(context={"name": "Bob"}))
    assert again.pk == first.pk
    assert again.subject == "Ann's record"


def test_write_many_counts_only_what_is_new(django_assert_max_num_queries):
    write(**_draft("k1", context={"name": "Ann"}))
    drafts = [Draft(**_draft(f"k{n}", context={"name": "Bob"})) for n in range(1500)]
    with django_assert_max_num_queries(8):
        assert write_many(drafts) == 1499
    assert write_many(drafts) == 0
    assert Letter.objects.count() == 1500


def test_a_transaction_rings_once(monkeypatch, django_capture_on_commit_callbacks):
    rung = []
    monkeypatch.setattr(doorbell.Ring, "__call__", lambda self: rung.append(self.args))
    with django_capture_on_commit_callbacks(execute=True):
        for n in range(3):
            write(**_draft(f"k{n}", context={"name": "Ann"}))
    assert rung == [("letters.send_waiting",)]


def test_nothing_rings_when_the_transaction_fails(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks, pytest.raises(ZeroDivisionError):
        _write_and_fail()
    assert callbacks == []


@transaction.atomic
def _write_and_fail():
    write(**_draft(context={"name": "Ann"}))
    raise ZeroDivisionError

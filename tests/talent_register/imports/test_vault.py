"""Kept files are sealed, and open after the key has changed."""

import base64

import pytest
from cryptography.fernet import Fernet, InvalidToken

from talent_register.imports import vault
from talent_register.imports.models import ImportFile
from talent_register.imports.presenters import first_rows
from talent_register.imports.resources import list_type_of
from talent_register.imports.rules import CannotChange

LIST = b"GMC,Surname\n7654321,Quillfeather\n"


@pytest.fixture
def kept(upload):
    run = upload(LIST)
    vault.keep(run, LIST)
    return run


def opened(run):
    return b"".join(vault.pieces_of(run))


def test_what_is_kept_cannot_be_read_in_the_table(kept):
    assert b"Quillfeather" not in bytes(kept.file.content)
    assert opened(kept) == LIST


def test_a_long_file_is_opened_a_piece_at_a_time(kept):
    long = LIST * 30_000
    vault.keep(kept, long)
    assert {len(piece) for piece in vault.pieces_of(kept)} == {vault.PIECE, len(long) % vault.PIECE}
    assert opened(kept) == long


def test_pieces_that_changed_places_are_found_out(kept):
    vault.keep(kept, LIST * 30_000)
    ImportFile.objects.update(content=b"\n".join(reversed(bytes(ImportFile.objects.get().content).split(b"\n"))))
    with pytest.raises(InvalidToken):
        opened(kept)


def test_what_was_kept_whole_before_is_opened(kept, settings):
    ImportFile.objects.update(content=Fernet(settings.FIELD_KEY).encrypt(LIST))
    assert opened(kept) == LIST


def test_a_file_from_before_a_new_key_is_opened_with_the_earlier_one(kept, settings):
    earlier, settings.FIELD_KEY = settings.FIELD_KEY, base64.urlsafe_b64encode(b"another key of 32 bytes, exactly")
    with pytest.raises(InvalidToken):
        opened(kept)
    settings.OLD_FIELD_KEYS = [earlier]
    assert opened(kept) == LIST


def test_the_first_rows_of_a_file_whose_key_is_gone_are_asked_for_again(kept, settings):
    settings.FIELD_KEY = base64.urlsafe_b64encode(b"another key of 32 bytes, exactly")
    with pytest.raises(CannotChange, match="Upload your list again"):
        first_rows.of(kept, list_type_of("trainees"))

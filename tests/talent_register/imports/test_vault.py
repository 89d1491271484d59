"""Kept files are sealed, and open after the key has changed."""

import base64

import pytest
from cryptography.fernet import InvalidToken

from talent_register.imports import vault

LIST = b"GMC,Surname\n7654321,Quillfeather\n"


@pytest.fixture
def kept(upload):
    run = upload(LIST)
    vault.keep(run, LIST)
    return run


def test_what_is_kept_cannot_be_read_in_the_table(kept):
    assert b"Quillfeather" not in bytes(kept.file.content)
    assert vault.content_of(kept) == LIST


def test_a_file_from_before_a_new_key_is_opened_with_the_earlier_one(kept, settings):
    earlier, settings.FIELD_KEY = settings.FIELD_KEY, base64.urlsafe_b64encode(b"another key of 32 bytes, exactly")
    with pytest.raises(InvalidToken):
        vault.content_of(kept)
    settings.OLD_FIELD_KEYS = [earlier]
    assert vault.content_of(kept) == LIST

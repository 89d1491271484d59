"""The original bytes at rest: encrypted in pieces, and gone when the import closes.

In pieces, since whoever opens a sealed text holds it several times over. What was kept whole before is one piece.
"""

import hashlib
from collections.abc import Iterator

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import connection
from django.utils import timezone

from .models import ImportFile, ImportRun

PIECE = 256 * 1024
BETWEEN = b"\n"  # stands in no sealed piece


def keep(run: ImportRun, content: bytes) -> None:
    """Store the bytes of a run's file, in place of what was there."""
    seal = Fernet(settings.FIELD_KEY).encrypt
    sealed = BETWEEN.join(seal(content[at : at + PIECE]) for at in range(0, len(content), PIECE))
    ImportFile.objects.update_or_create(run=run, defaults={"content": sealed, "created_at": timezone.now()})
    run.file_size, run.file_sha256 = len(content), hashlib.sha256(content).hexdigest()


def pieces_of(run: ImportRun) -> Iterator[bytes]:
    """The bytes as they came, a piece at a time, whichever key each was sealed with. A piece that is missing or stands
    in another's place is found out at the end."""
    keys = MultiFernet([Fernet(key) for key in (settings.FIELD_KEY, *settings.OLD_FIELD_KEYS)])
    whole = hashlib.sha256()
    for sealed in _sealed(run):
        piece = keys.decrypt(sealed)
        whole.update(piece)
        yield piece
    if whole.hexdigest() != run.file_sha256:
        raise InvalidToken


def forget(run: ImportRun) -> None:
    ImportFile.objects.filter(run=run).delete()


def _sealed(run: ImportRun) -> Iterator[bytes]:
    start, place = b"", 1
    while read := _stored(run, place):
        place += len(read)
        *whole, start = (start + read).split(BETWEEN)
        yield from whole
    if start:
        yield start


def _stored(run: ImportRun, place: int) -> bytes:
    """What is stored from a place on, as much as a piece or two."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT substring(content FROM %s FOR %s) FROM imports_importfile WHERE run_id = %s",
            [place, 2 * PIECE, run.pk],
        )
        row = cursor.fetchone()
    if row is None:
        raise ImportFile.DoesNotExist
    return bytes(row[0])

"""The original bytes at rest: encrypted, and gone when the import closes."""

import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils import timezone

from .models import ImportFile, ImportRun


def keep(run: ImportRun, content: bytes) -> None:
    """Store the bytes of a run's file, in place of what was there."""
    sealed = Fernet(settings.FIELD_KEY).encrypt(content)
    ImportFile.objects.update_or_create(run=run, defaults={"content": sealed, "created_at": timezone.now()})
    run.file_size, run.file_sha256 = len(content), hashlib.sha256(content).hexdigest()


def content_of(run: ImportRun) -> bytes:
    """The bytes as they came, whichever key they were sealed with."""
    keys = [Fernet(key) for key in (settings.FIELD_KEY, *settings.OLD_FIELD_KEYS)]
    return MultiFernet(keys).decrypt(bytes(run.file.content))


def forget(run: ImportRun) -> None:
    ImportFile.objects.filter(run=run).delete()

"""A program of an organisation hands in a list. It is checked like any other; a person approves it."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from talent_register.accounts.models import ApiToken
from talent_register.audit import actions as audit
from talent_register.common.turns import take_turn
from talent_register.imports.models import ImportRun

from . import runs


class KeyUsed(Exception):
    """The key stands for another list, for people."""


@transaction.atomic
def hand_in(
    *, token: ApiToken, list_type: str, scope: str, mode: str, name: str, content: bytes, key: str, at: datetime
) -> tuple[ImportRun, bool]:
    """Start an import with its file. The same key and list again: the import there is. Returns (run, whether new).

    Whoever made the token counts as who uploaded the list, so that they are not the second person who approves it.
    Raises KeyUsed when the key came with something else before.
    """
    parts = [list_type, scope, mode, hashlib.sha256(content).hexdigest()]
    sent = hashlib.sha256("|".join(parts).encode()).hexdigest()
    if key:
        _wait_for(token, key)
        earlier = ImportRun.objects.of_token(token).filter(request_key=key).select_related("organisation").first()
        if earlier:
            return _same(earlier, sent), False
    person = token.created_by
    run = runs.start(organisation=token.organisation, list_type=list_type, by=person, at=at, scope=scope, mode=mode)
    run.token, run.request_key, run.request_sha256 = token, key, sent
    run.save(update_fields=["token", "request_key", "request_sha256"])
    run = runs.take_file(run=run, name=name, content=content, by=person, at=at)
    audit.record(
        "imports.list_handed_in",
        object_type="import",
        object_ref=run.reference,
        organisation=token.organisation.code,
        details={"token": str(token.uuid), "size": run.file_size},
    )
    return run, True


def not_found(*, token: ApiToken, reference: str) -> None:
    """Write down that a program asked for an import of this reference, where it is another organisation's."""
    if ImportRun.objects.filter(reference=reference).exists():
        other_organisation(token=token, asked="import", reference=reference)


def file_refused(*, token: ApiToken, code: str) -> None:
    """Write down that a program sent what is no list, or worse, and what it was."""
    audit.record(
        "imports.file_refused",
        object_type="token",
        object_ref=str(token.uuid),
        organisation=token.organisation.code,
        reason=code,
    )


def other_organisation(*, token: ApiToken, asked: str, reference: str = "") -> None:
    """Write down that a program reached for what is another organisation's: an import, or a list in its name."""
    audit.record(
        "imports.other_organisation_asked",
        object_type="import" if reference else "token",
        object_ref=reference or str(token.uuid),
        organisation=token.organisation.code,
        details={"token": str(token.uuid), "asked": asked},
    )


def _same(earlier: ImportRun, sent: str) -> ImportRun:
    if earlier.request_sha256 != sent:
        raise KeyUsed(
            _("This key came with another list, %(reference)s. Use a new key for each list.")
            % {"reference": earlier.reference}
        )
    return earlier


def _wait_for(token: ApiToken, key: str) -> None:
    """Two calls with the same key at the same moment: the second waits and finds what the first made."""
    take_turn("imports.key", token.organisation_id, key)

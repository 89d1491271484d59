"""Links that let in whoever holds them: a secret that exists only in a letter or on a page, and what is kept of it."""

import hashlib
import secrets

TOKEN_BYTES = 32


def new_token() -> str:
    """A secret of 256 bits that fits into an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> str:
    """What is kept of a secret: enough to recognise it, nothing to rebuild it from."""
    return hashlib.sha256(token.encode()).hexdigest()

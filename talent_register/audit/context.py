"""Who acts, for whom, in which request: kept for Python and set in PostgreSQL for the transaction.

The settings app.actor, app.acting_for and app.request_id end with the transaction; triggers and policies read them.
"""

import getpass
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection, transaction


@dataclass(frozen=True)
class Context:
    """The acting party of a piece of work. `actor` is user:<uuid>, token:<uuid>, visitor, job:… or shell:…."""

    actor: str = ""
    actor_name: str = ""
    acting_for: str = ""
    request_id: str = ""


NOBODY = Context()
VISITOR = "visitor"
_current: ContextVar[Context] = ContextVar("audit_context", default=NOBODY)


def current() -> Context:
    return _current.get()


@contextmanager
def acting(actor: str, *, actor_name: str = "", acting_for: str = "", request_id: str = "") -> Iterator[Context]:
    """Run a block in one transaction in which Python and PostgreSQL know who acts. Works as a decorator too.

    A task says `@acting("job:app.task")`; a command says `with acting(shell()):`. Work of several transactions opens
    several blocks. A block inside another gives the outer actor back when it ends.
    """
    outer = current()
    context = Context(actor, actor_name, acting_for, request_id or outer.request_id or uuid.uuid4().hex)
    token = _current.set(context)
    try:
        with transaction.atomic():
            set_in_database(context)
            yield context
        if connection.in_atomic_block and not connection.needs_rollback:
            set_in_database(outer)
    finally:
        _current.reset(token)


def become(actor: str, *, actor_name: str, acting_for: str = "") -> None:
    """Say who acts once it is known, inside the block of a request that began as somebody unknown."""
    context = Context(actor, actor_name, acting_for, current().request_id)
    _current.set(context)
    set_in_database(context)


def shell() -> str:
    """The actor of a management command: the login on the machine."""
    return f"shell:{getpass.getuser()}"[:80]


def set_in_database(context: Context) -> None:
    """Put the context into the open transaction; it ends with it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.actor', %s, true), set_config('app.acting_for', %s, true),"
            " set_config('app.request_id', %s, true)",
            [context.actor, context.acting_for, context.request_id],
        )

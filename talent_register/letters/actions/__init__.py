"""Changes to letters. Other apps write letters with `write` and `write_many`; nothing here is a signal."""

from .bouncing import came_back, mend, undelivered
from .erasing import cancel_waiting, erase
from .keeping import call_off, cancel, retry
from .stopping import cancel_unwanted, follow, resume, stop
from .writing import Draft, compose, write, write_many

__all__ = [
    "Draft",
    "call_off",
    "came_back",
    "cancel",
    "cancel_unwanted",
    "cancel_waiting",
    "compose",
    "erase",
    "follow",
    "mend",
    "resume",
    "retry",
    "stop",
    "undelivered",
    "write",
    "write_many",
]

"""Changes to letters. Other apps write letters with `write` and `write_many`; nothing here is a signal."""

from .bouncing import came_back, mend, undelivered
from .erasing import cancel_waiting, erase, give_back, hand_on, note_owner, wait_again
from .keeping import call_off, cancel, retry
from .stopping import cancel_unwanted, choose_at, follow, is_stopped_at, resume, stop, stopped_addresses
from .writing import Draft, compose, write, write_many

__all__ = [
    "Draft",
    "call_off",
    "came_back",
    "cancel",
    "cancel_unwanted",
    "cancel_waiting",
    "choose_at",
    "compose",
    "erase",
    "follow",
    "give_back",
    "hand_on",
    "is_stopped_at",
    "mend",
    "note_owner",
    "resume",
    "retry",
    "stop",
    "stopped_addresses",
    "undelivered",
    "wait_again",
    "write",
    "write_many",
]

"""Changes to letters. Other apps write letters with `write` and `write_many`; nothing here is a signal."""

from .erasing import cancel_waiting, erase
from .keeping import cancel, retry
from .stopping import resume, stop
from .writing import Draft, write, write_many

__all__ = ["Draft", "cancel", "cancel_waiting", "erase", "resume", "retry", "stop", "write", "write_many"]

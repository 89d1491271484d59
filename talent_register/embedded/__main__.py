"""`python -m talent_register.embedded`: run the register here. ./start calls this."""

import sys

from .errors import CannotStart
from .runner import Runner
from .state import State

try:
    sys.exit(Runner(State()).run())
except CannotStart as reason:
    sys.exit(f"\n{reason}")

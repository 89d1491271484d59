"""Files of exported lists go; that they were written stays."""

from talent_register.common.retention import Sweep

from .actions import exports
from .models import Export

SWEEPS = [Sweep("exports", Export.objects.count, exports.old, lambda keys, at, days: exports.forget(keys=keys))]

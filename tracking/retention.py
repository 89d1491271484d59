"""Files of exported lists go; that they were written stays. That staff were told what waits goes after its days."""

from talent_register.common.retention import Sweep

from .actions import digests, exports
from .models import Digest, Export

SWEEPS = [
    Sweep("exports", Export.objects.count, exports.old, lambda keys, at, days: exports.forget(keys=keys)),
    Sweep(
        "digests",
        Digest.objects.count,
        digests.old,
        lambda keys, at, days: Digest.objects.filter(pk__in=keys).delete(),
    ),
]

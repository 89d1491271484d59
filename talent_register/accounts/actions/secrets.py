"""Second factors under a new key."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from django.db import transaction

from talent_register.audit import actions as audit

SECRET_OF = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


@transaction.atomic
def reencrypt() -> int:
    """Encrypt the secrets of all second factors with the present key; say how many."""
    found = Authenticator.objects.select_for_update().filter(type__in=SECRET_OF)
    changed = []
    for authenticator in found:
        name = SECRET_OF[authenticator.type]
        if name in authenticator.data:
            authenticator.data[name] = encrypt(decrypt(authenticator.data[name]))
            changed.append(authenticator)
    Authenticator.objects.bulk_update(changed, ["data"])
    audit.record("accounts.second_factors_reencrypted", details={"number": len(changed)})
    return len(changed)

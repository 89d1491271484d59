"""How allauth is bent to the register."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings


class AccountAdapter(DefaultAccountAdapter):
    pass


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are stored encrypted; allauth keeps them in clear by default."""

    def encrypt(self, text: str) -> str:
        return Fernet(settings.FIELD_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return Fernet(settings.FIELD_KEY).decrypt(encrypted_text.encode()).decode()

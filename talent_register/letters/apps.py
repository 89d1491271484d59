from django.apps import AppConfig
from django.core.checks import register

from .checks import settings_lead_somewhere


class LettersConfig(AppConfig):
    name = "talent_register.letters"

    def ready(self):
        register(settings_lead_somewhere)

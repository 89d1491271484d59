from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "talent_register.imports"

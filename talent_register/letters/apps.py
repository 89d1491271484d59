from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "talent_register.letters"

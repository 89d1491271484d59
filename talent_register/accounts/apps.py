from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "talent_register.accounts"

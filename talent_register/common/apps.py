from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "talent_register.common"

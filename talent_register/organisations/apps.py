from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "talent_register.organisations"

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "talent_register.audit"

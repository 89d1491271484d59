"""The Celery application. Work lives in database rows; a task only rings for it."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talent_register.settings")

app = Celery("talent_register")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

"""The addresses of a demo server: those of every server and the page of log-ins."""

from django.urls import include, path

from talent_register.urls import *  # noqa: F403
from talent_register.urls import urlpatterns as everywhere

urlpatterns = [*everywhere, path("", include("tracking.demo.urls"))]

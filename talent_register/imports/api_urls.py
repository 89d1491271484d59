"""Addresses for programs. The number in them changes when an answer loses something or means something else."""

from django.urls import path

from .views import programs

urlpatterns = [
    path("imports/", programs.lists, name="api-imports"),
    path("imports/<slug:reference>/", programs.show, name="api-import"),
    path("imports/<slug:reference>/problems/", programs.problems, name="api-import-problems"),
    path("openapi.json", programs.description, name="api-openapi"),
]

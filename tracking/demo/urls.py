"""Included only where settings.DEMO is on: a page with everybody's codes must not exist anywhere else."""

from django.urls import path

from . import views

urlpatterns = [path("demo/", views.demo, name="demo")]

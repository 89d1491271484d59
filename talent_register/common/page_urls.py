"""Pages that anyone may read, in both languages."""

from django.urls import path

from . import views

urlpatterns = [
    path("help/", views.help_page, name="help"),
    path("accessibility-statement/", views.accessibility, name="accessibility"),
    path("cookies/", views.cookies, name="cookies"),
    path("terms/", views.terms, name="terms"),
]

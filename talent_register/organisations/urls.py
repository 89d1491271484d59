from django.urls import path

from . import views

urlpatterns = [
    path("organisations/", views.search, name="organisation-list"),
    path("organisations/suggest/", views.suggest, name="organisation-suggest"),
    path("organisations/<slug:slug>/", views.show, name="organisation"),
]

from django.urls import path

from .catalogue import catalogue

urlpatterns = [path("catalogue/", catalogue, name="catalogue")]

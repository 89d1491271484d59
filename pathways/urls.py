from django.urls import path

from . import views

urlpatterns = [
    path("pathways/", views.pathways, name="pathways"),
    path("pathways/<slug:slug>/", views.pathway, name="pathway"),
    path("roles/", views.roles, name="role-list"),
    path("roles/chief-medical-officer/", views.chief_medical_officer, name="role-chief-medical-officer"),
    path("roles/<slug:slug>/", views.role, name="role"),
]

from django.urls import path

from .views import explorer, frameworks, roles

urlpatterns = [
    path("pathways/", explorer.pathways, name="pathways"),
    path("pathways/<slug:slug>/", explorer.pathway, name="pathway"),
    path("frameworks/", frameworks.framework_list, name="framework-list"),
    path("frameworks/<slug:code>/<slug:version>/", frameworks.framework, name="framework"),
    path("roles/", roles.roles, name="role-list"),
    path("roles/chief-medical-officer/", roles.chief_medical_officer, name="role-chief-medical-officer"),
    path("roles/<slug:slug>/", roles.role, name="role"),
]

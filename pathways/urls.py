from django.urls import path

from .views import explorer, frameworks, guidance, licence, pay, roles

urlpatterns = [
    path("pathways/", explorer.pathways, name="pathways"),
    path("pathways/<slug:slug>/", explorer.pathway, name="pathway"),
    path("frameworks/", frameworks.framework_list, name="framework-list"),
    path("frameworks/<slug:code>/<slug:version>/", frameworks.framework, name="framework"),
    path("roles/", roles.roles, name="role-list"),
    path("roles/chief-medical-officer/", roles.chief_medical_officer, name="role-chief-medical-officer"),
    path("roles/<slug:slug>/", roles.role, name="role"),
    path("licence/", licence.check, name="licence"),
    path("licence/out-of-programme/", licence.out_of_programme, name="out-of-programme"),
    path("guidance/", guidance.guidance, name="guidance"),
    path("pay/", pay.pay, name="pay"),
    path("me/licence/", licence.own, name="own-licence"),
    path("me/licence/log/add/", licence.evidence_add, name="evidence-add"),
    path("me/licence/log/<uuid:uuid>/", licence.evidence_change, name="evidence-change"),
    path("me/licence/log/<uuid:uuid>/remove/", licence.evidence_remove, name="evidence-remove"),
    path("me/licence/<int:pk>/", licence.standing, name="licence-standing"),
]

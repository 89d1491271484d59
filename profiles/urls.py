from django.urls import path

from profiles.rules import QUESTIONS

from .views import consent, home, register, start

urlpatterns = [
    path("", start.start, name="start"),
    path("me/", home.home, name="home"),
    path("me/profile/", home.profile, name="own-profile"),
    path("me/visibility/", home.visibility, name="clinician-visibility"),
    path("me/data/", home.data, name="own-data"),
    path("me/data/download/", home.download, name="own-data-download"),
    path("me/consent/", consent.consent, name="own-consent"),
    path("me/consent/receipt/", consent.receipt, name="own-consent-receipt"),
    path("me/number/", consent.number, name="own-number"),
    path("me/suggestions/", consent.suggestion_list, name="suggestion-list"),
    path("me/suggestions/<int:pk>/", consent.suggestion, name="suggestion"),
    path("me/register/", register.begin, name="register"),
    *(
        path(f"me/register/{question}/", register.ask, {"question": question}, name=f"register-{question}")
        for question in QUESTIONS
    ),
    path("me/register/employer/", register.choose_employer, name="register-employer"),
    path("me/register/check/", register.check, name="register-check"),
    path("me/register/done/", register.done, name="register-done"),
]

from django.urls import path, re_path

from profiles.forms.parts import LISTS, PARTS, SINGLES
from profiles.rules import QUESTIONS

from .views import (
    calendars,
    claims,
    consent,
    equality,
    home,
    merges,
    messages,
    pauses,
    portfolio,
    privacy,
    recognitions,
    register,
    registrations,
    retention,
    rights,
    rights_support,
    sections,
    start,
    support,
    trainees,
    verification,
)

# Only lists that are there: other storeys have pages below /me/profile/ too.
ROW = f"me/profile/(?P<code>{'|'.join(LISTS)})/(?P<key>[0-9a-f-]{{36}})"

urlpatterns = [
    path("", start.start, name="start"),
    path("privacy/", privacy.notice, name="privacy"),
    path("invitations/done/sent/", claims.sent_on, name="claim-sent"),
    path("invitations/done/removed/", claims.removed, name="claim-removed"),
    path("invitations/<str:token>/", claims.invitation, name="claim"),
    path("invitations/<str:token>/join/", claims.join, name="claim-join"),
    path("invitations/<str:token>/wrong/", claims.wrong, name="claim-wrong"),
    path("invitations/<str:token>/remove/", claims.remove, name="claim-remove"),
    path("support/claims/", support.request_list, name="claim-list"),
    path("support/claims/<str:reference>/", support.settle, name="claim-settle"),
    path("support/merges/", merges.merge_list, name="merge-list"),
    path("support/merges/<str:reference>/", merges.merge, name="merge"),
    path("support/merges/<str:reference>/undo/", merges.undo, name="merge-undo"),
    path("support/merges/<str:left>/with/<str:right>/", merges.compare, name="merge-compare"),
    path("support/merges/<str:left>/with/<str:right>/separate/", merges.separate, name="merge-separate"),
    path("support/retention/", retention.retention, name="retention"),
    path("support/retention/<int:pk>/approve/", retention.approve, name="retention-approve"),
    path("support/requests/", rights_support.request_list, name="rights-request-list"),
    path("support/requests/<str:reference>/", rights_support.request_settle, name="rights-request"),
    path("support/registrations/", verification.check_list, name="registration-check-list"),
    path("support/registrations/<int:pk>/", verification.check, name="registration-check"),
    path("me/claim/asked/", claims.asked, name="claim-asked"),
    path("me/claim/", claims.prove, name="claim-prove"),
    path("me/", home.home, name="home"),
    path("me/address-works/", home.address_works, name="address-works"),
    path("me/messages/", messages.message_list, name="message-list"),
    path("me/messages/<uuid:reference>/", messages.message, name="message"),
    path("me/calendar/", calendars.calendar_link, name="calendar-link"),
    path("me/calendar/end/", calendars.calendar_revoke, name="calendar-revoke"),
    path("me/calendar.ics", calendars.feed, name="calendar-feed"),
    path("me/profile/", home.profile, name="own-profile"),
    path("me/recognition/", recognitions.recognition_list, name="recognition-list"),
    path("me/profile/registrations/", registrations.registration_list, name="profile-registrations"),
    path("me/profile/registrations/standing/", registrations.standing, name="profile-standing"),
    path("me/profile/registrations/add/", registrations.choose_regulator, name="registration-choose"),
    path("me/profile/registrations/add/<slug:regulator>/", registrations.add, name="registration-add"),
    path("me/profile/registrations/<int:pk>/change/", registrations.change, name="registration-change"),
    path("me/profile/registrations/<int:pk>/remove/", registrations.remove, name="registration-remove"),
    *(
        path(f"me/profile/{code}/", sections.section, {"code": code}, name=f"profile-{code}")
        for code in dict.fromkeys(part.section for part in PARTS.values())
    ),
    *(path(f"me/profile/{code}/add/", sections.item_add, {"code": code}, name=f"profile-{code}-add") for code in LISTS),
    *(
        path(
            f"me/profile/{code}/{step.code}/",
            sections.answer,
            {"code": code, "step": step.code},
            name=f"profile-{code}-{step.code}",
        )
        for code in SINGLES
        for step in PARTS[code].steps
    ),
    re_path(f"^{ROW}/remove/$", sections.item_remove, name="profile-item-remove"),
    re_path(f"^{ROW}/(?P<step>[a-z]+)/$", sections.item_step, name="profile-item-step"),
    path("me/portfolio/", portfolio.portfolio, name="portfolio"),
    path("me/portfolio/text/", portfolio.text, name="portfolio-text"),
    path("me/portfolio/data/", portfolio.data, name="portfolio-data"),
    path("me/pause/", pauses.pause, name="own-pause"),
    path("me/pause/end/", pauses.resume, name="own-resume"),
    path("me/two-records/", merges.twice, name="own-twice"),
    path("me/merged/", merges.own, name="own-merged"),
    path("me/interest/", home.interest, name="own-interest"),
    path("me/visibility/", home.visibility, name="clinician-visibility"),
    path("me/data/", rights.data, name="own-data"),
    path("me/data/copies/", rights.ask_copy, name="own-copy-ask"),
    path("me/data/copies/state/", rights.copy_state, name="own-copy-state"),
    path("me/data/copies/<int:pk>/", rights.copy, name="own-copy"),
    path("me/data/ask/", rights.ask, name="own-rights-ask"),
    path("me/data/restrict/", rights.restriction, name="own-restriction"),
    path("me/data/leave/", rights.departure, name="own-departure"),
    path("me/consent/", consent.consent, name="own-consent"),
    path("me/consent/again/", consent.again, name="own-consent-again"),
    path("me/consent/receipt/", consent.receipt, name="own-consent-receipt"),
    path("me/profile/equality/", equality.equality, name="own-equality"),
    path("me/profile/equality/delete/", equality.remove, name="own-equality-remove"),
    path("me/profile/equality/<slug:question>/", equality.question, name="own-equality-question"),
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
    path("trainees/", trainees.trainee_list, name="trainee-list"),
]

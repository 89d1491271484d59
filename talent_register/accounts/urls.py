"""Pages of one's own account. The addresses are ours, the names allauth's, so that its redirects work."""

from allauth.account import views as account
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path

from .views import access_review, invitation, security, team, tokens

urlpatterns = [
    path("account/log-in/", account.login, name="account_login"),
    path("account/log-out/", account.logout, name="account_logout"),
    path("account/create/", account.signup, name="account_signup"),
    path("account/closed/", account.account_inactive, name="account_inactive"),
    path("account/check-it-is-you/", account.reauthenticate, name="account_reauthenticate"),
    path("account/email/", account.email, name="account_email"),
    path("account/email/check/", account.email_verification_sent, name="account_email_verification_sent"),
    path("account/email/new-link/", security.new_link, name="account-new-link"),
    path("account/email/not-me/<str:token>/", security.address_back, name="account-address-back"),
    re_path(r"^account/email/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/set/", account.password_set, name="account_set_password"),
    path("account/password/forgotten/", account.password_reset, name="account_reset_password"),
    path("account/password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "account/password/forgotten/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^account/password/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("account/security/", security.show, name="account-security"),
    path("account/security/set-up/", security.second_factor, name="account-second-factor"),
    path("account/security/sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("account/security/second-step/", include("allauth.mfa.urls")),
    path("account/invitation/<str:token>/", invitation.show, name="invitation"),
    path("organisations/<slug:slug>/api-tokens/", tokens.show, name="api-tokens"),
    path("organisations/<slug:slug>/api-tokens/<uuid:uuid>/stop/", tokens.stop, name="api-token-stop"),
    path("organisations/<slug:slug>/team/", team.show, name="team"),
    path("organisations/<slug:slug>/team/review/", access_review.show, name="team-review"),
    path("access-review/", access_review.unused, name="access-review"),
    path("organisations/<slug:slug>/team/members/<uuid:uuid>/end/", team.end, name="membership-end"),
    path("organisations/<slug:slug>/team/members/<uuid:uuid>/hand-over/", team.hand_over, name="membership-hand-over"),
    path("organisations/<slug:slug>/team/invitations/<uuid:uuid>/resend/", team.resend, name="invitation-resend"),
    path("organisations/<slug:slug>/team/invitations/<uuid:uuid>/withdraw/", team.withdraw, name="invitation-withdraw"),
]

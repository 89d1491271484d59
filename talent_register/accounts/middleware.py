"""Two guards of every request: sessions end in time, and a view without a declared permission is refused."""

import time
from urllib.parse import urlencode

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import access, bearer, second_factor
from .actions import sign_ins
from .rules import Ending, Step, session_ending

# Views of libraries cannot carry our marks. At most ten lines, each with the reason why that is safe.
LIBRARIES = {
    "allauth.": "log-in, sign-up and the pages of one's own account check for themselves who may open them",
    "django.views.static": "files that are public, served by the development server only",
    "django.contrib.staticfiles.": "the same",
}
# What a user may open whose session has not yet used the second factor they have.
CONFIRMING = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_logout"}
WRITTEN_EVERY_SECONDS = 60
READING = {"GET", "HEAD"}


class SessionLimits:
    """Log out who did nothing for too long, or logged in too long ago, and say why.

    `request.logged_out` is then who it was.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            request.idle_minutes = idle_minutes(request.user)
            self._keep_or_end(request)
        if request.user.is_authenticated and request.user.last_active_on != (today := timezone.localdate()):
            sign_ins.active(user=request.user, day=today)
        known = _records(request)
        response = self.get_response(request)
        if len(_records(request)) > len(known) > 0:
            request.session.cycle_key()
            _show_among_sessions(request)
        return response

    def _keep_or_end(self, request):
        now, session = time.time(), request.session
        began, active = session.get("began_at", now), session.get("active_at", now)
        limits = {"idle_minutes": request.idle_minutes, "hours": settings.SESSION_HOURS}
        ending = session_ending(began=began, active=active, now=now, **limits)
        if ending:
            request.logged_out = request.user
            logout(request)
            messages.info(request, why_logged_out(ending, **limits))
            return
        asks_by_itself = request.headers.get("X-Requested-With") == "fetch"
        if "began_at" not in session:
            session["began_at"] = session["active_at"] = now
            _show_among_sessions(request)
        elif now - active > WRITTEN_EVERY_SECONDS and not asks_by_itself:
            session["active_at"] = now
            _show_among_sessions(request)


def _show_among_sessions(request) -> None:
    """Note for the page of one's sessions that this one is alive. The library's middleware writes at every request."""
    UserSession.objects.create_from_request(request)


def _records(request) -> list:
    return request.session.get("account_authentication_methods") or []


def idle_minutes(user) -> int:
    """How long a user may do nothing: staff less long than clinicians."""
    return settings.STAFF_IDLE_MINUTES if access.needs_second_factor(user) else settings.CLINICIAN_IDLE_MINUTES


def why_logged_out(ending: Ending, *, idle_minutes: int, hours: int) -> str:
    if ending is Ending.IDLE:
        words = ngettext(
            "You were logged out because you did nothing for %(n)s minute. Log in to carry on where you were.",
            "You were logged out because you did nothing for %(n)s minutes. Log in to carry on where you were.",
            idle_minutes,
        )
        return words % {"n": idle_minutes}
    return _("You were logged out because you logged in %(n)s hours ago. Log in to carry on where you were.") % {
        "n": hours
    }


class DeclaredAccess:
    """Refuse unmarked views; send strangers to log in; refuse those without the permission or the second factor."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated and getattr(request, "is_enrolling", False):
            second_factor.enrolled_just_now(request)
        elif request.user.is_authenticated and getattr(request, "may_lose_factor", False):
            second_factor.lost_just_now(request)
        return response

    def process_view(self, request, view, args, kwargs):
        if "admin" in request.resolver_match.app_names:
            return self._admin(request)
        if getattr(view, "public", None):
            return None
        if scope := getattr(view, "token_scope", None):
            return bearer.let_in(request, view.token_scope_to_read if request.method in READING else scope)
        if view.__module__.startswith(tuple(LIBRARIES)):
            return self._library(request)
        return self._ours(request, view)

    def _admin(self, request):
        """The admin's own log-in page knows no second factor, so nobody gets to see it."""
        if not request.user.is_authenticated:
            return log_in_first(request)
        if not request.user.is_staff:
            raise PermissionDenied("admin")
        return self._second_factor(request)

    def _library(self, request):
        """The pages of one's account: open to enrol a factor, closed while an enrolled one is not confirmed."""
        if not request.user.is_authenticated or request.resolver_match.url_name in CONFIRMING:
            return None
        step = second_factor.step(request)
        request.is_enrolling = step is Step.ENROL
        request.may_lose_factor = request.method == "POST"
        return confirm_first(request) if step is Step.CONFIRM else None

    def _ours(self, request, view):
        permission = getattr(view, "requires", None)
        if permission is None:
            refuse_unmarked(view)
        if not request.user.is_authenticated:
            return log_in_first(request)
        if not access.can(request.user, permission):
            raise PermissionDenied(permission)
        if getattr(view, "before_second_factor", None) and second_factor.step(request) is Step.ENROL:
            return None
        return self._second_factor(request)

    def _second_factor(self, request):
        step = second_factor.step(request)
        if step is Step.ENROL:
            request.session["after_enrolment"] = where(request)
            return redirect("account-second-factor")
        return confirm_first(request) if step is Step.CONFIRM else None


def refuse_unmarked(view):
    """Nobody opens a view that nobody thought about. In tests the mistake is loud."""
    name = f"{view.__module__}.{getattr(view, '__name__', view)}"
    words = f"{name} declares no permission: mark it @requires(Permission.X) or @public(why)."
    raise ImproperlyConfigured(words) if settings.TESTING else PermissionDenied(words)


def log_in_first(request):
    return redirect_to_login(where(request), reverse(settings.LOGIN_URL))


def confirm_first(request):
    address = second_factor.confirm_address(request.user)
    return redirect(f"{address}?{urlencode({REDIRECT_FIELD_NAME: where(request)})}")


def where(request) -> str:
    """The page to come back to: this one, or the page whose form was sent."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    page = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if is_ours else "/"


session_limits = SessionLimits
declared_access = DeclaredAccess

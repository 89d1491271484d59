"""Deny by default: a view without a mark is refused, and a mark is enforced before the view runs."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied

from . import access

# Views of libraries cannot carry our marks; these prefixes of view modules have their own checks.
LIBRARIES = ("allauth.", "django.contrib.admin.", "django.views.static", "django.contrib.staticfiles.")


def session_limits(get_response):
    def middleware(request):
        return get_response(request)

    return middleware


class DeclaredAccess:
    """Refuse unmarked views; send strangers to log in; refuse those without the permission."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if getattr(view, "public", None) or view.__module__.startswith(LIBRARIES):
            return None
        permission = getattr(view, "requires", None)
        if permission is None:
            raise PermissionDenied(f"{view.__module__}.{view.__name__} declares no permission.")
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        if not access.can(request.user, permission):
            raise PermissionDenied(permission)
        return None


declared_access = DeclaredAccess

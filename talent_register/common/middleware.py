"""Headers that every response carries, the limit on what may be sent, and facts in Welsh."""

from django.conf import settings
from django.utils.translation import get_language

from . import wordings
from .errors import too_large
from .languages import WELSH

SWITCHED_OFF = """
accelerometer autoplay browsing-topics camera
captured-surface-control compute-pressure cross-origin-isolated deferred-fetch deferred-fetch-minimal display-capture
encrypted-media fullscreen gamepad geolocation gyroscope hid identity-credentials-get idle-detection language-detector
local-fonts magnetometer microphone midi on-device-speech-recognition otp-credentials payment picture-in-picture
private-state-token-issuance private-state-token-redemption screen-wake-lock serial speaker-selection storage-access
summarizer sync-xhr translator usb window-management xr-spatial-tracking
"""
OURS_ONLY = ("publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS_POLICY = ", ".join(
    [f"{name}=()" for name in SWITCHED_OFF.split()] + [f"{name}=(self)" for name in OURS_ONLY]
)
DRAINED = 64 * 1024 * 1024


def headers(get_response):
    """What a browser may do with a page, who may frame or store it, and whether search engines may list it."""

    def middleware(request):
        response = get_response(request)
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        view = getattr(request, "resolver_match", None)
        personal = _is_personal(request, response)
        if personal:
            response["Cache-Control"] = "no-store"
        if personal or (view and not getattr(view.func, "public", None)) or response.status_code >= 400:
            response["X-Robots-Tag"] = "noindex"
        if view and view.url_name == "account_logout" and response.status_code == 302:
            response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        return response

    return middleware


def _is_personal(request, response) -> bool:
    """Whether the page was made for one person. Asks the cookie, because it may be the database that failed."""
    if request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
        return False
    return settings.SESSION_COOKIE_NAME in request.COOKIES or settings.SESSION_COOKIE_NAME in response.cookies


def body_limit(get_response):
    """Refuse what is too large before anything is parsed, with a page that says so."""

    def middleware(request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return get_response(request)
        _drain(request, int(length))
        return too_large(request)

    return middleware


def _drain(request, length) -> None:
    """Read what is being sent, or the browser shows a broken connection in place of our page."""
    left = min(length, DRAINED)
    while left > 0 and (piece := request.read(min(left, 65536))):
        left -= len(piece)


def words_of_facts(get_response):
    """On Welsh pages, facts speak Welsh; what of them stays English says so to screen readers."""

    def middleware(request):
        if get_language() != WELSH:
            return get_response(request)
        with wordings.of_page():
            response = get_response(request)
        if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
            response.content = wordings.mark(response.content.decode(response.charset))
        return response

    return middleware

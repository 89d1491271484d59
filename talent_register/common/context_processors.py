from django.conf import settings

from . import way_back as ways

OWN_PAGES = "/me/"


def service(request):
    """Names, brand and contact, which are settings."""
    return {
        "service_name": settings.SERVICE_NAME,
        "programme_body": settings.PROGRAMME_BODY,
        "contact_email": settings.REPLY_EMAIL,
        "theme": settings.THEME,
        "print_mark": settings.PRINT_MARK,
        "is_demo": settings.DEMO,
    }


def way_back(request):
    """On pages of one's own: the page from which somebody was sent to answer a question."""
    if not request.path.startswith(OWN_PAGES) or not hasattr(request, "session"):
        return {}
    return {"way_back": ways.noted(request)}

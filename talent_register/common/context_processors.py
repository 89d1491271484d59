from django.conf import settings


def service(request):
    """Names, brand and contact, which are settings."""
    return {
        "service_name": settings.SERVICE_NAME,
        "programme_body": settings.PROGRAMME_BODY,
        "contact_email": settings.REPLY_EMAIL,
        "theme": settings.THEME,
        "is_demo": settings.DEMO,
    }

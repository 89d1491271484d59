from django.conf import settings


def service(request):
    """Names and brand, which are settings."""
    return {
        "service_name": settings.SERVICE_NAME,
        "programme_body": settings.PROGRAMME_BODY,
        "theme": settings.THEME,
    }

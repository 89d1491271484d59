"""Headers that every response carries, beside those of Django and django-csp."""

PERMISSIONS_POLICY = ", ".join(
    [f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb")]
    + ["publickey-credentials-get=(self)", "publickey-credentials-create=(self)"]
)


def headers(get_response):
    def middleware(request):
        response = get_response(request)
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    return middleware

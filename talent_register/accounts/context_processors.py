from talent_register.common.permissions import Permission

from . import access


def access_words(request):
    """`can.staff_home` and so on: what the menu may show."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"can": {}}
    return {"can": {p.name.lower(): access.can(user, p) for p in Permission}}

"""Error pages in plain words."""

from django.shortcuts import render

from .permissions import public


def _page(status):
    @public("error pages are for everybody")
    def view(request, exception=None, reason=""):
        return render(request, f"errors/{status}.html", status=status)

    return view


bad_request = _page(400)
permission_denied = _page(403)
page_not_found = _page(404)
server_error = _page(500)


@public("error pages are for everybody")
def csrf_failure(request, reason=""):
    return render(request, "errors/403.html", status=403)

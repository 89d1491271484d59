"""Nothing typed is lost when a session ends: what was being sent is kept, and stands in its form after the next log-in.

It holds for every view of the register that needs a log-in, without the view knowing. The pages of libraries are left
out, for passwords and codes are typed there; a view that must not have its answers kept says `@forgets_unsent(why)`.
"""

from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils.timezone import now

from profiles.actions import unsent
from talent_register.accounts.middleware import where
from talent_register.common.refill import refill

# In the session: the page to fill; empty when nothing waits; missing as long as nobody asked.
PAGE = "unsent"


class UnsentAnswers:
    """Stands between the end of sessions, which says whose was ended, and the log-in page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_somebody = request.user.is_authenticated
        if is_somebody and PAGE not in request.session:
            request.session[PAGE] = unsent.page_of(user=request.user, at=now())
        response = self.get_response(request)
        if is_somebody and request.session.get(PAGE):
            self._settle(request, response)
        return response

    def process_view(self, request, view, args, kwargs):
        """After the check that the form is one of ours, before the way to log in."""
        former = getattr(request, "logged_out", None)
        if former and request.method == "POST" and getattr(view, "requires", None) and not _forgets(view):
            page = urlsplit(where(request)).path
            page = request.path if page == "/" else page
            unsent.keep(user=former, page=page, path=request.path, data=request.POST, at=now())

    def _settle(self, request, response):
        """Fill the page that waits for it, and let go what was sent after all."""
        if request.method == "POST" and response.status_code in (302, 303):
            if unsent.forget(user=request.user, path=request.path):
                request.session[PAGE] = ""
        elif request.method == "GET" and request.path == request.session[PAGE] and _is_page(response):
            self._fill(request, response)

    @staticmethod
    def _fill(request, response):
        row = unsent.found(user=request.user, page=request.path, at=now())
        if row is None:
            request.session[PAGE] = ""
            return
        html, note = response.content.decode(), render_to_string("components/kept.html", request=request)
        filled = refill(html, page=request.path, path=row.path, kept=row.data, note=note)
        response.content = html if filled is None else filled


def _forgets(view) -> bool:
    return bool(getattr(view, "forgets_unsent", None))


def _is_page(response) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and response.get("Content-Type", "").startswith("text/html")
    )


unsent_answers = UnsentAnswers

"""Nothing typed is lost: not when a session ends, not between two tabs; and what is sent twice counts once.

What was being sent when a session ended is kept, and stands in its form after the next log-in. It holds for every view
of the register that needs a log-in, without the view knowing. The pages of libraries are left out, for passwords and
codes are typed there; a view that must not have its answers kept says `@forgets_unsent(why)`.
"""

import copy
from http import HTTPStatus
from urllib.parse import urlsplit

from django.contrib.messages.storage.base import BaseStorage
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import now

from profiles.actions import sent, unsent
from talent_register.accounts.middleware import where
from talent_register.common import two_tabs
from talent_register.common.permissions import Permission
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
        if request.method == "POST" and _led_on(response):
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


class TwoTabs:
    """Stands last, at the pages that people have of their own and those of this storey's staff.

    A form says what it showed. Where that has changed until it is sent, both answers are shown, and sending it again
    decides. A copy of a form that comes twice with the same answers is answered as it was the first time.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        view = request.resolver_match and request.resolver_match.func
        if view is None or not is_covered(view) or getattr(request, "view_raised", False):
            return response
        if request.method == "POST" and (stamp := getattr(request, "stamp", None)) and _led_on(response):
            if not _forgets(view) and not _confirms(response.url):
                said = sent.hash_of(request.path, request.POST)
                sent.note(user=request.user, once=stamp.once, said=said, led_to=response.url, at=now())
        elif _is_page(response):
            self._stamp(request, response)
        return response

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST" or not is_covered(view):
            return None
        text = request.POST.get(two_tabs.STAMP)
        if not text:
            return None
        request.stamp = stamp = two_tabs.Stamp.of(text)
        is_own = view.requires is Permission.OWN_RECORD
        sent.wait_for(f"{request.path} {request.user.pk if is_own else ''}")
        if not _forgets(view):
            said = sent.hash_of(request.path, request.POST)
            if again := sent.led_to(user=request.user, once=stamp.once, said=said):
                return HttpResponseRedirect(again)
        return self._clash(request, view, args, kwargs) if stamp.seen else None

    def _clash(self, request, view, args, kwargs):
        """The page with both answers, if others than the form showed are kept now; what looking changes is undone."""
        before = transaction.savepoint()
        page = _looked_at(request, view, args, kwargs)
        html = page.content.decode() if page is not None and _is_page(page) else ""
        form = two_tabs.likest(two_tabs.asked_on(html, request.path), request.path, dict(request.POST.lists()))
        rows = form.differences(dict(request.POST.lists())) if form and form.seen != request.stamp.seen else []
        if not rows:
            transaction.savepoint_rollback(before)
            return None
        transaction.savepoint_commit(before)
        note = render_to_string("components/two_tabs.html", {"clash": rows, "page": request.get_full_path()}, request)
        # The copy that is shown now is another, and has seen what is kept.
        kept = {name: values for name, values in request.POST.lists() if name in form.shows}
        request.stamp = two_tabs.Stamp.new(form.seen)
        page.content = refill(html, page=request.path, path=request.path, kept=kept, note=note) or html
        return page

    @staticmethod
    def _stamp(request, response):
        html = response.content.decode()
        found = two_tabs.asked_on(html, request.path)
        # A form that came back has seen what it had seen when it was sent.
        back = two_tabs.likest(found, request.path, dict(request.POST.lists())) if hasattr(request, "stamp") else None
        if found:
            seen = {id(one): one.seen for one in found if one.form.path == request.path}
            seen |= {id(back): request.stamp.seen} if back else {}
            response.content = two_tabs.stamped(html, found, lambda one: seen.get(id(one), ""))


class NoMessages(BaseStorage):
    """Looking at a page for ourselves uses up no message."""

    def _get(self, *args, **kwargs):
        return [], True

    def _store(self, messages, response, *args, **kwargs):
        return []


def _looked_at(request, view, args, kwargs) -> HttpResponse | None:
    """The page as its reader would see it now; nothing where there is none any more."""
    asked = copy.copy(request)
    asked.method, asked.META = "GET", {**request.META, "REQUEST_METHOD": "GET"}
    asked._post, asked._files, asked._messages = QueryDict(), MultiValueDict(), NoMessages(asked)
    try:
        return view(asked, *args, **kwargs)
    except (Http404, PermissionDenied):
        return None


def is_covered(view) -> bool:
    permission = getattr(view, "requires", None)
    return permission is Permission.OWN_RECORD or bool(permission and view.__module__.startswith("profiles."))


def _confirms(address: str) -> bool:
    """Whether somebody is first asked who they are: nothing was done yet."""
    try:
        found = resolve(urlsplit(address).path)
    except Resolver404:
        return True
    return found.func.__module__.startswith("allauth.")


def _led_on(response) -> bool:
    return response.status_code in (HTTPStatus.FOUND, HTTPStatus.SEE_OTHER)


def _forgets(view) -> bool:
    return bool(getattr(view, "forgets_unsent", None))


def _is_page(response) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and response.get("Content-Type", "").startswith("text/html")
    )


unsent_answers = UnsentAnswers
two_tabs_guard = TwoTabs

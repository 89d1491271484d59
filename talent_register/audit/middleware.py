"""One transaction a request, in which the database knows who acts."""

import uuid

from django.db import transaction

from talent_register.common import logs

from . import context


class RequestContext:
    """Open the request's transaction with its actor, after the user is known.

    Nothing is kept of a request whose view raised or whose response is 500 or above. Sessions are saved outside, by
    Django's own middleware. A streamed body is made after the transaction has ended: read what it needs before.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.request_id = uuid.uuid4().hex
        actor, name = _actor_of(request.user)
        with logs.about(request=request.request_id):
            with context.acting(actor, actor_name=name, request_id=request.request_id):
                response = self.get_response(request)
                if response.status_code >= 500 or getattr(request, "view_raised", False):
                    transaction.set_rollback(True)
            response["X-Request-ID"] = request.request_id
        return response

    def process_exception(self, request, exception):
        """A view that raises, 404 and 403 too, may have stopped half-way: nothing it wrote stays."""
        request.view_raised = True


request_context = RequestContext


def _actor_of(user) -> tuple[str, str]:
    return (user.audit_name, str(user)) if user.is_authenticated else (context.VISITOR, "")

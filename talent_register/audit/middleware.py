"""One transaction a request, in which the database knows who acts."""

import uuid

from django.db import transaction

from . import context


def request_context(get_response):
    """Open the request's transaction with its actor. A response of 500 or above leaves nothing behind."""

    def middleware(request):
        request.request_id = uuid.uuid4().hex
        user = request.user
        actor = user.audit_name if user.is_authenticated else ""
        name = str(user) if user.is_authenticated else ""
        with context.acting(actor, actor_name=name, request_id=request.request_id):
            response = get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        response["X-Request-ID"] = request.request_id
        return response

    return middleware

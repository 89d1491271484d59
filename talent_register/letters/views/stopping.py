"""The pages behind the link "Stop emails like this": no log-in, and a GET changes nothing."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from talent_register.common.permissions import public
from talent_register.letters import actions, wishes
from talent_register.letters.delivery import message
from talent_register.letters.models import Letter

ONE_CLICK = "List-Unsubscribe"  # what a mail program posts; a redirect would not be followed (RFC 8058, 3.1)
WHY_PUBLIC = "the signed link in a letter is the proof; mail programs post to it without a session"


@public(WHY_PUBLIC)
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """Ask, and on POST stop one purpose for the address the letter went to (RFC 8058 posts here too)."""
    letter = _letter_or_404(token)
    if request.method == "POST":
        actions.stop(letter=letter, at=now())
        if ONE_CLICK in request.POST:
            return HttpResponse(_("You will get no more of these letters.") + "\n", content_type="text/plain")
        return redirect("letter-stop", token)
    is_stopped = wishes.is_stopped(letter)
    return render(request, "letters/stop.html", {"letter": letter, "token": token, "is_stopped": is_stopped})


@public(WHY_PUBLIC)
@require_POST
def resume(request, token):
    """Change of mind."""
    letter = _letter_or_404(token)
    actions.resume(letter=letter, at=now())
    return redirect("letter-stop", token)


def _letter_or_404(token: str) -> Letter:
    letter = Letter.objects.by_reference(message.reference_in(token))
    if letter is None or not message.stop_address(letter):
        raise Http404
    return letter

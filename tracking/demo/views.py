"""Who can log in to the demo, with the codes of the moment."""

import time

from django.conf import settings
from django.http import Http404
from django.shortcuts import render

from talent_register.common.permissions import public

from . import accounts, mark, showcase

CODE_SECONDS = 30


@public("everybody may try the demo; the page exists in demo databases only")
def demo(request):
    if not settings.DEMO or not mark.read():
        raise Http404
    context = {
        "log_ins": [(log_in, log_in.code()) for log_in in accounts.LOG_INS],
        "password": accounts.PASSWORD,
        "claim_link": showcase.claim_link(),
        "invited": accounts.INVITED,
        "seconds_left": CODE_SECONDS - int(time.time()) % CODE_SECONDS,
        "people": f"{mark.read()['people']:,}",
    }
    return render(request, "tracking/demo.html", context)

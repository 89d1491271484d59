"""The front page."""

from django.shortcuts import render

from talent_register.common.permissions import public


@public("the front page says what the register is")
def start(request):
    return render(request, "profiles/start.html")

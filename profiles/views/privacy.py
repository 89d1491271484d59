"""The privacy notice: the short form first, each purpose below."""

from django.shortcuts import render
from django.utils import timezone

from profiles.presenters import privacy as words
from talent_register.common.permissions import public


@public("everybody may read what is kept and why")
def notice(request):
    page = {"purposes": words.purposes(timezone.localdate()), "rules": words.kept(), "uses": words.uses()}
    return render(request, "profiles/privacy.html", page)

"""Somebody says, without an account, whether a list or a record speaks of them. Nothing of anybody is shown."""

from django.shortcuts import redirect, render
from django.utils import timezone

from profiles import access
from profiles.actions import same_person
from profiles.forms.asking import sent
from profiles.forms.same_person import SamePersonForm
from talent_register.common.limits import limited
from talent_register.common.permissions import public


@public("the letter's link opens without an account")
@limited("same-person", a_minute=30)
def question(request, token):
    """Ask about the reader alone; looking changes nothing, because mail programs look at links too."""
    question, sides = access.same_person_question(token, timezone.localdate())
    if question is None:
        return render(request, "profiles/same_person_gone.html", status=404)
    form = SamePersonForm(sent(request), question=question, sides=sides)
    if request.method == "POST" and form.is_valid():
        same_person.reply(question=question, replies=form.cleaned_data, at=timezone.now())
        return redirect("same-person-thanks")
    return render(request, "profiles/same_person.html", {"form": form, "question": question})


@public("the end of a path without an account; says nothing about anybody")
def thanks(request):
    return render(request, "profiles/same_person_thanks.html")

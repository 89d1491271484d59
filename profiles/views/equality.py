"""Equality questions: one a page, each optional, seen by nobody else."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from profiles import access
from profiles.actions import equality as answers
from profiles.forms.asking import sent
from profiles.forms.equality import EqualityForm
from profiles.models.equality import EqualityQuestion
from profiles.presenters import equality as words
from talent_register.common.permissions import Permission, forgets_unsent, requires


@requires(Permission.OWN_RECORD)
def equality(request):
    """Why we ask, who sees it, and what was answered."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    rows = words.rows(clinician)
    page = {"rows": rows, "has_answers": any(row["value"] for row in rows), "first": words.next_question(clinician)}
    return render(request, "profiles/own_equality.html", page)


@forgets_unsent("answers about equality stand in their own table, and nowhere else")
@requires(Permission.OWN_RECORD)
def question(request, question):
    """One question. Continue goes to the next that has no answer."""
    clinician = access.own_record(request.user)
    name = question.replace("-", "_")
    if clinician is None or name not in EqualityQuestion.values:
        raise Http404
    given = getattr(answers.own(clinician), name)
    asked = EqualityQuestion(name)
    form = EqualityForm(sent(request), question=asked, nation=clinician.nation, initial={"answer": given})
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["answer"]
        answers.answer(clinician=clinician, question=name, code=code, by=request.user, at=now())
        following = words.next_question(clinician, name)
        return redirect("own-equality-question", following) if following else redirect("own-equality")
    return render(request, "profiles/own_equality_question.html", {"form": form, "heading": asked.label})


@requires(Permission.OWN_RECORD)
@require_POST
def remove(request):
    """Take every answer away."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    answers.remove_all(clinician=clinician, by=request.user)
    messages.success(request, _("Your equality answers are deleted"))
    return redirect("own-equality")

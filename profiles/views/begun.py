"""Beginning the profile while the letter that confirms the address is on its way.

Nothing of it is in the register: answers lie in the session of the browser in which an account was asked for. Whether
the address had an account already changes nothing that can be seen or done here.
"""

from django.shortcuts import redirect, render
from django.urls import reverse

from profiles import rules
from profiles.forms.asking import sent
from profiles.forms.questions import form_for
from profiles.forms.work import EmployerForm, employers, role_answer
from talent_register.accounts import signed_up
from talent_register.common.permissions import public

WHY = "whoever asked for an account answers before its address is confirmed; the answers are in their session alone"


def _elsewhere(request):
    """Where somebody goes who has nothing to begin here; nothing for everybody else."""
    if request.user.is_authenticated:
        return redirect("register")
    return redirect("account_signup") if signed_up.said(request) is None else None


def _next(answers: dict) -> str:
    left = [question for question in rules.early(answers) if question not in answers]
    return f"begun-{left[0]}" if left else "begun"


def _keep(request, question: str, answer: dict) -> str:
    answers = rules.with_answer(signed_up.said(request), question, answer)
    signed_up.keep(request, answers)
    return _next(answers)


@public(WHY)
def begun(request):
    """What is left to answer; when nothing is, that the letter waits."""
    if there := _elsewhere(request):
        return there
    page = _next(signed_up.said(request))
    return render(request, "profiles/begun.html") if page == "begun" else redirect(page)


@public(WHY)
def ask(request, question):
    """One of the questions that need nothing from the register."""
    if there := _elsewhere(request):
        return there
    answers = signed_up.said(request)
    asked = rules.early(answers)
    if question not in asked:
        return redirect(_next(answers))
    form = form_for(question, sent(request), answers=answers, user=None, wordings={})
    if request.method == "POST" and form.is_valid():
        page = _keep(request, question, form.answer())
        return redirect("begun-employer" if question == "role" and form.needs_choice else page)
    place = asked.index(question)
    page = {
        "form": form,
        "question": question,
        "back": reverse(f"begun-{asked[place - 1]}") if place else reverse("account_email_verification_sent"),
        "employers": employers().values_list("name", flat=True) if question == "role" else [],
    }
    return render(request, "profiles/register_question.html", page)


@public(WHY)
def choose_employer(request):
    """Which organisation was meant."""
    if there := _elsewhere(request):
        return there
    role = signed_up.said(request).get("role", {})
    if not role.get("employer"):
        return redirect("begun-role")
    form = EmployerForm(sent(request), typed=role["employer"])
    if request.method == "POST" and form.is_valid():
        return redirect(_keep(request, "role", role_answer(role["title"], form.chosen, role["employer"])))
    return render(request, "profiles/register_employer.html", {"form": form, "back": reverse("begun-role")})

"""Registering: one question a page, kept at every page, checked, confirmed."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now

from profiles import access, rules
from profiles.actions import claims, clinicians, consents, drafts
from profiles.forms.asking import sent
from profiles.forms.questions import form_for
from profiles.forms.work import EmployerForm, employers, role_answer
from profiles.presenters import answers as words
from talent_register.accounts import signed_up
from talent_register.common.permissions import Permission, requires


def _next_page(answers: dict) -> str:
    left = rules.unanswered(answers)
    return f"register-{left[0]}" if left else "register-check"


def _answers(request) -> dict:
    draft = access.own_draft(request.user)
    return draft.answers if draft else rules.first_answers(request.user.name)


@requires(Permission.OWN_RECORD)
def begin(request):
    """Where the person left off."""
    if access.own_record(request.user):
        return redirect("home")
    if access.own_merge(request.user):
        return redirect("own-merged")
    for question, answer in signed_up.handed_over(request).items():
        if question not in _answers(request):
            drafts.answer(user=request.user, question=question, answer=answer, at=now())
    record = _offered(request)
    if record and not _take_up(request, record):
        return redirect("claim-prove")
    return redirect(_next_page(_answers(request)))


def _offered(request):
    """A supplied record that may be this person's and was neither taken up, declined nor guessed at before."""
    draft, today = access.own_draft(request.user), timezone.localdate()
    if draft and (draft.claims_id or not access.claim_in_hand(request, today)):
        return None
    record = access.supplied_for(request, today)
    return None if record is None or access.gave_up_on(request.user, record) else record


def _take_up(request, record) -> bool:
    """The letter's link and the address it was sent to are proof enough together."""
    link = access.claim_in_hand(request, timezone.localdate())
    proof = claims.proof_for(user=request.user, record=record, has_link=link is not None)
    if proof:
        claims.take_up(user=request.user, record=record, proof=proof, at=now())
    return bool(proof)


@requires(Permission.OWN_RECORD)
def ask(request, question):
    """One question. What was answered is kept before the next one is shown."""
    answers = _answers(request)
    if access.own_record(request.user):
        return redirect("home")
    if question not in rules.applicable(answers):
        return redirect(_next_page(answers))
    wordings = consents.wordings_in_force(now())
    form = form_for(
        question,
        sent(request),
        answers=answers,
        user=request.user,
        wordings=wordings,
    )
    if request.method == "POST" and form.is_valid():
        draft = drafts.answer(user=request.user, question=question, answer=form.answer(), at=now())
        return redirect(_after(request, question, form, draft))
    return render(request, "profiles/register_question.html", _page(question, answers, form))


def _page(question: str, answers: dict, form) -> dict:
    back = rules.before(question, answers)
    return {
        "form": form,
        "question": question,
        "back": reverse(f"register-{back}") if back else reverse("start"),
        "employers": employers().values_list("name", flat=True) if question == "role" else [],
    }


def _after(request, question: str, form, draft) -> str:
    if question == "role" and form.needs_choice:
        return "register-employer"
    if question == "number" and form.regulator and (number := draft.answers["number"].get("number")):
        matched = claims.match_number(user=request.user, regulator=form.regulator.code, number=number, at=now())
        draft = matched or draft
    return _next_page(draft.answers)


@requires(Permission.OWN_RECORD)
def choose_employer(request):
    """Which organisation was meant, when what was typed fits several or none exactly."""
    answers = _answers(request)
    role = answers.get("role", {})
    if not role.get("employer"):
        return redirect(_next_page(answers))
    form = EmployerForm(sent(request), typed=role["employer"])
    if request.method == "POST" and form.is_valid():
        answer = role_answer(role["title"], form.chosen, role["employer"])
        draft = drafts.answer(user=request.user, question="role", answer=answer, at=now())
        return redirect(_next_page(draft.answers))
    return render(request, "profiles/register_employer.html", {"form": form, "back": reverse("register-role")})


@requires(Permission.OWN_RECORD)
def check(request):
    """Every answer on one page, each with its way back, and the button that registers."""
    draft = access.own_draft(request.user)
    if access.own_record(request.user):
        return redirect("register-done")
    if draft is None or rules.unanswered(draft.answers):
        return redirect("register")
    if request.method == "POST":
        clinicians.register(draft=draft, by=request.user, at=now())
        return redirect("register-done")
    rows = words.check_rows(draft.answers)
    return render(request, "profiles/register_check.html", {"rows": rows, "back": reverse("register-letters")})


@requires(Permission.OWN_RECORD)
def done(request):
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    return render(request, "profiles/register_done.html", {"clinician": clinician})

"""Choosing, and choosing again, who may see a profile; and answering what colleges say."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from profiles import access
from profiles.actions import consents, registrations, suggestions
from profiles.forms.asking import sent
from profiles.forms.consent import ConsentForm
from profiles.forms.person import NumberForm
from profiles.forms.suggestion import SuggestionForm
from profiles.forms.uses import UsesForm
from profiles.models import Use
from profiles.presenters import profile as profiles
from talent_register.common.permissions import Permission, requires


@requires(Permission.OWN_RECORD)
def consent(request):
    """Four yes or no questions. What is in force is shown as chosen; a change takes effect at once."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    wordings = consents.wordings_in_force(now())
    form = ConsentForm(
        sent(request),
        answers={},
        kept=consents.in_force(clinician),
        wordings=wordings,
    )
    if request.method == "POST" and form.is_valid():
        consents.decide(clinician=clinician, choices=form.answer(), by=request.user, at=now(), how="consent page")
        return redirect("own-consent-receipt")
    return render(request, "profiles/own_consent.html", {"form": form})


@requires(Permission.OWN_RECORD)
def again(request):
    """The words changed: what was said before, the new words, and nothing chosen beforehand. It can wait."""
    clinician = access.own_record(request.user)
    asked = consents.asked_again(clinician, now()) if clinician else {}
    if not asked:
        return redirect("own-consent-receipt" if clinician else "register")
    if "later" in request.POST:
        request.session[access.LATER_KEY] = True
        return redirect(request.session.pop(access.NEXT_KEY, "home"))
    form = ConsentForm(sent(request), answers={}, wordings=consents.wordings_in_force(now()), only=asked)
    if request.method == "POST" and form.is_valid():
        consents.decide(clinician=clinician, choices=form.answer(), by=request.user, at=now(), how="new words")
        if going_to := request.session.pop(access.NEXT_KEY, ""):
            messages.success(request, _("Your choices are saved"))
            return redirect(going_to)
        return redirect("own-consent-receipt")
    each = [(before, until, form[audience]) for audience, (before, until) in asked.items()]
    return render(request, "profiles/own_consent_again.html", {"form": form, "asked": each})


@requires(Permission.OWN_RECORD)
def uses(request):
    """A no to being planned with for posts, while a yes to the team stands. A change takes effect at once."""
    clinician = access.own_record(request.user)
    apart = consents.uses_apart(clinician, Use.POSTS) if clinician else {}
    if not apart:
        return redirect("own-consent" if clinician else "register")
    kept = {one.audience: is_given for one, is_given in apart.items()}
    form = UsesForm(sent(request), uses=apart, kept=kept)
    if request.method == "POST" and form.is_valid():
        said = {"use": Use.POSTS, "choices": form.answer()}
        consents.decide_uses(clinician=clinician, **said, by=request.user, at=now(), how="uses page")
        return redirect("own-consent-receipt")
    return render(request, "profiles/own_consent_uses.html", {"form": form})


@requires(Permission.OWN_RECORD)
def receipt(request):
    """What was agreed to, when, and in which words."""
    decided, clinician = access.own_consents(request.user), access.own_record(request.user)
    can_refuse = bool(clinician and consents.uses_apart(clinician, Use.POSTS))
    page = {"decided": consents.newest(decided), "past": decided, "can_refuse": can_refuse}
    return render(request, "profiles/own_consent_receipt.html", page)


@requires(Permission.OWN_RECORD)
def suggestion_list(request):
    return render(request, "profiles/suggestion_list.html", {"suggestions": _rows(request.user)})


def _rows(user) -> list[dict]:
    return [{"suggestion": s, **profiles.question(s)} for s in access.own_suggestions(user)]


@requires(Permission.OWN_RECORD)
def suggestion(request, pk):
    """Mine, theirs, or theirs is wrong."""
    asked = get_object_or_404(access.own_suggestions(request.user), pk=pk)
    form = SuggestionForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            suggestions.answer(suggestion=asked, choice=form.cleaned_data["choice"], by=request.user, at=now())
        except suggestions.CannotUse as reason:
            words = str(reason) or _("Their value does not fit here. Keep yours, or say that theirs is wrong")
            form.add_error("choice", words)
        else:
            messages.success(request, _answered(asked, form.cleaned_data["choice"]))
            return redirect("suggestion-list" if access.own_suggestions(request.user).exists() else "home")
    return render(request, "profiles/suggestion.html", {"form": form, **profiles.question(asked)})


def _answered(asked, choice: str) -> str:
    if asked.field == suggestions.WORK_ADDRESS and choice == asked.State.ACCEPTED:
        return _("We have sent a link to the address. Open it within 24 hours, logged in here")
    return _("Answer saved")


@requires(Permission.OWN_RECORD)
def number(request):
    """Add the registration number that was not at hand when registering."""
    clinician = access.own_record(request.user)
    if clinician is None or clinician.profession is None or clinician.profession.regulator is None:
        return redirect("register")
    answers = {"profession": {"code": clinician.profession.code}}
    form = NumberForm(sent(request), answers=answers)
    if request.method == "POST" and form.is_valid():
        if not form.is_put_off:
            regulator, typed = clinician.profession.regulator, form.answer()["number"]
            registrations.add(clinician=clinician, regulator=regulator, typed=typed, by=request.user, at=now())
            messages.success(request, _("We have your number. We check registration numbers before we show them"))
        return redirect("home")
    return render(request, "profiles/register_question.html", {"form": form, "question": "number", "back": "/me/"})

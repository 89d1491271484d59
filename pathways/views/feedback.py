"""Asking others how they see one lead; and the one page that they answer on, without an account."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from pathways import access
from pathways.actions import feedback
from pathways.actions.skills import asked_of
from pathways.forms.feedback import RatersForm, ReleaseForm, ReplyForm
from pathways.models import FeedbackRater, FeedbackRound, SelfAssessment
from pathways.presenters.feedback import feedback_page, groups_of, reading, sheet_of
from pathways.rules.feedback import MOST_RATERS, CannotAsk, CannotRelease
from talent_register.common.permissions import public

from .own import own, own_thing


def _rounds(request):
    """The reader's own: what teams may read of others has a page elsewhere."""
    found = FeedbackRound.objects.visible_to(request.user).own(request.user)
    return found.select_related("framework", "assessment__framework")


@own
def feedback_list(request, clinician):
    """Rounds so far, and the way to the next one."""
    return render(request, "pathways/feedback_list.html", {"page": feedback_page(clinician)})


@own_thing
def begin(request, clinician, pk):
    """Name the first people. The letters go when the form is sent."""
    looks = SelfAssessment.objects.visible_to(request.user).finished().select_related("framework", "clinician")
    look = get_object_or_404(looks, pk=pk)
    return _ask(request, lambda named: feedback.begin(assessment=look, named=named, by=request.user, at=now()))


@own_thing
def add(request, clinician, uuid):
    """Name more people while the round is open."""
    found = get_object_or_404(_rounds(request).open(), uuid=uuid)
    return _ask(request, lambda named: feedback.ask(round=found, named=named, by=request.user, at=now()))


def _ask(request, act):
    form = RatersForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            round = act(form.named())
        except CannotAsk as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Letters sent: %(n)d") % {"n": len(form.named())})
            return redirect("feedback", uuid=round.uuid)
    return render(request, "pathways/feedback_ask.html", {"form": form, "most": MOST_RATERS})


@own_thing
def feedback_round(request, clinician, uuid):
    """While it is open: who was asked. Afterwards: what each group said, beside one's own words."""
    found = get_object_or_404(_rounds(request), uuid=uuid)
    page = {"round": found, "groups": [] if found.closed_at else groups_of(found), "sheet": sheet_of(found)}
    return render(request, "pathways/feedback.html", page)


@own_thing
def close(request, clinician, uuid):
    found = get_object_or_404(_rounds(request), uuid=uuid)
    if request.method == "POST":
        feedback.close(round=found, by=request.user, at=now())
        messages.success(request, _("The round is closed"))
        return redirect("feedback", uuid=uuid)
    return render(request, "pathways/feedback_close.html", {"round": found, "groups": groups_of(found)})


@own_thing
def release(request, clinician, uuid):
    """Who else may read the results. At first nobody."""
    found = get_object_or_404(_rounds(request).closed(), uuid=uuid)
    form = ReleaseForm(request.POST if request.method == "POST" else None, initial={"readers": reading(found)})
    if request.method == "POST" and form.is_valid():
        to = {f"to_{name}": name in form.cleaned_data["readers"] for name in ("staff", "readers")}
        try:
            feedback.release(round=found, by=request.user, at=now(), **to)
        except CannotRelease:
            return redirect("feedback", uuid=uuid)
        messages.success(request, _("Who may read your results is saved"))
        return redirect("feedback", uuid=uuid)
    return render(request, "pathways/feedback_release.html", {"round": found, "form": form})


@own_thing
def remove(request, clinician, uuid):
    found = get_object_or_404(_rounds(request), uuid=uuid)
    if request.method == "POST":
        feedback.remove(round=found, by=request.user)
        messages.success(request, _("The round is deleted"))
        return redirect("feedback-list")
    return render(request, "pathways/feedback_remove.html", {"round": found})


@own_thing
def take_back(request, clinician, uuid, pk):
    """No longer ask one rater."""
    found = get_object_or_404(_rounds(request).open(), uuid=uuid)
    rater = get_object_or_404(FeedbackRater.objects.visible_to(request.user).filter(round=found), pk=pk)
    if request.method == "POST":
        feedback.take_back(rater=rater, by=request.user)
        messages.success(request, _("They are not asked any more"))
        return redirect("feedback", uuid=uuid)
    return render(request, "pathways/feedback_take_back.html", {"round": found, "rater": rater})


@public("answered by somebody without an account, through a link that works once")
def answer(request, token):
    """What a rater sees and says. Also the way to say that they would rather not."""
    rater = access.feedback_rater(token, localdate())
    if rater is None:
        return render(request, "pathways/feedback_gone.html", status=404)
    if request.method == "POST" and "decline" in request.POST:
        feedback.decline(rater=rater, at=now())
        return render(request, "pathways/feedback_thanks.html", {"declined": True})
    asked, levels = list(asked_of(rater.round.framework)), list(rater.round.framework.levels.order_by("rank"))
    form = ReplyForm(request.POST if request.method == "POST" else None, competencies=asked, levels=levels)
    if request.method == "POST" and form.is_valid():
        said = {"answers": form.answers(), "comment": form.cleaned_data["comment"]}
        kept = feedback.reply(rater=rater, at=now(), **said)
        return render(request, "pathways/feedback_thanks.html", {"kept": kept})
    response = render(request, "pathways/feedback_answer.html", {"form": form, "rater": rater})
    response["Cache-Control"] = "no-store"
    return response

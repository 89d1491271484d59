"""Mentors and sponsors: offer, find, ask, answer, end."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from pathways import access
from pathways.actions import mentoring as actions
from pathways.choices import MentorTopic
from pathways.forms.mentoring import AnswerForm, AskForm, OfferForm
from pathways.models import MentorRequest
from pathways.presenters.mentoring import offer_rows, refusal, request_rows
from pathways.rules.mentoring import CannotMentor
from talent_register.common.permissions import Permission, requires

A_PAGE = 10


def _sent(request):
    return request.POST if request.method == "POST" else None


@requires(Permission.OWN_RECORD)
def mentor_list(request):
    """Offers that have room, with why each may suit. Nobody's name."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    topics = [topic for topic in request.GET.getlist("topic") if topic in MentorTopic.values]
    rows = offer_rows(access.mentor_offers(request.user), clinician, topics)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "topics": MentorTopic.choices, "chosen": topics}
    return render(request, "pathways/mentors.html", context)


@requires(Permission.OWN_RECORD)
def ask(request, uuid):
    """Ask one person, as the next of three choices."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    offer = get_object_or_404(access.mentor_offers(request.user), uuid=uuid)
    form = AskForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        message = form.cleaned_data["message"]
        try:
            actions.ask(clinician=clinician, offer=offer, message=message, by=request.user, at=now())
        except CannotMentor as reason:
            form.add_error(None, refusal(reason))
        else:
            messages.success(request, _("Asked. You learn who it is when they agree"))
            return redirect("own-mentoring")
    row = offer_rows([offer], clinician, [])[0]
    return render(request, "pathways/mentor_ask.html", {"form": form, "row": row})


@requires(Permission.OWN_RECORD)
def own(request):
    """My offers, who asked me, and whom I asked."""
    context = {
        "offers": access.own_offers(request.user),
        "of_me": request_rows(access.requests_of(request.user), is_mine=False, today=localdate()),
        "by_me": request_rows(access.requests_by(request.user), is_mine=True, today=localdate()),
    }
    return render(request, "pathways/own_mentoring.html", context)


@requires(Permission.OWN_RECORD)
def offer(request):
    """Offer something, or change what one offers."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    kept = access.own_offers(request.user).filter(kind=request.GET.get("kind", "")).first()
    names = ("kind", "topics", "capacity", "about", "is_remote", "is_open")
    initial = {name: getattr(kept, name) for name in names} if kept else {"is_remote": True, "is_open": True}
    form = OfferForm(_sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        actions.offer(clinician=clinician, kind=said.pop("kind"), said=said, by=request.user, at=now())
        messages.success(request, _("Saved. People see it without your name"))
        return redirect("own-mentoring")
    return render(request, "pathways/mentor_offer.html", {"form": form})


@requires(Permission.OWN_RECORD)
def answer(request, uuid):
    """Say yes for a fixed time, or not now."""
    asked = get_object_or_404(access.requests_of(request.user), uuid=uuid)
    form = AnswerForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        common = {"request": asked, "answer": said["answer"], "by": request.user, "at": now()}
        try:
            if said["decision"] == "no":
                actions.decline(**common)
            else:
                actions.accept(months=int(said["decision"]), **common)
        except CannotMentor as reason:
            form.add_error(None, refusal(reason))
        else:
            messages.success(request, _("Answered"))
            return redirect("own-mentoring")
    row = request_rows([asked], is_mine=False, today=localdate())[0]
    return render(request, "pathways/mentor_answer.html", {"form": form, "row": row})


@requires(Permission.OWN_RECORD)
def stop(request, uuid):
    """Withdraw a question, or end what was agreed."""
    found = get_object_or_404(MentorRequest.objects.visible_to(request.user), uuid=uuid)
    is_agreed = found.state == MentorRequest.State.ACCEPTED
    if request.method == "POST":
        try:
            if is_agreed:
                actions.end(request=found, by=request.user, at=now())
            else:
                mine = get_object_or_404(access.requests_by(request.user), uuid=uuid)
                actions.withdraw(request=mine, by=request.user, at=now())
        except CannotMentor as reason:
            messages.error(request, refusal(reason))
        return redirect("own-mentoring")
    return render(request, "pathways/mentor_stop.html", {"is_agreed": is_agreed})

"""Recognition decisions: colleges and deaneries record them, fellows read, dispute and print them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from pathways import access
from pathways.actions import recognition as actions
from pathways.forms.recognition import DecisionForm, DisputeForm
from pathways.models import RecognitionDecision
from pathways.presenters.recognition import fellow_rows, numbers_of
from talent_register.common.permissions import Permission, requires


@requires(Permission.TRAINEE_VIEW)
def home(request):
    """To the page of the reader's own body."""
    organisation = access.recognising_bodies(request.user).first()
    return redirect("recognition", organisation.slug)


@requires(Permission.TRAINEE_VIEW)
def college(request, slug):
    """What one body decided on programmes, and its fellows with what holds for each."""
    organisation = get_object_or_404(access.recognising_bodies(request.user), slug=slug)
    fellows = fellow_rows(access.fellows_of(organisation))
    access.note_seen(
        request.user, [r.participation for r in fellows], page="fellows", permission=Permission.TRAINEE_VIEW
    )
    context = {
        "organisation": organisation,
        "fellows": fellows,
        "decisions": access.general_decisions(organisation),
        "may_record": access.may_record(request.user, organisation),
    }
    return render(request, "pathways/recognition.html", context)


@requires(Permission.RECOGNITION_RECORD)
def add(request, slug):
    """A decision on a programme, for everybody."""
    organisation = get_object_or_404(access.recording_bodies(request.user), slug=slug)
    form = _form(request, is_general=True)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        programme = said.pop("programme")
        actions.record(programme=programme, organisation=organisation, said=said, by=request.user, at=now())
        messages.success(request, _("Recorded. It shows on the page of the programme"))
        return redirect("recognition", organisation.slug)
    return render(request, "pathways/recognition_form.html", {"form": form, "organisation": organisation})


@requires(Permission.RECOGNITION_RECORD)
def fellow(request, slug, uuid):
    """A decision about one fellow."""
    organisation = get_object_or_404(access.recording_bodies(request.user), slug=slug)
    participation = get_object_or_404(access.fellows_of(organisation), uuid=uuid)
    form = _form(request, is_general=False)
    if request.method == "POST" and form.is_valid():
        actions.record(
            programme=participation.programme,
            organisation=organisation,
            participation=participation,
            said=form.cleaned_data,
            by=request.user,
            at=now(),
        )
        messages.success(request, _("Recorded. The fellow can read it, and dispute it"))
        return redirect("recognition", organisation.slug)
    row = next(iter(fellow_rows(access.fellows_of(organisation).filter(pk=participation.pk))))
    access.note_seen(request.user, [participation], page="fellow", permission=Permission.RECOGNITION_RECORD)
    context = {"form": form, "organisation": organisation, "row": row}
    return render(request, "pathways/recognition_form.html", context)


def _form(request, *, is_general) -> DecisionForm:
    return DecisionForm(request.POST if request.method == "POST" else None, today=localdate(), is_general=is_general)


@requires(Permission.OWN_RECORD)
def own(request):
    """One's programmes and fellowships, and whether each counts, by whose decision."""
    return render(
        request, "pathways/own_recognition.html", {"rows": fellow_rows(access.own_participations(request.user))}
    )


@requires(Permission.OWN_RECORD)
def statement(request, uuid):
    """One page to print and show to a training programme director."""
    found = get_object_or_404(access.own_participations(request.user), uuid=uuid)
    row = next(iter(fellow_rows(access.own_participations(request.user).filter(pk=found.pk))))
    context = {"row": row, "numbers": numbers_of(found.clinician), "today": localdate()}
    return render(request, "pathways/recognition_statement.html", context)


@requires(Permission.OWN_RECORD)
def dispute(request, uuid):
    """Say what is wrong with a decision about oneself."""
    mine = access.own_participations(request.user)
    own_decisions = RecognitionDecision.objects.visible_to(request.user).filter(participation__in=mine)
    decision = get_object_or_404(own_decisions, uuid=uuid)
    form = DisputeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.dispute(decision=decision, words=form.cleaned_data["words"], by=request.user, at=now())
        messages.success(request, _("We have told the body that decided. It shows as disputed until they answer"))
        return redirect("own-recognition")
    return render(request, "pathways/dispute.html", {"form": form, "what": decision.programme.name})


@requires(Permission.OWN_RECORD)
def dispute_participation(request, uuid):
    """Say that a programme or award which somebody else gave is wrong."""
    participation = get_object_or_404(access.own_participations(request.user), uuid=uuid)
    form = DisputeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"][:500]
        actions.dispute_participation(participation=participation, words=words, by=request.user, at=now())
        messages.success(request, _("It shows as disputed now"))
        return redirect("own-recognition")
    return render(request, "pathways/dispute.html", {"form": form, "what": participation.programme.name})

"""Keeping a licence while leading: 3 questions for everybody, time out of training, and a person's own log."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathways import access
from pathways.actions import licence as actions
from pathways.choices import Facet, Measure
from pathways.forms.licence import EvidenceForm, LicenceQuestionsForm, OutOfProgrammeForm, StandingForm
from pathways.models import LicenceRule
from pathways.presenters.licence import licence_page
from pathways.presenters.out_of_programme import out_of_programme_page
from pathways.presenters.own_licence import asked_as, own_page, profession_on
from profiles.models import Profession
from talent_register.common.permissions import Permission, public, requires

from .keeping import by_content

CAREERS = "careers information is for everybody"
STANDING = ("renewed_on", "told_due_on", "parts", "last_practised_on", "keeping")
EVIDENCE = ("on", "title", "facets", "practice_hours", "cpd_hours", "points", "part", "setting", "scope", "notes")


@public(CAREERS)
@by_content
def check(request):
    """3 questions; the answer is on the same address, so that it can be printed and shared."""
    form = LicenceQuestionsForm(request.GET if "profession" in request.GET or "needs" in request.GET else None)
    page = None
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        profession = Profession.objects.select_related("regulator").get(code=said["profession"])
        page = licence_page(profession, said["needs"], said["patients"], request.user, localdate())
    template = "pathways/licence_result.html" if page else "pathways/licence_check.html"
    return render(request, template, {"form": form, "page": page})


@public(CAREERS)
@by_content
def out_of_programme(request):
    """What time out does to completion and to the licence, both at once."""
    form = OutOfProgrammeForm(_asked(request), initial=_own_completion(request.user))
    page = None
    if form.is_bound and form.is_valid():
        page = out_of_programme_page(form.cleaned_data, request.user, localdate())
    return render(request, "pathways/out_of_programme.html", {"form": form, "page": page})


def _asked(request):
    return request.GET if "months" in request.GET or "kind" in request.GET else None


def _own_completion(user) -> dict:
    clinician = access.own_record(user) if user.is_authenticated else None
    training = access.own_training(clinician) if clinician else None
    return {"completion": training.expected_completion_date} if training else {}


@requires(Permission.OWN_RECORD)
def own(request):
    """The next day, what is logged, what is missing."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    page = own_page(clinician, request.user, localdate())
    return render(request, "pathways/own_licence.html", {"page": page, "clinician": clinician})


@requires(Permission.OWN_RECORD)
def standing(request, pk):
    """Tell when one registration was last renewed."""
    registration = get_object_or_404(access.own_registrations(request.user), pk=pk)
    kept = getattr(registration, "licence_progress", None)
    known = profession_on(registration)
    form = StandingForm(
        request.POST if request.method == "POST" else None,
        registration=registration,
        professions=asked_as(registration, request.user, localdate()),
        today=localdate(),
        initial={"profession": known and known.code, **{name: getattr(kept, name, None) for name in STANDING}},
    )
    if request.method == "POST" and form.is_valid():
        actions.tell(registration=registration, told=form.cleaned_data, by=request.user, at=now())
        messages.success(request, _("Saved. Your next day is worked out from it"))
        return redirect("own-licence")
    return render(request, "pathways/licence_standing.html", {"form": form, "registration": registration})


@requires(Permission.OWN_RECORD)
def evidence_add(request):
    """Log something once, for all regulators."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    form = _evidence_form(request)
    if request.method == "POST" and form.is_valid():
        evidence = actions.log(clinician=clinician, said=form.cleaned_data, by=request.user, at=now())
        _say_what_it_serves(request, clinician, evidence)
        return redirect("own-licence")
    return render(request, "pathways/evidence_form.html", {"form": form})


@requires(Permission.OWN_RECORD)
def evidence_change(request, uuid):
    evidence = get_object_or_404(access.own_evidence(request.user), uuid=uuid)
    form = _evidence_form(request, initial={name: getattr(evidence, name) for name in EVIDENCE})
    if request.method == "POST" and form.is_valid():
        actions.change(evidence=evidence, said=form.cleaned_data, by=request.user)
        _say_what_it_serves(request, evidence.clinician, evidence)
        return redirect("own-licence")
    return render(request, "pathways/evidence_form.html", {"form": form, "evidence": evidence})


@requires(Permission.OWN_RECORD)
def evidence_remove(request, uuid):
    """Ask once, then take it out."""
    evidence = get_object_or_404(access.own_evidence(request.user), uuid=uuid)
    if request.method == "POST":
        actions.remove(evidence=evidence, by=request.user)
        messages.success(request, _("Removed from your log"))
        return redirect("own-licence")
    return render(request, "pathways/evidence_remove.html", {"evidence": evidence})


def _evidence_form(request, **kwargs) -> EvidenceForm:
    """The form with what this person's regulators ask about, and nothing else."""
    registrations, rules = list(access.own_registrations(request.user)), _own_rules(request.user)
    return EvidenceForm(
        request.POST if request.method == "POST" else None,
        regulators={r.regulator.code for r in registrations},
        facets={facet for rule in rules for facet in rule.facets} or Facet.values,
        has_points=any(rule.measure == Measure.POINTS for rule in rules),
        has_parts=any(len(getattr(getattr(r, "licence_progress", None), "parts", [])) > 1 for r in registrations),
        today=localdate(),
        **kwargs,
    )


def _own_rules(user) -> list[LicenceRule]:
    """Every rule that something in the log may count towards."""
    clinician = access.own_record(user)
    held = own_page(clinician, user, localdate()).held if clinician else []
    return [line.row.rule for one in held for line in one.lines]


def _say_what_it_serves(request, clinician, evidence) -> None:
    """Name the requirements that the new piece counts towards."""
    page = own_page(clinician, request.user, localdate())
    serves = next((row["serves"] for row in page.evidence if row["evidence"].pk == evidence.pk), [])
    if serves:
        words = ngettext("Saved. It counts towards %(n)d thing:", "Saved. It counts towards %(n)d things:", len(serves))
        messages.success(request, f"{words % {'n': len(serves)}} {'; '.join(serves)}")
    else:
        messages.success(request, _("Saved. It counts towards nothing in your present cycle"))

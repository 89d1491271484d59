"""A person looks at their own skills, one a page, and adds what shows them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from pathways.actions import skills
from pathways.facts import OWN_FRAMEWORK
from pathways.forms.skills import EvidenceForm, SkillForm
from pathways.models import Competency, Evidence, Framework, SelfAssessment
from pathways.presenters.skills import kept_example, place_of, skills_page, summary_of
from pathways.rules.skills import CannotFinish
from talent_register.common import way_back

from .own import own, own_thing


@own
def assessment_list(request, clinician):
    """Looks at oneself, finished and not, and examples."""
    return render(request, "pathways/skills.html", {"page": skills_page(clinician, localdate())})


@own_thing
def begin(request, clinician, code):
    """Begin by a framework in force, or go on where one was left."""
    frameworks = Framework.objects.visible_to(request.user).for_self_assessment(localdate())
    framework = frameworks.filter(code=code).order_by("-version").first()
    if framework is None:
        raise Http404
    if request.method != "POST":
        return redirect("self-assessment-list")
    begun = skills.begin(clinician=clinician, framework=framework, by=request.user, at=now())
    return _onward(begun)


def _assessments(request):
    return SelfAssessment.objects.visible_to(request.user).select_related("framework", "clinician")


def _onward(assessment):
    """To the first skill without an answer, else to the summary."""
    left = summary_of(assessment).unanswered
    if left and assessment.completed_on is None:
        return redirect("self-assessment-skill", pk=assessment.pk, code=left[0].competency.code)
    return redirect("self-assessment", pk=assessment.pk)


@own_thing
def skill(request, clinician, pk, code):
    """One skill: a level in words, or why there is none. Kept before the next one is shown."""
    assessment = get_object_or_404(_assessments(request).unfinished(), pk=pk)
    competency = get_object_or_404(skills.asked_of(assessment.framework), code=code)
    kept = assessment.answers.select_related("level").filter(competency=competency).first()
    chosen = (kept.level.code if kept.level else kept.unknown) if kept else None
    form = SkillForm(
        request.POST if request.method == "POST" else None,
        competency=competency,
        levels=list(assessment.framework.levels.all()),
        initial={"answer": chosen},
    )
    if request.method == "POST" and form.is_valid():
        given = {"level": form.level, "unknown": form.unknown}
        skills.answer(assessment=assessment, competency=competency, at=now(), **given)
        return _onward(assessment)
    place = place_of(assessment, competency)
    return render(request, "pathways/skill.html", {"form": form, "assessment": assessment, "place": place})


@own_thing
def assessment(request, clinician, pk):
    """All answers in one table, beside last time's; finishing keeps them for good."""
    found = get_object_or_404(_assessments(request), pk=pk)
    if request.method == "POST":
        try:
            skills.finish(assessment=found, by=request.user, at=now())
        except CannotFinish:
            return _onward(found)
        messages.success(request, _("Your answers are saved"))
        return redirect(way_back.taken(request, reverse("self-assessment", args=[pk])))
    return render(request, "pathways/self_assessment.html", {"summary": summary_of(found), "assessment": found})


@own
def example_add(request, clinician):
    """Something that shows a skill."""
    return _example(request, clinician, None)


@own_thing
def example_change(request, clinician, pk):
    return _example(request, clinician, get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk))


def _example(request, clinician, evidence):
    form = EvidenceForm(
        request.POST if request.method == "POST" else None,
        competencies=Competency.objects.visible_to(request.user).filter(framework__code=OWN_FRAMEWORK, parent=None),
        initial=kept_example(evidence),
    )
    if request.method == "POST" and form.is_valid():
        skills.keep_evidence(clinician=clinician, evidence=evidence, by=request.user, at=now(), **form.values())
        messages.success(request, _("Your example is saved"))
        return redirect(way_back.taken(request, "self-assessment-list"))
    return render(request, "pathways/example.html", {"form": form, "evidence": evidence})


@own_thing
def example_remove(request, clinician, pk):
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        skills.remove_evidence(evidence=evidence, by=request.user)
        messages.success(request, _("The example is removed"))
        return redirect("self-assessment-list")
    return render(request, "pathways/example_remove.html", {"evidence": evidence})

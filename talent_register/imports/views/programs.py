"""The door for programs: hand in a list, ask what became of it, read what is wrong. People approve."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talent_register.common.machines import answered, mistake, refused
from talent_register.common.permissions import Scope, for_programs, public
from talent_register.imports.actions.handing_in import KeyUsed, hand_in
from talent_register.imports.forms.handed_in import HandedInForm, Unreadable, key_of, look_at, sent_by
from talent_register.imports.models import ImportRun
from talent_register.imports.presenters import openapi, programs, results
from talent_register.imports.resources import list_type_of, list_types


@for_programs(Scope.IMPORTS_WRITE)
def create(request):
    """Hand in a list. It is checked in the background; the answer says where to ask."""
    if request.method != "POST":
        return programs.not_this_way("POST")
    try:
        key = key_of(request)
        answers, name, content = sent_by(request)
        look_at(content)
    except Unreadable as no:
        return refused(400, [no.mistake])
    form = HandedInForm(answers, organisation=request.token.organisation, list_types=list_types())
    if not form.is_valid():
        return refused(400, form.mistakes())
    wanted = {field: form.cleaned_data[field] for field in ("list_type", "scope", "mode")}
    try:
        run, new = hand_in(token=request.token, name=name, content=content, key=key, at=timezone.now(), **wanted)
    except KeyUsed as no:
        return refused(409, [mistake("key_used", str(no), where="Idempotency-Key", found=key)])
    response = answered(programs.summary(run), 202 if new else 200)
    response["Location"] = reverse("api-import", args=[run.reference])
    return response


@for_programs(Scope.IMPORTS_READ)
def show(request, reference):
    """How far a list is, and its figures."""
    if request.method not in ("GET", "HEAD"):
        return programs.not_this_way("GET")
    return answered(programs.summary(_run(request, reference)))


@for_programs(Scope.IMPORTS_READ)
def problems(request, reference):
    """What is wrong with the file and its rows, 500 rows at a time."""
    if request.method not in ("GET", "HEAD"):
        return programs.not_this_way("GET")
    after = request.GET.get("after", "0")
    if not (after.isascii() and after.isdigit() and len(after) < 10):
        return refused(400, [mistake("not_understood", _("Give the number of a row."), where="after", found=after)])
    run = _run(request, reference)
    kind = list_type_of(run.list_type)
    issues, more = results.page_of_issues(run, kind, int(after))
    whole = results.issues_of_file(run, kind) if after == "0" else []
    return answered(programs.issues(run, whole + issues, more))


def _run(request, reference):
    found = ImportRun.objects.of_token(request.token).select_related("organisation")
    return get_object_or_404(found, reference=reference)


@public("programmers read it before they have a token; it describes shapes, nobody's data")
@require_safe
def description(request):
    """The OpenAPI document."""
    response = answered(openapi.document(list_types()))
    response["Cache-Control"] = "public, max-age=300"
    return response


@public("programmers read it before they have a token; it describes shapes, nobody's data")
@require_safe
def guide(request):
    """The same for people to read, with examples."""
    return render(request, "imports/api_guide.html", {"api": openapi.readable(list_types())})

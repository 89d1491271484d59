"""The door for programs: hand in a list, ask what became of it, read what is wrong. People approve."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talent_register.common.errors import page_not_found
from talent_register.common.machines import answered, mistake, refused
from talent_register.common.permissions import Scope, for_programs, public
from talent_register.imports.actions import handing_in
from talent_register.imports.actions.handing_in import KeyUsed, hand_in
from talent_register.imports.forms.handed_in import HandedInForm, Unreadable, key_of, look_at, sent_by
from talent_register.imports.models import ImportRun
from talent_register.imports.presenters import openapi, programs, results
from talent_register.imports.resources import list_type_of, list_types, list_types_of


@for_programs(Scope.IMPORTS_WRITE, to_read=Scope.IMPORTS_READ)
def lists(request):
    """Hand in a list, or read which there are."""
    if request.method in ("GET", "HEAD"):
        return _listed(request)
    return _create(request) if request.method == "POST" else programs.not_this_way("GET, POST")


def _listed(request):
    """The lists of the token's organisation, newest first, 50 at a time."""
    mine = ImportRun.objects.of_token(request.token).select_related("organisation").order_by("-pk")
    after = request.GET.get("after", "")
    last = mine.filter(reference=after).first() if after else None
    if after and last is None:
        words = _("Give the reference of a list of your organisation, or take the address in “next”.")
        return refused(400, [mistake("not_understood", words, where="after", found=after)])
    return answered(programs.page(mine.filter(pk__lt=last.pk) if last else mine))


def _create(request):
    """It is checked in the background; the answer says where to ask."""
    try:
        key = key_of(request)
        answers, name, content = sent_by(request)
    except Unreadable as no:
        return refused(400, [no.mistake])
    try:
        look_at(content)
    except Unreadable as no:
        handing_in.file_refused(token=request.token, code=no.mistake["code"])
        return refused(400, [no.mistake])
    form = HandedInForm(
        answers, organisation=request.token.organisation, list_types=list_types_of(request.token.organisation.kind)
    )
    if not form.is_valid():
        if form.has_error("organisation", "other_organisation"):
            handing_in.other_organisation(token=request.token, asked="organisation")
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
    run = _run(request, reference)
    return answered(programs.summary(run)) if run else page_not_found(request)


@for_programs(Scope.IMPORTS_READ)
def problems(request, reference):
    """What is wrong with the file and its rows, 500 rows at a time."""
    if request.method not in ("GET", "HEAD"):
        return programs.not_this_way("GET")
    after = request.GET.get("after", "0")
    if not (after.isascii() and after.isdigit() and len(after) < 10):
        return refused(400, [mistake("not_understood", _("Give the number of a row."), where="after", found=after)])
    run = _run(request, reference)
    if run is None:
        return page_not_found(request)
    kind = list_type_of(run.list_type)
    issues, more = results.page_of_issues(run, kind, int(after))
    whole = results.issues_of_file(run, kind) if after == "0" else []
    return answered(programs.issues(run, whole + issues, more))


def _run(request, reference) -> ImportRun | None:
    """The organisation's own import. Asking for another's is written down and answered like one that is not there.

    That answer is given, not raised: what is raised takes the record of it along.
    """
    run = ImportRun.objects.of_token(request.token).select_related("organisation").filter(reference=reference).first()
    if run is None:
        handing_in.not_found(token=request.token, reference=reference)
    return run


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

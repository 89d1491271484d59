"""Editors' pages: every fact, with its source, drafted by one and published by another."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathways import access
from pathways.actions import content as actions
from pathways.actions import content_files
from pathways.content import kinds
from pathways.forms.content import EndForm, FactForm, SendBackForm
from pathways.forms.content_boxes import initial_of
from pathways.forms.content_file import FactsFileForm
from pathways.holidays import warnings
from pathways.models import ContentChange, Wording
from pathways.presenters import content as words
from pathways.presenters.content_list import page_of
from pathways.presenters.content_welsh import english_only
from pathways.rules.content import AnotherWaits, CannotPublish
from talent_register.common.permissions import Permission, requires
from talent_register.common.tables import file_name

A_PAGE = 50


def _kind(name):
    if name not in kinds():
        raise Http404
    return kinds()[name]


@requires(Permission.CONTENT_EDIT)
def home(request):
    """What waits for a second person, and every kind of fact with how much is due for another look."""
    changes = (
        ContentChange.objects.visible_to(request.user).open().select_related("drafted_by").defer("before", "after")
    )
    alone, files = words.by_file(changes)
    page = Paginator(alone, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "files": files, "rows": words.kind_rows(localdate())}
    context["warnings"] = warnings(localdate())
    context |= {"problems": len(words.problems()), "english_only": len(english_only())}
    return render(request, "pathways/content.html", context)


@requires(Permission.CONTENT_EDIT)
def kind_list(request, kind):
    """The rows of one kind; the work list of those to check again with ?show=due."""
    known = _kind(kind)
    page = page_of(known, request.GET, localdate())
    return render(request, "pathways/content_kind.html", {"kind": known, "page": page})


@requires(Permission.CONTENT_EDIT)
def edit(request, kind, pk=None):
    """Draft a change to one row, or a new one, and send it to a second person."""
    known = _kind(kind)
    row = get_object_or_404(access.facts(request.user, known.model), pk=pk) if pk else None
    waiting = (
        access.open_change(request.user, known.name, row.pk)
        if row
        else access.own_draft(request.user, known.name, request.GET.get("draft", ""))
    )
    form = FactForm(_sent(request), kind=known, row=row, initial=_first_values(request, known, row, waiting))
    if request.method == "POST" and form.is_valid():
        send = "save_draft" not in request.POST
        if change := _drafted(request, form, known, row, after=form.values, send=send, draft=waiting):
            return redirect("content-change", change.uuid)
        if not form.errors:
            form.add_error(None, _("Nothing is different. Change something, or tick that you have read the source"))
    context = {"form": form, "kind": known, "row": row, "page_of": known.page(row) if row else "", "waiting": waiting}
    context["in_welsh"] = words.in_welsh(row) if row and known.model is not Wording else []
    return render(request, "pathways/content_edit.html", context)


@requires(Permission.CONTENT_EDIT)
def end(request, kind, pk):
    """Draft the end of a fact: it stays for what names it, and readers see it no more."""
    known = _kind(kind)
    row = get_object_or_404(access.facts(request.user, known.model), pk=pk)
    if not known.end:
        raise Http404
    form = EndForm(_sent(request), initial={"day": localdate()})
    if request.method == "POST" and form.is_valid():
        if change := _drafted(request, form, known, row, after=known.ended(row, form.cleaned_data["day"])):
            return redirect("content-change", change.uuid)
        if not form.errors:
            form.add_error("day", _("It ends on this day already"))
    waiting = access.open_change(request.user, known.name, row.pk)
    context = {"form": form, "kind": known, "row": row, "waiting": waiting}
    return render(request, "pathways/content_end.html", context)


def _first_values(request, kind, row, waiting):
    """What one's own open change says; else the row, or what the address says of a new one."""
    if waiting and waiting.drafted_by_id == request.user.pk:
        said = {"why": waiting.why, "has_read_source": waiting.has_read_source}
        return initial_of(kind, {**(kind.values(row) if row else {}), **waiting.after}) | said
    return initial_of(
        kind, kind.values(row) if row else {name: request.GET[name] for name in kind.fields if name in request.GET}
    )


def _drafted(request, form, kind, row, *, after, send=True, draft=None):
    """The change, written down; nothing, with an error in the form, when somebody else's comes first."""
    said = form.cleaned_data
    more = {"why": said["why"], "has_read_source": said["has_read_source"], "by": request.user, "at": now()}
    try:
        change = actions.draft(kind=kind, row=row, after=after, send=send, in_place_of=draft, **more)
    except AnotherWaits as reason:
        form.add_error(None, words.taken(reason))
        return None
    if change and send:
        messages.success(request, _("Sent to a second person. Readers see it once they publish it"))
    elif change:
        messages.success(request, _("Saved as a draft. Send it when it is whole"))
    return change


def _sent(request):
    return request.POST if request.method == "POST" else None


@requires(Permission.CONTENT_EDIT)
def change(request, uuid):
    """Side by side; another editor publishes it or sends it back."""
    found = get_object_or_404(ContentChange.objects.visible_to(request.user), uuid=uuid)
    is_own = found.drafted_by_id == request.user.pk
    form = SendBackForm(request.POST if "send_back" in request.POST else None)
    if request.method == "POST" and "send" in request.POST and is_own:
        actions.send(change=found, by=request.user)
        messages.success(request, _("Sent to a second person. Readers see it once they publish it"))
        return redirect("content-change", uuid)
    if request.method == "POST" and "publish" in request.POST:
        try:
            actions.publish(change=found, by=request.user, at=now())
        except CannotPublish as reason:
            messages.error(request, words.refusal(reason))
        else:
            messages.success(request, _("Published. Readers see it now"))
        return redirect("content-change", uuid)
    if form.is_bound and form.is_valid():
        try:
            actions.send_back(change=found, note=form.cleaned_data["note"], by=request.user, at=now())
        except CannotPublish as reason:
            messages.error(request, words.refusal(reason))
        return redirect("content-change", uuid)
    context = {
        "change": found,
        "kind": kinds().get(found.kind),
        "rows": words.side_by_side(found),
        "colour": words.colour_of(found),
        "form": form,
        "is_own": is_own,
        "is_draft": found.is_draft,
        "is_open": found.state == ContentChange.State.WAITING,
    }
    return render(request, "pathways/content_change.html", context)


@requires(Permission.CONTENT_EDIT)
def batch(request, uuid):
    """What came in one file: a second person publishes all that waits, or looks at each."""
    changes = ContentChange.objects.visible_to(request.user).of_file(uuid).select_related("drafted_by")
    found = words.file_page(list(changes), request.user)
    if found is None:
        raise Http404
    form = SendBackForm(request.POST if "send_back" in request.POST else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        _decide(request, uuid, form)
        return redirect("content-batch", uuid)
    page = Paginator(found.lines, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "pathways/content_batch.html", {"file": found, "page": page, "form": form})


def _decide(request, batch, form):
    """Publish what waits of a file, or send it back."""
    try:
        if form.is_bound:
            actions.send_all_back(batch=batch, note=form.cleaned_data["note"], by=request.user, at=now())
            return
        count = content_files.publish_all(batch=batch, by=request.user, at=now())
    except CannotPublish as reason:
        messages.error(request, words.refusal(reason))
    else:
        sentence = ngettext("Published %(n)d change", "Published %(n)d changes", count)
        messages.success(request, sentence % {"n": count})


@requires(Permission.CONTENT_EDIT)
def problems(request):
    """Broken links, codes that name nothing, roles that no route reaches."""
    page = Paginator(words.problems(), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "opened_on": words.links_opened_on()}
    return render(request, "pathways/content_problems.html", context)


@requires(Permission.CONTENT_EDIT)
def welsh(request):
    """The work list of what facts say in English only, beside what a translator has yet to look at."""
    search = request.GET.get("q", "").strip()[:80]
    page = Paginator(english_only(search), A_PAGE).get_page(request.GET.get("page"))
    unread = Wording.objects.visible_to(request.user).filter(is_verified=False)
    return render(request, "pathways/content_welsh.html", {"page": page, "q": search, "unread": unread.count()})


@requires(Permission.CONTENT_EDIT)
def export(request):
    """Everything as YAML."""
    response = HttpResponse(words.as_yaml(), content_type="application/yaml; charset=utf-8")
    name = file_name("content", localdate(), "yaml")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@requires(Permission.CONTENT_EDIT)
def load(request):
    """A file of facts: every row is checked, and each that differs becomes a change for a second person."""
    form = FactsFileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        more = {"why": said["why"], "has_read_source": said["has_read_source"], "by": request.user, "at": now()}
        try:
            drafted = actions.draft_all(facts=form.facts, **more)
        except AnotherWaits as reason:
            form.add_error("file", words.taken(reason))
            return render(request, "pathways/content_import.html", {"form": form})
        count = len(drafted)
        sentence = ngettext("%(n)d change sent to a second person", "%(n)d changes sent to a second person", count)
        messages.success(request, sentence % {"n": count} if count else _("Nothing in the file is different"))
        return redirect("content-batch", drafted[0].batch) if count > 1 else redirect("content")
    return render(request, "pathways/content_import.html", {"form": form})

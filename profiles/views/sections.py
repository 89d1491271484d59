"""The sections of one's own profile: lists to add to, and questions with one answer."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from profiles import access
from profiles.actions import sections as actions
from profiles.forms.asking import sent
from profiles.forms.done import DoneForm
from profiles.forms.parts import PARTS
from profiles.forms.work import employers
from profiles.presenters import cards
from profiles.presenters import sections as words
from talent_register.common import way_back
from talent_register.common.permissions import Permission, requires
from talent_register.common.sections import asides


@requires(Permission.OWN_RECORD)
def section(request, code):
    """One section: what it says so far, what can be added, and whether it is finished."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    form = DoneForm(sent(request), initial={"done": {True: "yes", False: "no"}.get(words.marks(clinician).get(code))})
    if request.method == "POST" and form.is_valid():
        is_done = form.cleaned_data["done"] == "yes"
        actions.mark(clinician=clinician, section=code, is_done=is_done, by=request.user, at=now())
        return redirect(way_back.taken(request, "own-profile"))
    return render(request, "profiles/section.html", {"form": form, **_shown(code, clinician)})


def _shown(code: str, clinician) -> dict:
    """The parts of a section, and for training what colleges say."""
    facts = cards.facts_of(clinician)
    # What has one answer a person comes before what can be added, and names the page.
    parts = sorted((part for part in PARTS.values() if part.section == code), key=lambda part: part.model is not None)
    shown = []
    for part in parts:
        if part.model:
            rows = access.own_rows(clinician, part.model, part.related)
            found = cards.item_cards(part.code, rows, facts)
            level = 2 if len(parts) == 1 else 3
            shown.append({"part": part, "cards": found, "add": _add(part.code), "level": level})
        else:
            row = actions.present(clinician, part.code)
            shown.append({"part": part, "lines": cards.answer_lines(part.code, row, facts)})
    colleges = cards.college_lines(clinician) if code == "training" else []
    title = next(part.title for part in parts if part.title)
    more = {"asides": asides(code, clinician), "single_title": len(parts) == 1}
    return {"title": title, "shown": shown, "colleges": colleges, **more}


def _add(code: str) -> str:
    return reverse(f"profile-{code}-add")


@requires(Permission.OWN_RECORD)
def item_add(request, code):
    """The first page of a new row. Its key comes with the page, so that sending it twice makes one row."""
    part = PARTS[code]
    key = request.POST.get("key", "")
    return _item_step(request, part, part.steps[0], _uuid(key) if key else uuid.uuid4())


@requires(Permission.OWN_RECORD)
def item_step(request, code, key, step):
    """One page of a row."""
    part = PARTS[code]
    clinician = access.own_record(request.user)
    if clinician is None or part.step(step) is None or access.own_row(clinician, part.model, _uuid(key)) is None:
        raise Http404
    return _item_step(request, part, part.step(step), _uuid(key))


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None


def _item_step(request, part, step, key):
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    row = access.own_row(clinician, part.model, key) or part.new(clinician=clinician)
    is_new = row.pk is None or "new" in request.GET
    page = Page(request, part, step, row, key=key, is_new=is_new, back=_back_to(part))

    def save(values):
        actions.save_item(
            clinician=clinician,
            model=part.model,
            key=key,
            part=part.code,
            step=step.code,
            values=values,
            by=request.user,
            at=now(),
        )

    return page.answer(save)


def _back_to(part) -> str:
    return reverse(f"profile-{part.section}")


@requires(Permission.OWN_RECORD)
def answer(request, code, step):
    """One question of which there is one answer."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    part = PARTS[code]
    page = Page(request, part, part.step(step), actions.present(clinician, code), back=_back_to(part))

    def save(values):
        actions.save_answer(clinician=clinician, part=code, step=step, values=values, by=request.user, at=now())

    return page.answer(save)


class Page:
    """One page of a part: shown, sent, and what follows it."""

    def __init__(self, request, part, step, row, *, back, key=None, is_new=False):
        self.request, self.part, self.step, self.row = request, part, step, row
        self.back, self.key, self.is_new = back, key, is_new
        self.follows = part.after(step) if is_new else part.unanswered_after(step, row)
        self.form = step(sent(request), row=row, user=request.user)

    def answer(self, save):
        if self.request.method != "POST" or not self.form.is_valid():
            return self._render()
        save(self.form.values())
        return redirect(self._next())

    def _next(self) -> str:
        if getattr(self.form, "needs_choice", False):
            return self._address("employer", is_new=self.is_new)
        is_asked_for = not self.is_new and way_back.noted(self.request)
        if self.follows is None or is_asked_for:
            messages.success(self.request, _("Saved"))
            # A list asks next whether it is complete; a question with one answer is finished.
            return self.back if self.part.model else way_back.taken(self.request, self.back)
        return self._address(self.follows.code, is_new=self.is_new)

    def _address(self, step: str, *, is_new: bool) -> str:
        if not self.part.model:
            return reverse(f"profile-{self.part.code}-{step}")
        address = reverse("profile-item-step", args=[self.part.code, self.key, step])
        return f"{address}?new=yes" if is_new else address

    def _render(self):
        page = {
            "form": self.form,
            "part": self.part,
            "back": self.back,
            "key": self.key if self.row.pk is None else "",
            "employers": employers().values_list("name", flat=True) if "employer" in self.form.fields else [],
        }
        return render(self.request, "profiles/section_step.html", page)


@requires(Permission.OWN_RECORD)
def item_remove(request, code, key):
    """Take a row off a list, once it was confirmed."""
    part = PARTS[code]
    clinician = access.own_record(request.user)
    row = access.own_row(clinician, part.model, _uuid(key)) if clinician else None
    if row is None:
        raise Http404
    if request.method == "POST":
        actions.remove_item(clinician=clinician, row=row, part=code, by=request.user, at=now())
        messages.success(request, _("%(thing)s removed") % {"thing": row})
        return redirect(_back_to(part))
    lines = cards.item_cards(code, [row], {})[0]["lines"]
    page = {"row": row, "rows": [{**line, "href": ""} for line in lines], "back": _back_to(part)}
    return render(request, "profiles/section_remove.html", page)

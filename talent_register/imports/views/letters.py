"""The letters of an import: a step of its own, seen before it is taken, with a way back until they leave."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from talent_register.accounts import access
from talent_register.common.permissions import Permission, requires
from talent_register.imports import rules
from talent_register.imports.actions import letters as actions
from talent_register.imports.choices import Letters
from talent_register.imports.forms.letters import LettersForm
from talent_register.imports.presenters import letters as shown
from talent_register.imports.resources import list_type_of

from .here import at_step

WRITTEN_WHILE_YOU_WAIT = 500  # about a second; each letter is composed


@requires(Permission.IMPORT_VIEW)
@at_step(rules.DONE, Permission.IMPORT_VIEW)
def letters(request, run, list_type):
    """How many letters of which kind, who gets none and why, how they look; an approver chooses when they leave."""
    may_choose = run.organisation_id in access.organisations_where(request.user, Permission.IMPORT_APPROVE)
    form = LettersForm(request.POST or None, nation=run.organisation.nation, now=timezone.now())
    if request.method == "POST" and may_choose and form.is_valid():
        return _choose(request, run, form.chosen_day)
    is_open = run.letters != Letters.SEND
    plan = list_type.letter_plan(run) if is_open else rules.LetterPlan()
    context = {
        "run": run,
        "form": form,
        "may_choose": may_choose,
        "is_open": is_open,
        "plan": plan,
        "kinds": shown.kinds(plan),
        "without": shown.without(plan),
        "progress": shown.progress(run),
        "said": shown.in_words(run),
        "has_rows": run.rows.exists(),
        "choose_until": rules.kept_until(run.imported_at),
    }
    return render(request, "imports/import_letters.html", context)


def _choose(request, run, day):
    """Take the choice. A short list is written while the person waits; the outbox keeps the letters until their day."""
    now = timezone.now()
    if day is None:
        actions.send_none(run=run, by=request.user, at=now)
        messages.success(request, _("No letters are sent. You can choose otherwise on this page"))
    else:
        actions.send(run=run, day=day, by=request.user, at=now)
        messages.success(request, _("Letters are on their way. You can stop them until they leave"))
    if run.rows_total <= WRITTEN_WHILE_YOU_WAIT:
        actions.write_waiting(list_type_of=list_type_of, run_id=run.pk)
    return redirect("import-letters", run.reference)


@requires(Permission.IMPORT_APPROVE)
@require_POST
@at_step(rules.DONE, Permission.IMPORT_APPROVE)
def stop(request, run, list_type):
    """Stop the letters that have not left."""
    count = actions.call_off(run=run, list_type=list_type, by=request.user, at=timezone.now())
    words = ngettext("%(count)s letter stopped", "%(count)s letters stopped", count) % {"count": count}
    messages.success(request, words if count else _("No letter was waiting. Those that left cannot be stopped"))
    return redirect("import-letters", run.reference)

"""What was sent, what waits, what failed: for staff, without the words of other people's letters."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talent_register.audit import actions as audit
from talent_register.common.keyset import newest_first
from talent_register.common.permissions import Permission, requires
from talent_register.letters import actions, presenters, rules
from talent_register.letters.forms import LetterFilter, ReasonForm
from talent_register.letters.models import Letter


@requires(Permission.LETTER_VIEW)
def letters(request):
    """All letters, newest first."""
    form, mine = LetterFilter(request.GET or None), Letter.objects.visible_to(request.user)
    page = newest_first(form.narrow(mine), request.GET)
    context = {
        "form": form,
        "page": page,
        "rows": [presenters.LetterRow(letter) for letter in page.rows],
        "counts": presenters.counts(mine.count_by_state()),
    }
    return render(request, "letters/letter_list.html", context)


@requires(Permission.LETTER_VIEW)
def letter(request, reference):
    """One letter: whom it went to (masked), when, and what came of it."""
    found = get_object_or_404(Letter.objects.visible_to(request.user), reference=reference)
    audit.record(
        "letters.letter_opened",
        by=request.user,
        object_type="letter",
        object_ref=str(reference),
        person_ref=found.person_ref,
    )
    return _show(request, found, ReasonForm())


@requires(Permission.LETTER_RETRY)
@require_POST
def retry(request, reference):
    """Send a failed or doubtful letter again."""
    return _change(request, reference, actions.retry, _("The letter is waiting to be sent again."))


@requires(Permission.LETTER_RETRY)
@require_POST
def cancel(request, reference):
    """Cancel a letter that has not left."""
    return _change(request, reference, actions.cancel, _("The letter is cancelled. It will not be sent."))


def _change(request, reference, action, words):
    found = get_object_or_404(Letter.objects.visible_to(request.user), reference=reference)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form)
    try:
        action(letter=found, reason=form.cleaned_data["reason"], by=request.user, at=now())
    except rules.CannotChange as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, words)
    return redirect("letter", reference)


def _show(request, letter, form):
    facts, can_do = presenters.facts(letter), presenters.choices(letter)
    context = {"letter": letter, "facts": facts, "can_do": can_do, "form": form}
    return render(request, "letters/letter.html", context, status=422 if form.is_bound else 200)

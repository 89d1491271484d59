"""Invited by a college: look without an account, join, say what is wrong, or be removed."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles import access
from profiles.actions import claims, drafts, links
from profiles.forms.asking import sent
from profiles.forms.claim import ProofForm, WrongForm
from profiles.models import ClaimRequest
from profiles.presenters import claim as words
from talent_register.common.limits import limited
from talent_register.common.permissions import Permission, public, requires

MOST_WRONG = 3
INVITED = "invited_email"  # what the page of new accounts suggests
A_MINUTE = 30


def _link(token: str):
    return access.claim_link(token, timezone.localdate())


def _gone(request, token):
    why = access.why_gone(token, timezone.localdate())
    return render(request, "profiles/claim_gone.html", {"why": why}, status=404)


def _forget(request):
    """The link leads nowhere any more: nothing of what it brought stays in the browser's session."""
    for key in (access.CLAIM_KEY, INVITED):
        request.session.pop(key, None)


@public("the letter's link opens before there is an account")
@limited("claim", a_minute=A_MINUTE)
def invitation(request, token):
    """What was given, and three ways on."""
    link = _link(token)
    if link is None:
        return _gone(request, token)
    return render(request, "profiles/claim.html", {"token": token, **words.supplied(link)})


@public("creating an account starts from the letter")
@limited("claim", a_minute=A_MINUTE)
def join(request, token):
    """Remember the link, then create an account or go on in one's own."""
    if request.method != "POST":
        return redirect("claim", token)
    link = _link(token)
    if link is None:
        return _gone(request, token)
    request.session[access.CLAIM_KEY] = token
    request.session[INVITED] = link.clinician.email
    return redirect("register" if request.user.is_authenticated else "account_signup")


@public("correcting needs no account")
@limited("claim", a_minute=A_MINUTE)
def wrong(request, token):
    """Say what is wrong with what was given."""
    link = _link(token)
    if link is None:
        return _gone(request, token)
    form = WrongForm(sent(request))
    if request.method == "POST" and form.is_valid():
        claims.ask_support(
            record=link.clinician, kind=ClaimRequest.Kind.WRONG, message=form.words, by=None, at=timezone.now()
        )
        return redirect("claim-sent")
    return render(request, "profiles/claim_wrong.html", {"form": form, "token": token, **words.supplied(link)})


@public("saying that one is somebody else needs no account")
@limited("claim", a_minute=A_MINUTE)
def not_me(request, token):
    """Ask once more, then stop writing to this address about that record."""
    link = _link(token)
    if link is None:
        return _gone(request, token)
    if request.method == "POST":
        try:
            links.not_me(record=link.clinician, at=timezone.now())
        except links.CannotEnd:
            return _gone(request, token)
        _forget(request)
        return redirect("claim-not-me-done")
    return render(request, "profiles/claim_not_me.html", {"token": token, **words.supplied(link)})


@public("declining needs no account")
@limited("claim", a_minute=A_MINUTE)
def remove(request, token):
    """Ask once more, then erase."""
    link = _link(token)
    if link is None:
        return _gone(request, token)
    if request.method == "POST":
        claims.decline(record=link.clinician, at=timezone.now())
        _forget(request)
        return redirect("claim-removed")
    return render(request, "profiles/claim_remove.html", {"token": token, **words.supplied(link)})


@public("the end of a path without an account; says nothing about anybody")
def sent_on(request):
    return render(request, "profiles/claim_sent.html")


@public("the end of a path without an account; says nothing about anybody")
def not_me_done(request):
    return render(request, "profiles/claim_not_me_done.html")


@public("the end of a path without an account; says nothing about anybody")
def removed(request):
    return render(request, "profiles/claim_removed.html")


@requires(Permission.OWN_RECORD)
@limited("claim-proof", a_minute=6)
def prove(request):
    """The second proof: after the link with another address, or after the address without the link."""
    record = access.supplied_for(request, timezone.localdate())
    if record is None or access.own_record(request.user) or access.gave_up_on(request.user, record):
        _forget(request)
        return redirect("register")
    form = ProofForm(sent(request))
    if request.method == "POST" and "skip" in request.POST:
        return _go_without(request)
    if request.method == "POST" and form.is_valid():
        if proof := claims.second_proof(record=record, **form.cleaned_data):
            claims.take_up(user=request.user, record=record, proof=proof, at=timezone.now())
            return redirect("register")
        return _another_try(request, record, form)
    return render(request, "profiles/claim_prove.html", {"form": form})


def _go_without(request):
    """Register as if nothing had been supplied."""
    _forget(request)
    drafts.open_draft(user=request.user, at=timezone.now())
    return redirect("register")


def _another_try(request, record, form):
    tries = request.session["claim_tries"] = request.session.get("claim_tries", 0) + 1
    if tries < MOST_WRONG:
        form.add_error(None, _("That does not match what we were given. Check it and try again"))
        return render(request, "profiles/claim_prove.html", {"form": form})
    _forget(request)
    request.session.pop("claim_tries", None)
    kind = ClaimRequest.Kind.NOT_PROVEN
    claims.ask_support(record=record, kind=kind, message="", by=request.user, at=timezone.now())
    return redirect("claim-asked")


@requires(Permission.OWN_RECORD)
def asked(request):
    return render(request, "profiles/claim_asked.html")

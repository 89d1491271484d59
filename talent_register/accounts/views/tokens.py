"""The tokens with which programs of an organisation hand in lists: made here, shown once, stopped here."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from talent_register.accounts import access, presenters
from talent_register.accounts.actions import tokens
from talent_register.accounts.forms import TokenForm
from talent_register.common.permissions import Permission, requires
from talent_register.organisations.models import Organisation


def _organisation(request, slug):
    organisation = get_object_or_404(Organisation.objects.all(), slug=slug)
    if not access.can_in(request.user, Permission.TOKEN_MANAGE, organisation):
        raise Http404
    return organisation


@requires(Permission.TOKEN_MANAGE)
@never_cache
def show(request, slug):
    """Every token of the organisation; a new one is shown this once."""
    organisation = _organisation(request, slug)
    form = TokenForm(request.POST if request.method == "POST" else None)
    made = secret = None
    if request.method == "POST" and form.is_valid():
        wanted = {**form.cleaned_data, "days": int(form.cleaned_data["days"])}
        made, secret = tokens.create(organisation=organisation, by=request.user, at=timezone.now(), **wanted)
        form = TokenForm()
    found = access.visible_tokens(request.user).filter(organisation=organisation)
    rows = presenters.tokens_of(found.select_related("created_by"), dict(form.fields["scopes"].choices), timezone.now())
    context = {"organisation": organisation, "form": form, "rows": rows, "made": made, "secret": secret}
    return render(request, "accounts/api_tokens.html", context)


@requires(Permission.TOKEN_MANAGE)
def stop(request, slug, uuid):
    """Ask, then stop a token."""
    organisation = _organisation(request, slug)
    token = get_object_or_404(access.visible_tokens(request.user).filter(organisation=organisation), uuid=uuid)
    if request.method == "POST":
        tokens.revoke(token=token, by=request.user, at=timezone.now())
        messages.success(request, _("The token of %(name)s no longer works.") % {"name": token.name})
        return redirect("api-tokens", slug)
    return render(request, "accounts/api_token_stop.html", {"organisation": organisation, "token": token})

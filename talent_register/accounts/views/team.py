"""The team of an organisation: who holds which role, who is invited, and what each role may do."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talent_register.accounts import access, presenters, rules
from talent_register.accounts.actions import handing_over, invitations
from talent_register.accounts.forms import HandOverForm, InvitationForm
from talent_register.common.permissions import Permission, requires


def _team(request, slug):
    return get_object_or_404(access.visible_teams(request.user), slug=slug)


@requires(Permission.TEAM_VIEW)
def show(request, slug):
    """Members, open invitations, roles; whoever may invite does so here."""
    organisation = _team(request, slug)
    own_roles = access.roles_in(request.user, organisation)
    offered = rules.roles_to_offer(own_roles, organisation.kind)
    form = InvitationForm(request.POST if request.method == "POST" else None, roles=offered)
    if request.method == "POST":
        access.check_can_in(request.user, Permission.TEAM_INVITE, organisation)
        if form.is_valid() and _invited(request, organisation, form, own_roles):
            return redirect("team", slug)
    team = presenters.Team.of(organisation, own_roles, request.user)
    return render(request, "accounts/team.html", {"team": team, "form": form if offered else None})


def _invited(request, organisation, form, own_roles) -> bool:
    """Whether the invitation left; else the form says why not."""
    who = form.cleaned_data
    try:
        invitations.invite(
            email=who["email"],
            organisation=organisation,
            role=who["role"],
            inviter_roles=own_roles,
            by=request.user,
            at=timezone.now(),
        )
    except rules.CannotInvite as reason:
        form.add_error("email", str(reason))
        return False
    messages.success(request, _("We have invited %(email)s. The link works for 7 days.") % {"email": who["email"]})
    return True


@requires(Permission.TEAM_INVITE)
def end(request, slug, uuid):
    """Ask, then end somebody's role."""
    organisation = _team(request, slug)
    access.check_can_in(request.user, Permission.TEAM_INVITE, organisation)
    found = access.visible_memberships(request.user).filter(organisation=organisation, to_date__isnull=True)
    membership = get_object_or_404(found.select_related("user", "organisation"), uuid=uuid)
    form = HandOverForm(
        request.POST if request.method == "POST" else None, colleagues=handing_over.colleagues(membership)
    )
    reason = ""
    if request.method == "POST" and form.is_valid():
        reason = _refusal_to_end(membership, request.user, form.cleaned_data["to"])
        if not reason:
            messages.success(request, _("%(name)s has left the team.") % {"name": membership.user})
            return redirect("account-security") if membership.user == request.user else redirect("team", slug)
    context = {"leaver": presenters.Leaver.of(membership), "reason": reason, "form": form}
    return render(request, "accounts/membership_end.html", context)


def _refusal_to_end(membership, user, colleague) -> str:
    """End the membership and hand over what goes with it, or say why that cannot be."""
    own_roles = access.roles_in(user, membership.organisation)
    try:
        handing_over.end(membership=membership, to=colleague, ender_roles=own_roles, by=user, at=timezone.now())
    except (rules.CannotEnd, rules.CannotHandOver) as refusal:
        return str(refusal)
    return ""


@requires(Permission.TEAM_INVITE)
def hand_over(request, slug, uuid):
    """What somebody who has left still keeps goes to a colleague."""
    organisation = _team(request, slug)
    access.check_can_in(request.user, Permission.TEAM_INVITE, organisation)
    found = access.visible_memberships(request.user).filter(organisation=organisation, to_date__isnull=False)
    membership = get_object_or_404(found.select_related("user", "organisation"), uuid=uuid)
    colleagues = handing_over.colleagues(membership)
    form = HandOverForm(request.POST if request.method == "POST" else None, colleagues=colleagues, must_choose=True)
    if request.method == "POST" and form.is_valid():
        try:
            handing_over.hand_over(
                membership=membership, to=form.cleaned_data["to"], by=request.user, at=timezone.now()
            )
        except rules.CannotHandOver as reason:
            form.add_error("to", str(reason))
        else:
            messages.success(request, _("%(name)s takes over.") % {"name": form.cleaned_data["to"]})
            return redirect("team", slug)
    context = {"leaver": presenters.Leaver.of(membership), "form": form}
    return render(request, "accounts/membership_hand_over.html", context)


@require_POST
@requires(Permission.TEAM_INVITE)
def resend(request, slug, uuid):
    """Send an invitation again with a new link."""
    invitation = _invitation(request, slug, uuid)
    invitations.resend(invitation=invitation, by=request.user, at=timezone.now())
    messages.success(request, _("We have sent %(email)s a new link.") % {"email": invitation.email})
    return redirect("team", slug)


@require_POST
@requires(Permission.TEAM_INVITE)
def withdraw(request, slug, uuid):
    """Make an invitation stop working."""
    invitation = _invitation(request, slug, uuid)
    invitations.withdraw(invitation=invitation, by=request.user, at=timezone.now())
    messages.success(request, _("The invitation of %(email)s no longer works.") % {"email": invitation.email})
    return redirect("team", slug)


def _invitation(request, slug, uuid):
    """An unanswered invitation of this team to a role that the user may offer."""
    organisation = _team(request, slug)
    access.check_can_in(request.user, Permission.TEAM_INVITE, organisation)
    found = access.visible_invitations(request.user).filter(organisation=organisation).unanswered()
    invitation = get_object_or_404(found.select_related("organisation"), uuid=uuid)
    offered = rules.roles_to_offer(access.roles_in(request.user, organisation), organisation.kind)
    if invitation.role not in {role.code for role in offered}:
        raise PermissionDenied(invitation.role)
    return invitation

"""From the invitation to the membership, and everything that stops on the way."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from talent_register.accounts import rules
from talent_register.accounts.actions import invitations
from talent_register.accounts.models import Invitation, Membership
from talent_register.accounts.roles import ROLES
from talent_register.audit.models import Event
from talent_register.letters.models import Letter
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
EMAIL = "new.colleague@nhs.example"


@pytest.fixture
def token(college, college_approver):
    """The token of an invitation to be an administrator of the college."""
    invite(college, college_approver)
    return token_in_letter()


def invite(college, by, *, email=EMAIL, role="college_administrator", at=None):
    own = [ROLES["college_approver"]]
    return invitations.invite(
        email=email, organisation=college, role=role, inviter_roles=own, by=by, at=at or timezone.now()
    )


def token_in_letter():
    body = Letter.objects.filter(kind="account/invitation").latest("id").body
    return re.search(r"/account/invitation/([\w-]+)/", body).group(1)


def accept(token, user):
    client = Client()
    client.force_login(user)
    return client.post(reverse("invitation", args=[token]), follow=True)


def test_only_the_hash_is_kept_and_the_letter_goes_to_the_address(token):
    invitation = Invitation.objects.get()
    assert token not in invitation.token_hash
    assert len(token) >= 43
    letter = Letter.objects.get(kind="account/invitation")
    assert (letter.to_email, letter.purpose) == (EMAIL, "SECURITY")
    assert "College administrator" in letter.body


def test_accepting_gives_the_role_and_tells_the_inviter(token, college, college_approver):
    user = UserFactory(email=EMAIL, name="Noor New")
    accept(token, user)
    membership = Membership.objects.get(user=user)
    assert (membership.organisation, membership.role) == (college, "college_administrator")
    assert membership.invited_by == college_approver
    told = Letter.objects.get(kind="account/invitation_accepted")
    assert told.to_email == college_approver.email
    assert "Noor New" in told.body
    types = set(Event.objects.values_list("type", flat=True))
    assert {"accounts.invitation_sent", "accounts.invitation_accepted", "accounts.membership_begun"} <= types


def test_a_link_works_once(token):
    accept(token, UserFactory(email=EMAIL))
    answer = Client().get(reverse("invitation", args=[token]))
    assert answer.status_code == 410
    assert "has been used" in answer.content.decode()


def test_a_link_dies_after_7_days(college, college_approver):
    invite(college, college_approver, at=timezone.now() - timedelta(days=7))
    answer = Client().get(reverse("invitation", args=[token_in_letter()]))
    assert answer.status_code == 410
    assert "more than 7 days old" in answer.content.decode()


def test_a_link_is_for_its_address_only(token):
    answer = accept(token, UserFactory(email="somebody.else@nhs.example"))
    assert "This invitation is for" in answer.content.decode()
    assert not Membership.objects.filter(user__email="somebody.else@nhs.example").exists()


def test_an_unconfirmed_address_does_not_count(token):
    accept(token, UserFactory(email=EMAIL, verified=False))
    assert not Membership.objects.filter(user__email=EMAIL).exists()


def test_a_wrong_link_says_so():
    answer = Client().get(reverse("invitation", args=["no-such-token"]))
    assert answer.status_code == 410
    assert "Copy the whole link" in answer.content.decode()


def test_a_withdrawn_link_is_dead(token, college_approver):
    invitations.withdraw(invitation=Invitation.objects.get(), by=college_approver, at=timezone.now())
    assert "was withdrawn" in Client().get(reverse("invitation", args=[token])).content.decode()
    assert Event.objects.filter(type="accounts.invitation_withdrawn").count() == 1


def test_sending_again_kills_the_old_link(token, college_approver):
    invitations.resend(invitation=Invitation.objects.get(), by=college_approver, at=timezone.now())
    assert Client().get(reverse("invitation", args=[token])).status_code == 410
    assert Client().get(reverse("invitation", args=[token_in_letter()])).status_code == 200


def test_a_new_person_signs_up_from_the_link_without_another_letter(token):
    client, url = Client(), reverse("invitation", args=[token])
    client.get(url)
    data = {"name": "Noor New", "email": EMAIL, "password1": "marmalade otter balcony"}
    answer = client.post(f"{reverse('account_signup')}?next={url}", data | {"next": url})
    assert answer.url == url
    assert not Letter.objects.filter(kind__contains="email_confirmation").exists()
    client.post(url)
    assert Membership.objects.filter(user__email=EMAIL).exists()


@pytest.mark.parametrize(
    ("own", "kind", "offered"),
    [
        (["college_approver"], "COLLEGE", {"college_administrator", "college_approver"}),
        (["college_administrator"], "COLLEGE", set()),
        (["regional_lead"], "REGION", {"regional_lead"}),
        (["national_lead"], "REGION", {"regional_lead"}),
        (["national_lead"], "NATIONAL", {"national_lead", "national_analyst", "content_editor"}),
        (["national_lead"], "COLLEGE", set()),
        (["auditor", "support", "clinician"], "NATIONAL", set()),
        ([], "COLLEGE", set()),
    ],
)
def test_nobody_offers_more_than_their_own_role(own, kind, offered):
    assert {role.code for role in rules.roles_to_offer([ROLES[code] for code in own], kind)} == offered


def test_no_role_invites_above_its_rank():
    for role in ROLES.values():
        assert all(ROLES[code].rank <= role.rank for code in role.invites), role.code


def test_inviting_to_a_role_that_is_not_ones_own_is_refused(college, college_approver):
    with pytest.raises(rules.CannotInvite):
        invite(college, college_approver, role="national_lead")
    assert not Letter.objects.exists()

"""The team page and what is done from it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from talent_register.accounts.models import Invitation, Membership, User
from talent_register.audit.models import Event
from talent_register.letters.models import Letter
from tests.factories.accounts import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def team(organisation):
    return reverse("team", args=[organisation.slug])


def test_members_are_listed_with_role_and_words(log_in, college, college_admin, college_approver):
    page = log_in(college_admin).get(team(college)).content.decode()
    assert college_approver.email in page
    assert "College approver" in page
    assert "Uploads their organisation" in page
    assert "Invite a colleague" not in page


def test_an_approver_invites(log_in, college, college_approver):
    data = {"email": "New@NHS.example", "role": "college_administrator"}
    answer = log_in(college_approver).post(team(college), data, follow=True)
    assert "We have invited new@nhs.example" in answer.content.decode().lower().replace("we have", "We have")
    assert Invitation.objects.get().email == "new@nhs.example"
    assert Letter.objects.filter(kind="account/invitation").count() == 1


def test_an_administrator_may_not_invite(log_in, college, college_admin):
    data = {"email": "new@nhs.example", "role": "college_administrator"}
    assert log_in(college_admin).post(team(college), data).status_code == 403
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Enter the email address of your colleague"),
        ({"email": "name@nhs", "role": "college_administrator"}, "Enter an email address like"),
        ({"email": "new@nhs.example"}, "Select a role"),
        ({"email": "new@nhs.example", "role": "national_lead"}, "Select one of the options"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(data, words, log_in, college, college_approver):
    page = log_in(college_approver).post(team(college), data).content.decode()
    assert words in page
    assert data.get("email", "") in page
    assert not Invitation.objects.exists()


def test_somebody_who_has_the_role_is_not_invited_again(log_in, college, college_admin, college_approver):
    data = {"email": college_admin.email, "role": "college_administrator"}
    page = log_in(college_approver).post(team(college), data).content.decode()
    assert "already has that role" in page


def test_a_team_of_others_is_not_found(log_in, college, regional_team, college_admin, regional_lead, national_lead):
    assert log_in(college_admin).get(team(regional_team)).status_code == 404
    assert log_in(regional_lead).get(team(college)).status_code == 404
    assert log_in(national_lead).get(team(college)).status_code == 404
    assert log_in(national_lead).get(team(regional_team)).status_code == 200


def test_ending_a_role_is_asked_done_and_recorded(log_in, college, college_admin, college_approver):
    client, membership = log_in(college_approver), Membership.objects.get(user=college_admin)
    url = reverse("membership-end", args=[college.slug, membership.uuid])
    assert "College administrator of Cora Admin" in client.get(url).content.decode()
    assert client.post(url).url == team(college)
    membership.refresh_from_db()
    assert membership.to_date == timezone.localdate()
    assert Event.objects.filter(type="accounts.membership_ended", object_ref=str(membership.uuid)).exists()
    assert log_in(college_admin).get(team(college)).status_code == 403


def test_the_last_person_who_can_invite_stays(log_in, college, college_approver):
    membership = Membership.objects.get(user=college_approver)
    url = reverse("membership-end", args=[college.slug, membership.uuid])
    assert "last person who can invite" in log_in(college_approver).post(url).content.decode()
    MembershipFactory(organisation=college, role="college_approver")
    assert log_in(college_approver).post(url).status_code == 302


def test_a_regional_lead_does_not_end_what_they_may_not_offer(log_in, regional_team, regional_lead):
    other = MembershipFactory(organisation=regional_team, role="college_administrator")
    url = reverse("membership-end", args=[regional_team.slug, other.uuid])
    assert "You cannot end that role" in log_in(regional_lead).post(url).content.decode()


def test_send_again_and_withdraw(log_in, college, college_approver):
    client = log_in(college_approver)
    client.post(team(college), {"email": "new@nhs.example", "role": "college_administrator"})
    first = Invitation.objects.get()
    client.post(reverse("invitation-resend", args=[college.slug, first.uuid]))
    second = Invitation.objects.unanswered().get()
    assert second.token_hash != first.token_hash
    client.post(reverse("invitation-withdraw", args=[college.slug, second.uuid]))
    assert not Invitation.objects.unanswered().exists()
    assert client.get(reverse("invitation-withdraw", args=[college.slug, second.uuid])).status_code == 405


def test_the_page_costs_the_same_for_one_and_for_many(log_in, college, college_approver):
    client = log_in(college_approver)

    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(team(college))
        return len(found)

    queries()
    for_one = queries()
    for _ in range(9):
        MembershipFactory(organisation=college)
    assert queries() == for_one


def test_create_member_makes_the_account_and_the_role_once(college):
    for _ in range(2):
        out = StringIO()
        call_command(
            "create_member", "First@NHS.example", organisation="rcx", role="college_approver", name="F F", stdout=out
        )
    user = User.objects.get(email="first@nhs.example")
    assert Membership.objects.get(user=user).role == "college_approver"
    assert "College approver at Royal College of X" in out.getvalue()
    event = Event.objects.get(type="accounts.membership_begun")
    assert event.actor.startswith("shell:")


@pytest.mark.parametrize(
    ("organisation", "role", "words"),
    [
        ("NOPE", "college_approver", "No organisation"),
        ("RCX", "national_lead", "cannot be held"),
        ("RCX", "king", "Possible there"),
    ],
)
def test_create_member_says_what_is_wrong(organisation, role, words, college):
    with pytest.raises(CommandError, match=words):
        call_command("create_member", "a@nhs.example", organisation=organisation, role=role)


def test_createsuperuser_works(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "marmalade otter balcony")
    call_command("createsuperuser", email="Chief@NHS.example", interactive=False, stdout=StringIO())
    chief = User.objects.get(email="chief@nhs.example")
    assert chief.is_superuser
    assert chief.is_staff


def test_unknown_roles_in_the_database_do_no_harm(log_in, college, college_admin):
    MembershipFactory(user=UserFactory(), organisation=college, role="role_of_the_past")
    assert log_in(college_admin).get(team(college)).status_code == 200

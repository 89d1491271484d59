"""Roles are confirmed every 90 days; those nobody confirms or uses rest, come back, or end."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from talent_register.accounts.actions import reviews
from talent_register.accounts.models import Membership
from talent_register.accounts.roles import ROLES
from talent_register.accounts.rules import CannotConfirm, Next, check_can_confirm, is_confirmation_near, next_step
from talent_register.audit.models import Event
from talent_register.letters.models import Letter
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.tracking import SavedViewFactory
from tracking.models import SavedView

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("checked", "idle", "resting", "last", "step"),
    [
        (0, 0, False, False, Next.NOTHING),
        (90, 44, False, False, Next.NOTHING),
        (0, 45, False, False, Next.WARN),
        (0, 89, False, False, Next.WARN),
        (0, 90, False, False, Next.REST_UNUSED),
        (0, 400, False, True, Next.WARN),
        (104, 0, False, False, Next.NOTHING),
        (105, 0, False, False, Next.REST_NOT_CONFIRMED),
        (105, 0, False, True, Next.NOTHING),
        (300, 179, True, False, Next.NOTHING),
        (0, 180, True, False, Next.END),
    ],
)
def test_what_becomes_of_a_role(checked, idle, resting, last, step):
    """The first two columns say how many days ago it was confirmed and used."""
    days = {"checked_on": TODAY - timedelta(days=checked), "idle_since": TODAY - timedelta(days=idle)}
    assert next_step(today=TODAY, **days, is_resting=resting, is_last_inviter=last) is step


def test_a_role_that_operators_give_waits_for_nobodys_word():
    days = {"checked_on": TODAY - timedelta(days=300), "idle_since": TODAY}
    given = {"is_resting": False, "is_last_inviter": False, "is_offered": False}
    assert next_step(today=TODAY, **days, **given) is Next.NOTHING


def test_one_is_asked_two_weeks_before():
    assert not is_confirmation_near(TODAY - timedelta(days=75), TODAY)
    assert is_confirmation_near(TODAY - timedelta(days=76), TODAY)


@pytest.mark.parametrize(
    ("confirmer", "own", "others", "allowed"),
    [
        ("college_approver", False, 0, True),
        ("college_approver", True, 0, True),
        ("college_approver", True, 1, False),
        ("college_administrator", False, 1, False),
    ],
)
def test_who_may_confirm(confirmer, own, others, allowed):
    def ask():
        check_can_confirm(role="college_approver", confirmer=[ROLES[confirmer]], is_own=own, other_inviters=others)

    if allowed:
        ask()
    else:
        with pytest.raises(CannotConfirm):
            ask()


@pytest.fixture
def idle_admin(college, college_approver):
    """An administrator whom nobody has seen for 90 days."""
    since = timezone.localdate() - timedelta(days=90)
    user = UserFactory(name="Ida Idle", last_active_on=since, second_factor=True)
    return MembershipFactory(user=user, organisation=college, role="college_administrator", from_date=since)


@pytest.fixture
def _approver_was_here(college_approver):
    college_approver.last_active_on = timezone.localdate()
    college_approver.save()
    college_approver.memberships.update(confirmed_on=timezone.localdate() - timedelta(days=80))


@pytest.mark.django_db
@pytest.mark.usefixtures("_approver_was_here")
def test_a_role_rests_comes_back_and_ends(idle_admin, college_approver, log_in):
    today = timezone.localdate()
    for _night in range(2):
        reviews.review_all(day=today)
    idle_admin.refresh_from_db()
    assert (idle_admin.rests_since, idle_admin.rests_because) == (today, "UNUSED")
    assert Letter.objects.filter(kind="account/role_rests").count() == 1
    assert Event.objects.filter(type="accounts.membership_rests").count() == 1
    assert Letter.objects.filter(kind="account/confirm_team", to_email=college_approver.email).count() == 1

    # It gives nothing: the imports page is refused, the page of the account says why.
    idle = log_in(idle_admin.user)
    assert idle.get(reverse("import-list")).status_code == 403
    assert "Not used for 90 days" in idle.get(reverse("account-security")).content.decode()

    # A colleague gives it back.
    client, address = log_in(college_approver), reverse("team-review", args=[idle_admin.organisation.slug])
    assert "Select to give it back" in client.get(address).content.decode()
    done = client.post(address, {"needed": [idle_admin.uuid]}, follow=True).content.decode()
    assert "You confirmed 1 role." in done
    idle_admin.refresh_from_db()
    assert (idle_admin.rests_since, idle_admin.confirmed_by) == (None, college_approver)
    assert log_in(idle_admin.user).get(reverse("import-list")).status_code == 200
    assert Event.objects.filter(type="accounts.membership_given_back").count() == 1

    # After 180 more days without use it has ended.
    idle_admin.user.__class__.objects.filter(pk=idle_admin.user.pk).update(last_active_on=today)
    reviews.review_all(day=today + timedelta(days=90))
    reviews.review_all(day=today + timedelta(days=180))
    idle_admin.refresh_from_db()
    assert idle_admin.to_date == today + timedelta(days=180)


@pytest.mark.django_db
@pytest.mark.usefixtures("_approver_was_here")
def test_the_last_who_can_invite_never_rests(college_approver):
    reviews.review_all(day=timezone.localdate() + timedelta(days=400))
    assert Membership.objects.get(user=college_approver).rests_since is None


@pytest.mark.django_db
def test_nobody_confirms_somebody_out_of_reach(log_in, college, college_approver, regional_lead):
    address = reverse("team-review", args=[college.slug])
    page = log_in(college_approver).post(address, {"needed": [regional_lead.memberships.get().uuid]})
    assert page.status_code == 200
    assert Membership.objects.get(user=regional_lead).confirmed_on is None
    assert "Select everybody who still needs" in log_in(college_approver).post(address, {}).content.decode()


@pytest.mark.django_db
def test_access_nobody_uses_is_listed_for_the_auditor(log_in, auditor, idle_admin, college_approver):
    page = log_in(auditor).get(reverse("access-review")).content.decode()
    assert "Ida Idle" in page
    assert "90 days without use" in page
    assert log_in(college_approver).get(reverse("access-review")).status_code == 403


@pytest.mark.django_db
def test_a_leavers_work_goes_to_a_colleague(log_in, regional_lead, national_lead, regional_team):
    colleague = UserFactory(name="Cleo Colleague", second_factor=True)
    MembershipFactory(user=colleague, organisation=regional_team, role="regional_lead")
    SavedViewFactory(owner=regional_lead, team=regional_team, name="Ready nurses", is_shared=True)
    SavedViewFactory(owner=colleague, team=regional_team, name="ready nurses")
    address = reverse("membership-end", args=[regional_team.slug, regional_lead.memberships.get().uuid])
    client = log_in(national_lead)
    page = client.get(address).content.decode()
    assert "Saved searches shared with the team: 1" in page
    assert "Cleo Colleague" in page
    client.post(address, {"to": colleague.uuid})
    assert set(SavedView.objects.own(colleague).values_list("name", flat=True)) == {
        "ready nurses",
        "Ready nurses (Rory Lead)",
    }
    assert Membership.objects.get(user=regional_lead).to_date is not None
    assert Event.objects.get(type="accounts.work_handed_over").details["number"] == 1


@pytest.mark.django_db
def test_a_stranger_cannot_take_over(log_in, regional_lead, national_lead, regional_team, college_admin):
    address = reverse("membership-end", args=[regional_team.slug, regional_lead.memberships.get().uuid])
    SavedViewFactory(owner=regional_lead, team=regional_team, name="Ready nurses", is_shared=True)
    page = log_in(national_lead).post(address, {"to": college_admin.uuid})
    assert page.status_code == 200
    assert Membership.objects.get(user=regional_lead).to_date is None

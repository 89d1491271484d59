"""What leavers kept for their team goes to somebody who is there; two who leave at once lose nothing and never loop."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from talent_register.accounts import rules
from talent_register.accounts.actions import handing_over
from talent_register.accounts.models import Membership, User
from talent_register.accounts.roles import ROLES
from tests.factories.accounts import MembershipFactory
from tests.factories.meetings import MeetingFactory, MemberFactory
from tests.factories.tracking import SavedViewFactory
from tracking import registry
from tracking.models import MeetingMember, SavedView

LEAD = [ROLES["national_lead"]]


def team_of(team, *names):
    """Members of a team, each with a shared search and a seat in a meeting to come."""
    meeting = MeetingFactory(owner=team)
    found = []
    for name in names:
        membership = MembershipFactory(user__name=name, organisation=team, role="regional_lead")
        SavedViewFactory(owner=membership.user, team=team, name=f"Search of {name}", is_shared=True)
        MemberFactory(meeting=meeting, user=membership.user)
        found.append(membership)
    return found


def end(membership, to=None, by=None):
    handing_over.end(membership=membership, to=to, ender_roles=LEAD, by=by or membership.user, at=timezone.now())


def owners():
    return set(SavedView.objects.values_list("owner__name", flat=True))


@pytest.mark.django_db
def test_two_leavers_in_a_row_lose_nothing(regional_team):
    ada, bo, cy = team_of(regional_team, "Ada", "Bo", "Cy")
    end(ada, to=bo.user, by=cy.user)
    end(bo, to=cy.user, by=cy.user)
    assert owners() == {"Cy"}
    assert SavedView.objects.count() == 3
    assert list(MeetingMember.objects.values_list("user__name", flat=True)) == ["Cy"]


@pytest.mark.django_db
def test_nothing_goes_to_somebody_who_has_left(regional_team):
    ada, bo, cy = team_of(regional_team, "Ada", "Bo", "Cy")
    end(bo, to=cy.user, by=cy.user)
    with pytest.raises(rules.CannotHandOver, match="Bo is not in the team any more"):
        end(ada, to=bo.user, by=cy.user)
    ada.refresh_from_db()
    assert ada.to_date is None
    assert owners() == {"Ada", "Cy"}


@pytest.mark.django_db
def test_what_was_left_behind_is_shown_and_handed_over_later(log_in, regional_team, regional_lead):
    ada, bo = team_of(regional_team, "Ada", "Bo")
    end(ada, by=regional_lead)
    end(bo, by=regional_lead)
    client, page = log_in(regional_lead), reverse("team", args=[regional_team.slug])
    assert {one.user.name for one in handing_over.left_behind(regional_team)} == {"Ada", "Bo"}
    assert "2 people have left something behind for your team" in [
        line.words for line in registry.waiting(regional_lead, timezone.localdate())
    ]
    assert "Hand over what Ada kept for the team" in client.get(page).content.decode()
    address = reverse("membership-hand-over", args=[regional_team.slug, ada.uuid])
    assert "Choose who takes over" in client.post(address, {}).content.decode()
    assert "Choose who takes over" not in client.post(address, {"to": str(bo.user.uuid)}).content.decode()
    assert owners() == {"Ada", "Bo"}
    done = client.post(address, {"to": str(regional_lead.uuid)}, follow=True).content.decode()
    assert "Rory Lead takes over." in done
    assert owners() == {"Rory Lead", "Bo"}
    assert {one.user.name for one in handing_over.left_behind(regional_team)} == {"Bo"}
    assert "There is nothing to hand over." in client.get(address).content.decode()


@pytest.mark.django_db
def test_who_is_still_in_the_team_has_left_nothing_behind(regional_team):
    ada, _bo = team_of(regional_team, "Ada", "Bo")
    MembershipFactory(user=ada.user, organisation=regional_team, role="national_lead")
    end(ada)
    assert handing_over.left_behind(regional_team) == []


@pytest.mark.django_db(transaction=True)
def test_two_who_hand_over_to_each_other_at_once(regional_team):
    """One of them stays, with everything: the other's choice has just left."""
    for _n in range(3):
        ada, bo, _cy = team_of(regional_team, "Ada", "Bo", "Cy")

        def leave(pair):
            try:
                membership, to = (Membership.objects.get(pk=one.pk) for one in pair)
                end(membership, to=to.user)
            except rules.CannotHandOver:
                return "stays"
            finally:
                connection.close()
            return "left"

        with ThreadPoolExecutor(2) as threads:
            done = list(threads.map(leave, [(ada, bo), (bo, ada)]))
        assert sorted(done) == ["left", "stays"]
        stayed = User.objects.get(pk__in=[ada.user_id, bo.user_id], memberships__to_date__isnull=True)
        assert SavedView.objects.filter(owner=stayed).count() == 2
        assert MeetingMember.objects.filter(user__in=[ada.user, bo.user]).get().user == stayed

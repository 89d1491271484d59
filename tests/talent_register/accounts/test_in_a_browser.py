"""Pages of accounts and organisations in a real browser: nothing that shuts anybody out, nothing wider than a phone."""

import os

import pytest
from django.utils import timezone

from talent_register.accounts.actions import invitations
from talent_register.accounts.models import Membership
from talent_register.accounts.roles import ROLES
from talent_register.organisations import rules
from talent_register.organisations.models import OrganisationName
from tests.browser import DESKTOP, PHONE, pixels_too_wide
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(college, college_admin, college_approver):
    """A college with a team and an open invitation, found by its name."""
    OrganisationName.objects.create(
        organisation=college, name=college.name, search_key=rules.search_key(college.name), is_official=True
    )
    invitations.invite(
        email="a.very.long.address.of.a.colleague@some.hospital.nhs.example",
        organisation=college,
        role="college_administrator",
        inviter_roles=[ROLES["college_approver"]],
        by=college_approver,
        at=timezone.now(),
    )
    return {"approver": college_approver, "nobody": None, "new": _without_factor(college)}


def _without_factor(college):
    user = UserFactory(name="Noor New")
    Membership.objects.create(
        user=user, organisation=college, role="college_administrator", from_date=timezone.localdate()
    )
    return user


PAGES = [
    ("/account/log-in/", "nobody"),
    ("/account/create/", "nobody"),
    ("/account/email/new-link/", "nobody"),
    ("/account/invitation/no-such-token/", "nobody"),
    ("/account/security/", "approver"),
    ("/account/security/set-up/", "new"),
    ("/account/security/sessions/", "approver"),
    ("/organisations/royal-college-of-x/team/", "approver"),
    ("/organisations/?q=royal", "nobody"),
    ("/organisations/royal-college-of-x/", "nobody"),
]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_pages_are_for_everybody(size, world, open_page, accessible):
    for path, who in PAGES:
        page = open_page(path, world[who], size)
        accessible(page)
        assert pixels_too_wide(page) == 0, path
        if os.environ.get("SHOTS"):
            page.screenshot(path=f"{os.environ['SHOTS']}/{size['width']}{path.replace('/', '_')}.png", full_page=True)

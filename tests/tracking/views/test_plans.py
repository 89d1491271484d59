from datetime import date

import pytest
from django.urls import reverse

from talent_register.audit.models import View
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.pathways import PlanActionFactory, PlanShareFactory

pytestmark = pytest.mark.django_db


def text(page):
    return page.content.decode()


@pytest.fixture
def person():
    return PlanActionFactory().clinician


def test_a_plan_stands_on_the_record_of_whoever_it_was_sent_to_alone(log_in, regional_lead, regional_team, person):
    share = PlanShareFactory(clinician=person, to_email=regional_lead.email.upper(), expires_on=date(2099, 1, 5))
    colleague = MembershipFactory(
        user=UserFactory(second_factor=True), organisation=regional_team, role="regional_lead"
    ).user
    address, overview = (reverse(name, args=[person.reference]) for name in ("person-plan", "person"))
    client = log_in(regional_lead)
    assert address in text(client.get(overview))
    page = text(client.get(address))
    assert "Shadow a board meeting" in page
    assert "until 5 January 2099" in page
    assert View.objects.latest("pk").page == "plan"
    share.refresh_from_db()
    assert share.opened_at is not None
    theirs = log_in(colleague)
    assert address not in text(theirs.get(overview))
    assert theirs.get(address).status_code == 404


@pytest.mark.parametrize("gone", [{"expires_on": date(2026, 1, 5)}, {"shares_with_region": False}])
def test_a_plan_goes_with_its_link_and_with_consent(log_in, regional_lead, person, gone):
    share = PlanShareFactory(clinician=person, to_email=regional_lead.email, expires_on=date(2099, 1, 5))
    changed = person if "shares_with_region" in gone else share
    for name, value in gone.items():
        setattr(changed, name, value)
    changed.save()
    assert log_in(regional_lead).get(reverse("person-plan", args=[person.reference])).status_code == 404

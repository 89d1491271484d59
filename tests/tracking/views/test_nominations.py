"""Nominations from window to decision, and the nominated person's own page."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from talent_register.audit.models import Event
from talent_register.letters.models import Letter
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.nominations import NominationDecisionFactory, NominationFactory, NominationWindowFactory
from tests.factories.profiles import ClinicianFactory
from tracking.models import Nomination, NominationDecision, NominationReply, NominationWindow

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
WHY = "Chairs the quality board of the whole trust"


@pytest.fixture
def client(log_in, regional_lead):
    return log_in(regional_lead)


@pytest.fixture
def person(south_west):
    return ClinicianFactory(region=south_west, family_name="Quillfeather")


@pytest.fixture
def colleague(log_in, regional_team):
    user = UserFactory(second_factor=True)
    MembershipFactory(user=user, organisation=regional_team, role="regional_lead")
    return log_in(user)


def text(page):
    return page.content.decode()


def page_of(window, person, page="nomination-person"):
    return reverse(page, args=[window.uuid, person.reference])


def case(**more):
    return {
        "kinds": ["ADVANCEMENT"],
        "words": WHY,
        "referee_name": "Jo",
        "referee_email": "jo@nhs.example",
        **more,
    }


def test_opening_a_window(client):
    assert "There is no window yet" in text(client.get(reverse("nomination-list")))
    sent = {"name": "Spring", "about": "Places", "opens_on_day": 1, "opens_on_month": 1, "opens_on_year": 2026}
    page = client.post(reverse("nomination-create"), sent)
    assert "Enter the last day" in text(page)
    sent |= {"closes_on_day": 1, "closes_on_month": 1, "closes_on_year": 2026}
    assert "The last day must be today or in the future" in text(client.post(reverse("nomination-create"), sent))
    NominationWindowFactory.build()
    assert not NominationWindow.objects.exists()


def test_nominating_telling_changing_and_withdrawing(client, log_in, person, regional_team, regional_lead):
    window = NominationWindowFactory(owner=regional_team)
    address = client.get(reverse("person-nominate", args=[person.reference])).url
    assert address == page_of(window, person, "nomination-nominate")
    assert "somebody else than you" in text(client.post(address, case(referee_email=regional_lead.email.upper())))
    page = client.post(address, case(referee_email=person.user.email, words=f"{WHY} (kept)"))
    assert "somebody else than the person you nominate" in text(page)
    assert "(kept)" in text(page)
    client.post(address, case())
    client.post(address, case(kinds=["MOVE", "DEVELOPMENT"]))
    assert Nomination.objects.get().kinds == ["MOVE", "DEVELOPMENT"]
    assert Event.objects.filter(type="tracking.nomination_changed", person_ref=person.reference).exists()
    letter = Letter.objects.get(kind="tracking/update")
    assert WHY not in letter.body
    own = log_in(person.user)
    assert window.name in text(own.get(reverse("own-updates")))
    assert WHY in text(own.get(reverse("own-nomination", args=[window.uuid])))
    Letter.objects.all().delete()
    client.post(page_of(window, person, "nomination-withdraw"))
    assert not Nomination.objects.standing().exists()
    assert Letter.objects.filter(kind="tracking/update").exists(), "and told that it is withdrawn"
    assert "(taken back)" in text(own.get(reverse("own-updates")))
    page = text(own.get(reverse("own-nomination", args=[window.uuid])))
    for said in ("You were nominated", "Taken back on", WHY, "There is nothing to answer"):
        assert said in page
    own.post(reverse("own-nomination", args=[window.uuid]), {"words": "Why?"})
    assert not NominationReply.objects.exists()
    client.post(address, case(words=f"{WHY} (anew)"))
    page = text(own.get(reverse("own-nomination", args=[window.uuid])))
    assert "You are nominated" in page
    assert "(anew)" in page


def test_a_closed_window_takes_nothing(client, person, regional_team, regional_lead):
    window = NominationWindowFactory(owner=regional_team, closed=True)
    NominationFactory(window=window, clinician=person, nominator=regional_lead)
    address = page_of(window, person, "nomination-nominate")
    assert "This window is closed" in text(client.post(address, case()))
    page = client.post(page_of(window, person, "nomination-withdraw"), follow=True)
    assert "This window is closed" in text(page)
    assert Nomination.objects.standing().count() == 1


def test_the_person_declines_and_nothing_is_decided(client, log_in, person, regional_team):
    window = NominationWindowFactory(owner=regional_team)
    NominationFactory(window=window, clinician=person)
    own, address = log_in(person.user), reverse("own-nomination", args=[window.uuid])
    assert "Enter what you would like to say, or decline" in text(own.post(address, {}))
    own.post(address, {"is_declined": "on", "words": "Not this year"})
    assert "Not this year" in text(client.get(page_of(window, person)))
    page = client.post(page_of(window, person, "nomination-nominate"), case())
    assert "do not want to be nominated" in text(page)
    assert "Declined" in text(client.get(reverse("nomination-window", args=[window.uuid])))
    own.post(address, {"words": "I have changed my mind"})
    assert NominationReply.objects.count() == 2
    client.post(page_of(window, person, "nomination-nominate"), case())
    assert Nomination.objects.count() == 2


def test_two_people_decide_of_all_nominations_folded_together(client, colleague, log_in, person, regional_team):
    window = NominationWindowFactory(owner=regional_team, closed=True)
    for kinds in (["ADVANCEMENT"], ["DEVELOPMENT"]):
        NominationFactory(window=window, clinician=person, kinds=kinds)
    assert "2 nominations to decide" in text(client.get(reverse("staff-home")))
    found = client.get(reverse("nomination-window", args=[window.uuid])).context["table"]
    assert [cell.text for _head, cell in found.rows[0]][1:3] == ["A bigger role, Development", 2]
    sent = {"kind": "ADVANCEMENT", "outcome": "SUPPORTED", "reason": "A clear case"}
    assert "Nobody nominated" not in text(client.post(page_of(window, person), sent, follow=True))
    own = log_in(person.user)
    assert "A clear case" not in text(own.get(reverse("own-nomination", args=[window.uuid])))
    again = client.post(page_of(window, person, "nomination-confirm"), {"kind": "ADVANCEMENT"}, follow=True)
    assert "Somebody else must confirm" in text(again)
    colleague.post(page_of(window, person, "nomination-confirm"), {"kind": "ADVANCEMENT"})
    assert NominationDecision.objects.get().confirmed_at
    assert Event.objects.get(type="tracking.nomination_decided").person_ref == person.reference
    assert "A clear case" in text(own.get(reverse("own-nomination", args=[window.uuid])))
    assert "1 nomination to decide" in text(client.get(reverse("staff-home")))


def test_who_nominated_does_not_decide(client, person, regional_team, regional_lead):
    window = NominationWindowFactory(owner=regional_team, closed=True)
    NominationFactory(window=window, clinician=person, nominator=regional_lead)
    sent = {"kind": "ADVANCEMENT", "outcome": "SUPPORTED", "reason": "A clear case"}
    assert "Somebody else decides" in text(client.post(page_of(window, person), sent))


def test_elsewhere_one_sees_ones_own_nominations_only(client, person, national_team, regional_lead):
    window = NominationWindowFactory(owner=national_team)
    NominationFactory(window=window, clinician=person, words="What a colleague wrote of them")
    assert "What a colleague wrote" not in text(client.get(page_of(window, person)))
    client.post(page_of(window, person, "nomination-nominate"), case())
    assert "What a colleague wrote" not in text(client.get(page_of(window, person)))
    assert WHY in text(client.get(page_of(window, person)))


def test_the_database_wants_two_people(regional_lead):
    with pytest.raises(IntegrityError), transaction.atomic():
        NominationDecisionFactory(proposed_by=regional_lead, confirmed_by=regional_lead)

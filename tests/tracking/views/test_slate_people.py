"""Who goes on a slate: an exact count, an order by lot, ticks that stay, the judgement that counted as the reason."""

from datetime import date

import pytest
from django.urls import reverse

from talent_register.audit.models import Event, View
from tests.factories.profiles import ClinicianFactory
from tests.factories.talent import DiscussionFactory
from tests.factories.tracking import ContactRequestFactory, RoleFactory, SlateEntryFactory, SlateFactory
from tracking.models import RoleReadiness, Slate, SlateEntry
from tracking.presenters import slate_matches

pytestmark = pytest.mark.django_db
LOOK = "?role=medical-director"


@pytest.fixture
def client(log_in, regional_lead):
    return log_in(regional_lead)


@pytest.fixture
def role():
    return RoleFactory()


@pytest.fixture
def slate(regional_team, role):
    return SlateFactory(owner=regional_team, role=role)


def text(page):
    return page.content.decode()


def ready(**more):
    return ClinicianFactory(**{"stage": "ORGANISATION", "next_step": "STEP_UP", **more})


def judged(team, role, band, **more):
    """Somebody whose own words do not reach the role."""
    person = ClinicianFactory(**{"stage": "TEAM", "next_step": "GROW", **more})
    held = DiscussionFactory(clinician=person, owner=team, held_on=date(2026, 1, 5))
    RoleReadiness.objects.create(discussion=held, role=role, readiness=band)
    return person


def test_from_filters_to_a_slate_with_reasons(client):
    RoleFactory()
    wanted, other = ready(family_name="Wanted"), ready(family_name="Other")
    ready(family_name="Hidden", shares_with_region=False)
    ClinicianFactory(family_name="Beginner", stage="TEAM", next_step="GROW")
    address = reverse("slate-create") + "?role=medical-director"
    page = client.get(address)
    assert {match.person.family_name for match in page.context["found"].matches} == {"Other", "Wanted"}
    assert "Leads as far as this role reaches and wants more" in text(page)
    assert {wanted.reference, other.reference} == set(View.objects.get().people)
    sent = {"name": "Spring", "about": "A post in the South West", "person": [wanted.reference, "HACK-1"]}
    page = client.post(address, sent, follow=True)
    assert "Nobody has been written to yet" in text(page)
    assert [entry.clinician for entry in Slate.objects.get().entries.all()] == [wanted]
    assert View.objects.filter(page="slate", people=[wanted.reference]).exists()


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"name": "Spring", "about": "x"}, "Select at least 1 person"),
        ({"about": "Keep me"}, "Enter a name for the slate"),
        ({"name": "Keep me"}, "Enter what the post is"),
    ],
)
def test_a_slate_that_cannot_be_made(client, sent, problem):
    RoleFactory()
    ready()
    page = text(client.post(reverse("slate-create") + "?role=medical-director", sent))
    assert problem in page
    assert not Slate.objects.exists()


def test_look_says_when_nobody_fits_and_when_the_role_is_none(client):
    RoleFactory()
    assert "Nobody you may see fits" in text(client.get(reverse("slate-create") + "?role=medical-director"))
    assert "Select the role" in text(client.get(reverse("slate-create") + "?role="))


def test_a_judgement_is_the_reason_for_whom_it_found_and_the_person_reads_it(
    client, log_in, role, regional_team, regional_lead
):
    person = judged(regional_team, role, "NOW")
    found = client.get(reverse("slate-create") + LOOK).context["found"]
    assert [match.person for match in found.matches] == [person]
    words = "A talent discussion found: ready now for this role (discussion held on 5 January 2026)"
    assert found.matches[0].why.startswith(f"{words}; of a profession")
    client.post(reverse("slate-create") + LOOK, {"name": "x", "about": "x", "person": person.reference})
    entry = SlateEntry.objects.get()
    assert entry.reasons == ["JUDGED_NOW 2026-01-05", "PROFESSION"]
    asked = ContactRequestFactory(entry=entry)
    page = text(log_in(person.user).get(reverse("approach", args=[asked.uuid])))
    assert words in page


def test_a_judgement_stands_before_what_they_said_themselves(client, role, regional_team):
    judged(regional_team, role, "SOON", stage="ORGANISATION", next_step="STEP_UP")
    why = client.get(reverse("slate-create") + LOOK).context["found"].matches[0].why
    assert "ready soon for this role" in why
    assert "leads as far as" not in why
    nobody = client.get(reverse("slate-create") + LOOK + "&band=NOW")
    assert "found" not in nobody.context or not nobody.context["found"].matches


def test_what_another_team_judged_neither_finds_nor_is_told(client, role, national_team):
    judged(national_team, role, "NOW")
    own = judged(national_team, role, "NOW", stage="ORGANISATION", next_step="STEP_UP")
    found = client.get(reverse("slate-create") + LOOK).context["found"]
    assert [match.person for match in found.matches] == [own]
    assert "discussion" not in found.matches[0].why


@pytest.fixture
def pages_of_two(monkeypatch):
    monkeypatch.setattr(slate_matches, "PAGE", 2)


def test_everybody_is_counted_and_reached_and_ticks_stay(client, role, pages_of_two):
    people = {ready(family_name=name).reference for name in ("Adams", "Baker", "Young", "Zhou", "Zimmer")}
    address = reverse("slate-create") + LOOK
    page = client.get(address)
    assert "5 people could be asked" in text(page)
    seen, ticked = [], []
    for number in ("2", "3"):
        here = [match.row.reference for match in page.context["found"].matches]
        seen += here
        ticked.append(here[0])
        page = client.post(address, {"page": number, "person": ticked, "name": "Kept words", "about": ""})
        assert "Kept words" in text(page)
        assert "There is a problem" not in text(page)
        assert set(page.context["found"].elsewhere) == set(ticked)
        for reference in ticked:
            assert f'type="hidden" name="person" value="{reference}"' in text(page)
    seen += [match.row.reference for match in page.context["found"].matches]
    assert sorted(seen) == sorted(people)
    client.post(address, {"name": "x", "about": "x", "person": ticked})
    assert {entry.clinician.reference for entry in SlateEntry.objects.all()} == set(ticked)


def test_the_order_is_a_lot_that_stays_and_no_alphabet(client, role):
    for letter in "ABCDEFGHIJKL":
        ready(family_name=letter * 3)

    def names():
        return [m.person.family_name for m in client.get(reverse("slate-create") + LOOK).context["found"].matches]

    assert names() == names()
    assert names() not in (sorted(names()), sorted(names(), reverse=True))
    assert "drawn by lot" in text(client.get(reverse("slate-create") + LOOK))


def test_the_lot_of_a_slate_is_its_own(client, regional_team, role):
    for letter in "ABCDEFGHIJKL":
        ready(family_name=letter * 3)

    def names(slate):
        found = client.get(reverse("slate-add", args=[slate.uuid])).context["found"]
        return [match.person.family_name for match in found.matches]

    one, other = SlateFactory(owner=regional_team, role=role), SlateFactory(owner=regional_team, role=role)
    assert names(one) == names(one)
    assert names(one) != names(other)
    assert sorted(names(one)) == sorted(names(other))


def test_more_people_while_nobody_was_asked(client, slate):
    there, more = ready(), ready()
    SlateEntryFactory(slate=slate, clinician=there)
    address = reverse("slate-add", args=[slate.uuid])
    assert [match.person for match in client.get(address).context["found"].matches] == [more]
    assert "1 person is on the slate now" in text(client.post(address, {"person": more.reference}, follow=True))
    assert Event.objects.get(type="tracking.slate_person_added").person_ref == more.reference


def test_who_comes_after_somebody_was_asked_comes_with_the_reason(client, log_in, slate):
    ContactRequestFactory(entry__slate=slate)
    late = ready()
    address = reverse("slate-add", args=[slate.uuid])
    page = text(client.post(address, {"person": late.reference}))
    assert "Enter why you add them now" in page
    assert f'value="{late.reference}" aria-label="Select {late.full_name}" checked' in page
    client.post(address, {"person": late.reference, "note": "Two others said no"})
    entry = SlateEntry.objects.get(clinician=late)
    assert entry.note == "Two others said no"
    assert Event.objects.get(type="tracking.slate_person_added").reason == "Two others said no"
    assert "Two others said no" in text(client.get(reverse("slate", args=[slate.uuid])))
    asked = ContactRequestFactory(entry=entry)
    assert "Two others said no" in text(log_in(late.user).get(reverse("approach", args=[asked.uuid])))


def test_a_slate_is_filled_from_the_people_list(client, slate):
    near, far = ready(), ClinicianFactory(stage="TEAM", next_step="GROW")
    refuses = ready(no_posts_with_region=True)
    assert "Add to a slate" in text(client.get(reverse("people")))
    chosen = {"person": [near.reference, far.reference, refuses.reference]}
    page = client.get(reverse("slate-fill"), chosen)
    assert "Add 2 people to a slate" in text(page)
    assert "1 person you selected does not share" in text(page)
    sent = {**chosen, "into": str(slate.uuid)}
    assert "nothing on the register says that 1 of them is near" in text(client.post(reverse("slate-fill"), sent))
    page = client.post(reverse("slate-fill"), {**sent, "note": "They led the merger"}, follow=True)
    assert "2 people are on the slate now" in text(page)
    assert {entry.clinician for entry in slate.entries.all()} == {near, far}
    assert View.objects.filter(page="slate", people__contains=[near.reference]).exists()


def test_a_slate_begins_from_the_people_list(client, role):
    near = ready()
    chosen = {"person": near.reference}
    assert "no open slate yet" in text(client.get(reverse("slate-fill"), chosen))
    assert "A new slate of 1 person" in text(client.get(reverse("slate-begin"), chosen))
    assert "Select the role" in text(client.post(reverse("slate-begin"), chosen))
    sent = {**chosen, "role": role.pk, "name": "Spring", "about": "A post"}
    assert "Nobody has been written to yet" in text(client.post(reverse("slate-begin"), sent, follow=True))
    assert Slate.objects.get().entries.get().reasons[0].startswith("BAND_NOW")


def test_without_a_selection_there_is_nothing_to_add(client):
    assert "Select at least 1 person, then add" in text(client.get(reverse("slate-fill"), follow=True))


def test_neither_a_closed_slate_nor_another_teams_takes_people(client, slate):
    near = ready()
    other = SlateFactory(role=slate.role)
    slate.closed_at = slate.created_at
    slate.save()
    for one in (slate, other):
        assert client.get(reverse("slate-add", args=[one.uuid])).status_code == 404
        sent = {"person": near.reference, "into": str(one.uuid)}
        assert "Select from the options" in text(client.post(reverse("slate-fill"), sent))

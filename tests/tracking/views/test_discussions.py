"""Who reads what was said of whom, and what the pages do with bad input."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.models import Clinician
from talent_register.audit.models import View
from tests.factories.profiles import ClinicianFactory
from tests.factories.talent import DiscussionFactory, DiscussionShareFactory, GridFactory
from tests.factories.tracking import CohortFactory, CohortMemberFactory
from tracking.models import TalentDiscussion

pytestmark = pytest.mark.django_db
EVIDENCE = "Turned the service round in a winter"


@pytest.fixture
def person(regional_team):
    GridFactory()
    return ClinicianFactory(region=regional_team.region, given_names="Siân", family_name="Llywelyn")


def boxes(name, day):
    """What the three boxes of a date send."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def typed(**changes):
    today = timezone.localdate()
    return {
        **boxes("held_on", today),
        **boxes("review_on", today + timedelta(days=100)),
        "readiness": "NOW",
        "evidence": EVIDENCE,
        "place": "strong/stretch",
        "sharing": "NOW",
        **changes,
    }


def text(answer):
    return answer.content.decode()


def test_recording_a_discussion_and_reading_it_back(log_in, regional_lead, person):
    client = log_in(regional_lead)
    address = reverse("discussion-create", args=[person.reference])
    assert "Record a discussion about Siân Llywelyn" in text(client.get(address))
    saved = client.post(address, typed(), follow=True)
    assert "The discussion with Siân Llywelyn is saved" in text(saved)
    said = TalentDiscussion.objects.get()
    assert (said.owner.name, said.shown_at is not None) == ("South West", True)
    page = text(client.get(reverse("discussion-list", args=[person.reference])))
    assert "Ready now" in page
    assert "Strong impact, Stretch" in page
    record = text(client.get(reverse("person", args=[person.reference])))
    assert "Strong impact, Stretch" in record


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"evidence": ""}, "Enter the evidence for this readiness rating"),
        ({"evidence": "Good"}, "Evidence must be 20 characters or more"),
        ({"readiness": ""}, "Select how soon they could take a bigger role"),
        ({"sharing": ""}, "Select when they can read this"),
        ({"place": "nowhere"}, "Select from the options on this page"),
        ({"review_on_year": "2001"}, "The day to look again must be in the future"),
        ({"band_1": "NOW"}, "Select the role"),
    ],
)
def test_what_is_wrong_is_said_and_kept(log_in, regional_lead, person, changes, words):
    answer = log_in(regional_lead).post(reverse("discussion-create", args=[person.reference]), typed(**changes))
    assert words in text(answer)
    assert not TalentDiscussion.objects.exists()


def test_the_person_reads_it_only_once_it_is_shown_and_answers(log_in, regional_lead, person, regional_team):
    said = DiscussionFactory(clinician=person, owner=regional_team, evidence=EVIDENCE)
    theirs, staff = log_in(person.user), log_in(regional_lead)
    own = reverse("own-discussion", args=[said.uuid])
    assert theirs.get(own).status_code == 404
    assert EVIDENCE not in text(theirs.get(reverse("own-updates")))
    assert "Show it to them now" in text(staff.get(reverse("discussion", args=[said.uuid])))
    staff.post(reverse("discussion-show", args=[said.uuid]))
    assert EVIDENCE in text(theirs.get(own))
    assert "Enter what you would like to say" in text(theirs.post(own, {"words": ""}))
    theirs.post(own, {"words": "I was not alone in this", "is_dissent": "on"})
    page = text(staff.get(reverse("discussion", args=[said.uuid])))
    assert "Siân Llywelyn sees this differently" in page
    assert "I was not alone in this" in page


def test_a_regions_discussions_are_that_regions(log_in, stranger, regional_lead, national_lead, person, national_team):
    """The nation's words stay with the nation, though both see the person; another region sees neither."""
    said = DiscussionFactory(clinician=person, owner=national_team, evidence=EVIDENCE)
    address = reverse("discussion", args=[said.uuid])
    assert [log_in(one).get(address).status_code for one in (national_lead, regional_lead, stranger)] == [200, 404, 404]
    assert "Not yet discussed" in text(log_in(regional_lead).get(reverse("person", args=[person.reference])))


def test_staff_keep_no_record_of_themselves(log_in, regional_lead, regional_team):
    GridFactory()
    own = ClinicianFactory(region=regional_team.region, user=regional_lead)
    said = DiscussionFactory(clinician=own, owner=regional_team)
    client = log_in(regional_lead)
    for address in (reverse("discussion-create", args=[own.reference]), reverse("discussion", args=[said.uuid])):
        assert client.get(address).status_code == 404


def test_every_look_is_noted(log_in, regional_lead, person):
    log_in(regional_lead).get(reverse("discussion-list", args=[person.reference]))
    assert View.objects.get().people == [person.reference]


def test_who_is_to_be_talked_about_again(log_in, regional_lead, person, regional_team):
    DiscussionFactory(clinician=person, owner=regional_team, review_on=timezone.localdate())
    client = log_in(regional_lead)
    assert "1 person is to be talked about again" in text(client.get(reverse("staff-home")))
    assert "Siân Llywelyn" in text(client.get(reverse("discussion-due")))
    DiscussionFactory(clinician=person, owner=regional_team, held_on=timezone.localdate())
    assert "Siân Llywelyn" not in text(client.get(reverse("discussion-due")))


# --- The grid of a cohort


@pytest.fixture
def cohort(regional_team, person):
    """7 people in one cell, one not placed."""
    cohort = CohortFactory(owner=regional_team, slug="leaders", name="Leaders")
    CohortMemberFactory(cohort=cohort, clinician=person)
    for number in range(7):
        someone = ClinicianFactory(region=regional_team.region, family_name=f"Oak{number}", family_key=f"oak{number}")
        CohortMemberFactory(cohort=cohort, clinician=someone)
        DiscussionShareFactory(discussion=DiscussionFactory(clinician=someone, owner=regional_team))
    return cohort


def test_the_grid_counts_names_five_and_says_how_many_more(log_in, regional_lead, cohort):
    page = log_in(regional_lead).get(reverse("cohort-grid", args=["leaders"]))
    assert "Not placed: 1 person" in text(page)
    assert "7 people" in text(page)
    assert "and 2 more" in text(page)
    assert len(page.context["page"].object_list) == 8
    one_cell = log_in(regional_lead).get(reverse("cohort-grid", args=["leaders"]), {"cell": "strong/stretch"})
    assert len(one_cell.context["page"].object_list) == 7
    assert View.objects.first().page == "talent grid"


def test_who_is_only_counted_was_not_looked_at(log_in, regional_lead, cohort, person):
    """Five of seven stand in the cell, and the list below is of those without a place."""
    shown = log_in(regional_lead).get(reverse("cohort-grid", args=["leaders"]), {"cell": "none"})
    names = [f"Oak{number}" for number in range(5)]
    assert all(name in text(shown) for name in names)
    assert "Oak5" not in text(shown)
    oaks = {one.reference for one in Clinician.objects.filter(family_name__in=names)}
    assert set(View.objects.first().people) == {*oaks, person.reference}


def test_a_newer_discussion_moves_somebody(log_in, regional_lead, regional_team, cohort):
    oak = Clinician.objects.get(family_name="Oak0")
    later = timezone.localdate()
    newer = DiscussionFactory(clinician=oak, owner=regional_team, place="growing/depth", held_on=later)
    DiscussionShareFactory(discussion=newer)
    page = log_in(regional_lead).get(reverse("cohort-grid", args=["leaders"]), {"cell": "growing/depth"})
    assert [one.name for one in page.context["page"].object_list] == [oak.full_name]
    assert "6 people" in text(page)


def test_placing_is_announced_and_the_first_time_asks_for_evidence(log_in, regional_lead, cohort, person):
    client = log_in(regional_lead)
    oak = TalentDiscussion.objects.first().clinician
    placed = client.post(
        reverse("cohort-grid-place", args=["leaders", oak.reference]), {"to": "growing/depth"}, follow=True
    )
    assert f"Placed {oak.full_name} in Growing impact, Depth" in text(placed)
    asked = client.post(reverse("cohort-grid-place", args=["leaders", person.reference]), {"to": "growing/depth"})
    assert asked.url.startswith(reverse("discussion-create", args=[person.reference]))
    assert '<option value="growing/depth" selected>' in text(client.get(asked.url))
    place = reverse("cohort-grid-place", args=["leaders", oak.reference])
    wrong = client.post(place, {"to": "x"}, follow=True)
    assert "Select a place on the grid" in text(wrong)


def test_the_grid_asks_the_database_the_same_however_many_people(
    log_in, regional_lead, cohort, regional_team, django_assert_max_num_queries
):
    client, address = log_in(regional_lead), reverse("cohort-grid", args=["leaders"])
    client.get(address)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    for _n in range(5):
        CohortMemberFactory(cohort=cohort, clinician=ClinicianFactory(region=regional_team.region))
    with django_assert_max_num_queries(len(few)):
        client.get(address)

"""What a member of a review meeting who keeps out of somebody's part reads of them: nothing, there or elsewhere."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.meetings import ItemFactory, MeetingFactory, MemberFactory, RatingFactory, WorkFactory
from tests.factories.talent import DiscussionFactory
from tests.factories.tracking import CohortFactory, CohortMemberFactory
from tracking import following
from tracking.models import Cohort, TalentDiscussion

from .test_meetings import REASON, client, item_of, meeting, page_of, text

__all__ = ["client", "meeting"]
pytestmark = pytest.mark.django_db


def test_who_keeps_out_sees_the_person_nowhere(client, log_in, meeting, regional_lead, national_lead):
    item, other = item_of(meeting, family_name="Quillfeather"), item_of(meeting)
    MemberFactory(meeting=meeting, user=national_lead)
    WorkFactory(clinician=item.clinician, item=item, owner=regional_lead, words="Find a canary mentor")
    RatingFactory(item=item, user=regional_lead, words="Rated as canary")
    client.post(reverse("meeting-conflicts", args=[meeting.uuid]), {"people": [item.clinician.reference]})
    chair = log_in(national_lead)
    sent = {"do": "decide", "outcome": "FORWARD", "readiness": "NOW", "reason": REASON}
    chair.post(page_of(item), sent)
    said = TalentDiscussion.objects.get()
    pages = ["meeting", "meeting-ratings", "meeting-minutes"]
    addresses = [reverse(page, args=[meeting.uuid]) for page in pages]
    for address in [*addresses, reverse("work-list"), reverse("staff-home"), page_of(other)]:
        shown = text(client.get(address))
        assert "Quillfeather" not in shown, address
        assert "canary" not in shown, address
    assert "1 of 1" in text(client.get(page_of(other)))
    assert client.get(page_of(item)).status_code == 404
    assert client.post(page_of(item), sent).status_code == 404
    assert client.get(reverse("discussion", args=[said.uuid])).status_code == 404
    read_nowhere_else(client, item.clinician, regional_lead)
    assert meeting.name not in text(client.get(reverse("person", args=[item.clinician.reference])))
    minutes = text(chair.get(addresses[2]))
    assert "Quillfeather" in minutes
    assert f"{regional_lead} kept out" in minutes
    assert "OFFICIAL-SENSITIVE: PERSONAL" in minutes
    assert "Printed by " in minutes


def read_nowhere_else(client, person, who):
    """What the meeting said of somebody stands for the one who keeps out on no record, grid, list, count or file."""
    cohort = CohortFactory(owner=TalentDiscussion.objects.first().owner)
    CohortMemberFactory(cohort=cohort, clinician=person)
    parts = ["person", "person-history", "discussion-list", "person-support"]
    addresses = [reverse(part, args=[person.reference]) for part in parts]
    addresses.append(reverse("cohort-grid", args=[cohort.slug]))
    for address in addresses:
        shown = client.get(address)
        assert shown.status_code == 200, address
        assert "Ready now" not in text(shown), address
        assert REASON not in text(shown), address
    assert not client.get("/people/?readiness=NOW").context["rows"]
    people = client.get("/people/")
    assert [row.readiness for row in people.context["rows"] if row.reference == person.reference] == [None]
    assert "Not yet discussed" in text(people)
    assert TalentDiscussion.objects.of_others_visible_to(who).count() == 0


def test_who_keeps_out_learns_nothing_from_a_cohort_that_follows_readiness(client, log_in, meeting, national_lead):
    """A colleague's rule finds whom the colleague may read of; the cohort is read by the whole team."""
    item, other = item_of(meeting), item_of(meeting)
    DiscussionFactory(clinician=item.clinician, owner=meeting.owner, readiness="SOON")
    client.post(reverse("meeting-conflicts", args=[meeting.uuid]), {"people": [item.clinician.reference]})
    MemberFactory(meeting=meeting, user=national_lead)
    chair = log_in(national_lead)
    for one in (item, other):
        sent = {"do": "decide", "outcome": "FORWARD", "readiness": "NOW", "reason": REASON}
        chair.post(page_of(one), sent)
    for name, filters in (("Now", "readiness=NOW"), ("Soon", "readiness=SOON")):
        rule = f"everyone=1&{filters}"
        following.follow(
            CohortFactory(owner=meeting.owner, name=name, rule=rule, rule_of=national_lead), timezone.now()
        )
    inside = {one.name: [place.clinician for place in one.members.now()] for one in Cohort.objects.all()}
    assert inside == {"Now": [other.clinician], "Soon": [item.clinician]}
    page = text(client.get(reverse("cohort", args=[Cohort.objects.get(name="Now").slug])))
    assert "counts only where no member kept out" in page


def test_who_keeps_out_reads_nothing_that_repeats_what_the_meeting_said(client, log_in, meeting, regional_lead):
    """A place on the grid repeats readiness and evidence: a colleague's copy is not read, and one's own is refused."""
    item, colleague = item_of(meeting), UserFactory(second_factor=True)
    MembershipFactory(user=colleague, organisation=meeting.owner, role="regional_lead")
    MemberFactory(meeting=meeting, user=colleague)
    cohort = CohortFactory(owner=meeting.owner)
    CohortMemberFactory(cohort=cohort, clinician=item.clinician)
    client.post(reverse("meeting-conflicts", args=[meeting.uuid]), {"people": [item.clinician.reference]})
    log_in(colleague).post(page_of(item), {"do": "decide", "outcome": "FORWARD", "readiness": "NOW", "reason": REASON})
    place = reverse("cohort-grid-place", args=[cohort.slug, item.clinician.reference])
    refused = client.post(place, {"to": "growing/depth", "grid": meeting.grid.slug}, follow=True)
    assert "a colleague must place them" in text(refused)
    assert TalentDiscussion.objects.count() == 1
    log_in(colleague).post(place, {"to": "growing/depth", "grid": meeting.grid.slug})
    copy = TalentDiscussion.objects.get(kind="PLACEMENT")
    assert (copy.readiness, copy.evidence) == ("NOW", REASON)
    assert not TalentDiscussion.objects.of_others_visible_to(regional_lead).exists()
    assert TalentDiscussion.objects.of_others_visible_to(colleague).count() == 2
    read_nowhere_else(client, item.clinician, regional_lead)


def test_who_keeps_out_reads_no_copy_of_a_later_meeting_that_repeats_the_first(
    client, log_in, meeting, regional_lead, regional_team
):
    """The first meeting gives the reason, a second one without them repeats it, and a place repeats the second."""
    item, colleague = item_of(meeting), UserFactory(second_factor=True)
    MembershipFactory(user=colleague, organisation=regional_team, role="regional_lead")
    later = MeetingFactory(owner=regional_team, grid=meeting.grid, running=True)
    again = ItemFactory(meeting=later, clinician=item.clinician)
    for one in (meeting, later):
        MemberFactory(meeting=one, user=colleague)
    MemberFactory(meeting=later, user=regional_lead)
    client.post(reverse("meeting-conflicts", args=[meeting.uuid]), {"people": [item.clinician.reference]})
    theirs = log_in(colleague)
    theirs.post(page_of(item), {"do": "decide", "outcome": "FORWARD", "readiness": "NOW", "reason": REASON})
    assert client.get(page_of(again)).context["forms"]["decide"].initial == {}
    assert theirs.get(page_of(again)).context["forms"]["decide"].initial["readiness"] == "NOW"
    theirs.post(page_of(again), {"do": "decide", "outcome": "FORWARD", "readiness": "NOW"})
    cohort = CohortFactory(owner=regional_team)
    CohortMemberFactory(cohort=cohort, clinician=item.clinician)
    place = reverse("cohort-grid-place", args=[cohort.slug, item.clinician.reference])
    theirs.post(place, {"to": "growing/depth", "grid": meeting.grid.slug})
    assert [one.evidence for one in TalentDiscussion.objects.all()] == [REASON] * 3
    assert not TalentDiscussion.objects.of_others_visible_to(regional_lead).exists()
    assert not TalentDiscussion.objects.that_nobody_kept_out_of().exists()
    assert TalentDiscussion.objects.of_others_visible_to(colleague).count() == 3

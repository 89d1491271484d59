"""Review meetings from plan to minutes, and what a member who keeps out does not see."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from talent_register.audit.models import Event, View
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.meetings import (
    ConflictFactory,
    ItemFactory,
    MeetingFactory,
    MemberFactory,
    RatingFactory,
)
from tests.factories.organisations import RegionFactory
from tests.factories.profiles import ClinicianFactory, PostFactory
from tests.factories.talent import DiscussionFactory, GridFactory
from tests.factories.tracking import RoleFactory
from tracking import readiness
from tracking.actions import decisions
from tracking.models import (
    AgendaItem,
    Decision,
    FirstRating,
    ReviewMeeting,
    RoleReadiness,
    TalentDiscussion,
    WorkItem,
)

pytestmark = pytest.mark.django_db
REASON = "Ran the whole winter plan alone and well"


@pytest.fixture
def client(log_in, regional_lead):
    return log_in(regional_lead)


@pytest.fixture
def meeting(regional_team, regional_lead):
    made = MeetingFactory(owner=regional_team, running=True)
    MemberFactory(meeting=made, user=regional_lead)
    return made


def item_of(meeting, **person):
    return ItemFactory(meeting=meeting, clinician=ClinicianFactory(region=meeting.owner.region, **person))


def page_of(item, page="meeting-person"):
    return reverse(page, args=[item.meeting.uuid, item.clinician.reference])


def text(page):
    return page.content.decode()


def test_without_meetings_says_what_to_do(client):
    assert "No meetings planned" in text(client.get(reverse("meeting-list")))
    assert "Nothing to do" in text(client.get(reverse("work-list")))


def test_the_coming_meetings_stand_first_the_next_before_the_others(client, regional_team):
    now = timezone.now()
    days = {"Last month": 31, "Last year": 365}
    for name, ago in days.items():
        over = {"state": "FINISHED", "started_at": now, "ended_at": now - timedelta(days=ago)}
        MeetingFactory(owner=regional_team, name=name, on=now - timedelta(days=ago), **over)
    for name, ahead in (("In spring", 90), ("Next week", 7)):
        MeetingFactory(owner=regional_team, name=name, on=now + timedelta(days=ahead))
    names = [str(row[0][1].text) for row in client.get(reverse("meeting-list")).context["table"].rows]
    assert names == ["Next week", "In spring", "Last month", "Last year"]


def test_from_the_people_list_to_a_new_meeting(client, regional_team, south_west):
    GridFactory()
    first, second = (ClinicianFactory(region=south_west, family_key=key) for key in ("b", "a"))
    hidden = ClinicianFactory(region=south_west, shares_with_region=False)
    people = {"person": [first.reference, second.reference, hidden.reference]}
    page = client.get(reverse("meeting-add"), people)
    assert "Add 2 people to a meeting" in text(page)
    assert "1 person you selected does not share" in text(page)
    address = f"{reverse('meeting-create')}?{page.context['chosen'].query}"
    assert "Enter a name for the meeting" in text(client.post(address, {"papers": "Keep me"}))
    sent = {"name": "Spring", "on_day": "5", "on_month": "1", "on_year": "2030", "is_blind": "on"}
    page = client.post(address, sent, follow=True)
    assert "Spring is planned" in text(page)
    made = ReviewMeeting.objects.get()
    assert [item.clinician for item in made.items.all()] == [second, first]
    assert Event.objects.filter(type="tracking.meeting_planned", object_ref=str(made.uuid)).exists()
    third = ClinicianFactory(region=south_west)
    sent = {"person": [first.reference, third.reference], "into": str(made.uuid)}
    page = client.post(reverse("meeting-add"), sent, follow=True)
    assert "1 person is on the agenda now. 1 was on it already" in text(page)


def test_whoever_chose_nobody_is_back_at_the_same_list(client):
    filters = "profession=nurse&readiness=NOW&sort=-name"
    for name in ("meeting-add", "cohort-add", "slate-fill", "people-message", "people-reviewer", "export-create"):
        back = client.get(f"{reverse(name)}?{filters}&everyone=&page=2")
        assert back.url == f"/people/?{filters}", name
        page = client.get(f"{reverse(name)}?{filters}&everyone=1")
        assert f'href="/people/?{filters.replace("&", "&amp;")}"' in text(page), name


def test_the_next_meeting_is_named_so_and_what_follows_is_said(client, regional_team, south_west):
    today = timezone.localdate()
    MeetingFactory(owner=regional_team, name="Forgotten", on=today - timedelta(days=9))
    soon = MeetingFactory(owner=regional_team, name="Winter", on=today + timedelta(days=9), is_blind=False)
    MeetingFactory(owner=regional_team, name="Spring", on=today + timedelta(days=90))
    person = ClinicianFactory(region=south_west)
    page = client.get(reverse("meeting-add"), {"person": person.reference})
    offered = [words for _key, words in page.context["form"].fields["into"].choices if words.startswith("Next: ")]
    assert len(offered) == 1
    assert offered[0].startswith("Next: Winter, ")
    page = client.post(reverse("meeting-add"), {"person": person.reference, "into": soon.uuid}, follow=True)
    assert "1 person is on the agenda now. Next: the meeting talks about each person on " in text(page)
    assert "To add people, select them on the people list" in text(page)


def test_who_is_left_out_of_a_meeting_is_named_only_if_they_may_be_seen(client, regional_team, south_west):
    """A no to planning posts alone is said by name; whoever took their consent back is counted, whatever was ticked."""
    near, refuses = ClinicianFactory(region=south_west), ClinicianFactory(region=south_west, no_posts_with_region=True)
    gone = ClinicianFactory(region=south_west, family_name="Goneaway", shares_with_region=False)
    far = ClinicianFactory(region=RegionFactory(code="london", name="London"), family_name="Faraway")
    sent = {"person": [one.reference for one in (near, refuses, gone, far)]}
    meeting = MeetingFactory(owner=regional_team)
    for address in ("meeting-add", "meeting-create"):
        page = client.get(reverse(address), sent)
        assert [one.reference for one in page.context["refused"]] == [refuses.reference]
        assert (page.context["count"], page.context["missing"]) == (1, 2)
        said = page.content.decode()
        assert "1 person said no to planning who could fill leadership posts" in said
        assert "2 people you selected do not share their profiles with you now" in said
        assert not [name for name in ("Goneaway", "Faraway") if name in said]
    assert View.objects.filter(people__contains=[refuses.reference], page="review meeting").count() == 2
    page = client.post(reverse("meeting-add"), sent | {"into": meeting.uuid}, follow=True)
    assert (
        "1 person is on the agenda now. 2 do not share with you. 1 was left out and said no to this"
        in page.content.decode()
    )
    assert [item.clinician for item in meeting.items.all()] == [near]


def test_a_decision_takes_two_interactions_and_leads_to_the_next_person(client, meeting):
    """Where they stand is filled in: choose what was decided, press save."""
    first, second = item_of(meeting), item_of(meeting)
    DiscussionFactory(clinician=first.clinician, owner=meeting.owner)
    form = client.get(page_of(first)).context["forms"]["decide"]
    stands = {name: form.initial[name] for name in ("readiness", "place")}
    done = client.post(page_of(first), {"do": "decide", "outcome": "SUPPORT", **stands})
    assert done.url == page_of(second)
    made = Decision.objects.get()
    assert (made.readiness, made.before_readiness, made.discussion.kind) == ("SOON", "SOON", "MEETING")
    assert Event.objects.get(type="tracking.meeting_decided").person_ref == first.clinician.reference
    assert View.objects.filter(people=[first.clinician.reference], purpose="For a review meeting").exists()


def test_an_agenda_says_what_each_person_does_now(client, meeting):
    item = item_of(meeting)
    PostFactory(clinician=item.clinician, title="Ward manager", ended_on=timezone.localdate())
    PostFactory(clinician=item.clinician, title="Matron")
    page = text(client.get(reverse("meeting", args=[meeting.uuid])))
    assert f"{item.clinician.full_name}</a>, Matron, {item.clinician.profession}" in page
    item.clinician.posts.update(title=str(item.clinician.profession))
    page = text(client.get(reverse("meeting", args=[meeting.uuid])))
    assert f"{item.clinician.full_name}</a>, {item.clinician.profession}, {item.clinician.region}" in page


def test_what_was_said_of_roles_stands_after_a_meeting(client, meeting, regional_lead):
    """A meeting rates somebody as a whole: the cover of posts goes on counting what was said of each role."""
    item, role = item_of(meeting), RoleFactory(code="chief_nurse", families=[])
    said = DiscussionFactory(clinician=item.clinician, owner=meeting.owner, grid=meeting.grid)
    RoleReadiness.objects.create(discussion=said, role=role, readiness="NOW")
    client.post(page_of(item), {"do": "decide", "outcome": "SUPPORT", "readiness": "LATER", "reason": REASON})
    assert TalentDiscussion.objects.get(kind="MEETING").readiness == "LATER"
    assert list(readiness.people(regional_lead, role, ["NOW"])) == [item.clinician]


def test_a_move_without_reason_keeps_what_was_typed(client, meeting):
    item = item_of(meeting)
    sent = {"do": "decide", "outcome": "FORWARD", "readiness": "NOW", "words": "A place on the programme"}
    page = client.post(page_of(item), sent)
    assert "Enter the reason for the new rating" in text(page)
    assert "A place on the programme" in text(page)
    assert not Decision.objects.exists()
    client.post(page_of(item), {**sent, "reason": REASON})
    made = Decision.objects.get()
    assert (made.before_readiness, made.readiness, made.reason) == ("", "NOW", REASON)
    assert made.discussion.evidence == REASON
    with pytest.raises(ProgrammingError), transaction.atomic():
        Decision.objects.update(readiness="LATER", reason="x")


def test_nobody_sees_others_before_they_have_rated(client, meeting, regional_team, regional_lead):
    item = item_of(meeting)
    RatingFactory(item=item, words="A view of a colleague")
    assert "A view of a colleague" not in text(client.get(page_of(item)))
    assert "A view of a colleague" not in text(client.get(reverse("meeting-ratings", args=[meeting.uuid])))
    assert "1 person to rate before" in text(client.get(reverse("staff-home")))
    client.post(page_of(item), {"do": "rate", "first-readiness": "LATER"})
    assert FirstRating.objects.get(user=regional_lead).readiness == "LATER"
    assert "A view of a colleague" in text(client.get(page_of(item)))
    page = client.post(page_of(item), {"do": "rate", "first-readiness": "NOW"})
    assert "You have rated this person already" in text(page)
    assert "to rate before" not in text(client.get(reverse("staff-home")))


def test_the_spread_hides_small_numbers_and_names_nobody(client, meeting, regional_lead, settings):
    for _n in range(8):
        RatingFactory(item=item_of(meeting), user=regional_lead, readiness="NOW")
    RatingFactory(item=item_of(meeting), user=regional_lead, readiness="LATER")
    page = client.get(reverse("meeting-ratings", args=[meeting.uuid]))
    for table in page.context["spreads"]:
        assert [str(cell.text) for _head, cell in table.rows[0]][1:] == ["10", "0", "Hidden (1 to 7)", "0", "10"]


def test_actions_reach_their_owner(client, log_in, meeting, regional_team):
    item = item_of(meeting)
    colleague = UserFactory(second_factor=True)
    MembershipFactory(user=colleague, organisation=regional_team, role="regional_lead")
    MemberFactory(meeting=meeting, user=colleague)
    today = timezone.localdate()
    sent = {"do": "work", "work-words": "Find a mentor", "work-owner": str(colleague.pk)}
    sent |= {"work-due_on_day": today.day, "work-due_on_month": today.month, "work-due_on_year": today.year}
    client.post(page_of(item), sent)
    work = WorkItem.objects.get()
    theirs = log_in(colleague)
    assert "Find a mentor" in text(theirs.get(reverse("work-list")))
    assert "1 action of yours is due" in text(theirs.get(reverse("staff-home")))
    assert client.post(reverse("work-done", args=[work.uuid])).status_code == 404
    assert "Done: Find a mentor" in text(theirs.post(reverse("work-done", args=[work.uuid]), follow=True))
    assert Event.objects.filter(type="tracking.work_done").count() == 1


def test_the_person_learns_of_it_within_28_days(client, log_in, meeting):
    item = item_of(meeting)
    client.post(page_of(item), {"do": "decide", "outcome": "LATER", "words": "To talk again in spring"})
    own = log_in(item.clinician.user)
    assert "To talk again in spring" not in text(own.get(reverse("own-updates")))
    assert decisions.show_what_is_due(at=timezone.now() + timedelta(days=27)) == 0
    assert decisions.show_what_is_due(at=timezone.now() + timedelta(days=28)) == 1
    assert decisions.show_what_is_due(at=timezone.now() + timedelta(days=28)) == 0
    assert "To talk again in spring" in text(own.get(reverse("own-updates")))


def test_told_at_once(client, log_in, meeting):
    item = item_of(meeting)
    assert "Record a decision before" in text(client.post(page_of(item, "meeting-tell"), follow=True))
    client.post(page_of(item), {"do": "decide", "outcome": "FORWARD", "readiness": "NOW", "reason": REASON})
    assert "can read this now" in text(client.post(page_of(item, "meeting-tell"), follow=True))
    own = text(log_in(item.clinician.user).get(reverse("own-updates")))
    assert "Put forward for a programme or a post" in own
    assert "Ready now" in own


def test_order_states_and_endings(client, regional_team):
    meeting = MeetingFactory(owner=regional_team)
    first, second = item_of(meeting), item_of(meeting)
    client.post(page_of(second, "meeting-arrange"), {"move": "up"})
    assert list(meeting.items.all()) == [second, first]
    client.post(page_of(first, "meeting-arrange"), {"move": "off"})
    assert list(AgendaItem.objects.all()) == [second]
    step = [reverse("meeting-step", args=[meeting.uuid, name]) for name in ("start", "finish", "dance")]
    assert client.get(step[0]).status_code == 200
    assert client.get(step[2]).status_code == 404
    assert client.post(step[0]).url == page_of(second)
    client.post(page_of(second), {"do": "decide", "outcome": "AS_NOW"})
    assert "stays on the agenda" in text(client.post(page_of(second, "meeting-arrange"), {"move": "off"}, follow=True))
    client.post(step[1])
    meeting.refresh_from_db()
    assert meeting.state == "FINISHED"
    assert "already moved on" in text(client.post(step[1], follow=True))
    page = client.post(page_of(second), {"do": "decide", "outcome": "LATER"})
    assert "Start it first" in text(page)
    assert client.get(reverse("meeting-change", args=[meeting.uuid])).status_code == 404


def test_changing_the_plan(client, meeting, regional_lead):
    address = reverse("meeting-change", args=[meeting.uuid])
    assert client.get(address).status_code == 200
    sent = {"name": "Autumn", "on_day": "1", "on_month": "10", "on_year": "2030", "members": [str(regional_lead.pk)]}
    client.post(address, sent)
    meeting.refresh_from_db()
    assert meeting.name == "Autumn"


def test_queries_do_not_grow_with_the_agenda(client, meeting, count_queries, regional_lead):
    ConflictFactory(item=item_of(meeting))
    pages = [reverse(f"meeting{page}", args=[meeting.uuid]) for page in ("", "-minutes", "-ratings")]
    client.get(reverse("meeting-list"))
    few = [count_queries(client, page) for page in pages]
    for _n in range(3):
        RatingFactory(item=item_of(meeting), user=regional_lead)
    assert [count_queries(client, page) for page in pages] == few
    assert max(few) <= 15
    assert count_queries(client, page_of(item_of(meeting))) <= 30

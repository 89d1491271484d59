import pytest
from django.urls import reverse
from django.utils import timezone

from talent_register.audit.models import Event
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.organisations import RegionFactory
from tests.factories.profiles import ClinicianFactory
from tests.factories.tracking import SavedViewFactory
from tracking import watching
from tracking.actions import saved_views as actions
from tracking.models import SavedView, ViewWatch
from tracking.rules.watches import MOST_WATCHED

pytestmark = pytest.mark.django_db
LIST = reverse("saved-view-list")
NEW = reverse("saved-view-create")


@pytest.fixture
def client(log_in, regional_lead):
    return log_in(regional_lead)


@pytest.fixture
def view(regional_lead, regional_team):
    return SavedViewFactory(name="Step up", query="next=STEP_UP", owner=regional_lead, team=regional_team)


def text(page):
    return page.content.decode()


def test_a_list_is_saved_without_its_place_and_without_what_is_no_filter(client, regional_lead):
    ClinicianFactory(next_step="STEP_UP")
    page = client.get(f"{NEW}?next=STEP_UP&page=4&evil=1&sort=-name&q=")
    assert "What they would like to do next: Step up to a bigger role" in text(page)
    done = client.post(f"{NEW}?next=STEP_UP&page=4&evil=1&sort=-name", {"name": "Step up"}, follow=True)
    assert "Step up is saved" in text(done)
    saved = SavedView.objects.get()
    assert (saved.query, saved.owner, saved.is_shared) == ("next=STEP_UP&sort=-name", regional_lead, False)
    assert Event.objects.get(type="tracking.view_saved").object_ref == str(saved.uuid)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", "Enter a name for the view"),
        ("x" * 61, "must be 60 characters or fewer"),
        ("STEP UP", "You already have a saved view called STEP UP. Enter another name"),
    ],
)
def test_a_name_that_does_not_do_is_said_and_kept(client, view, name, problem):
    page = client.post(NEW, {"name": name, "is_shared": "on"})
    assert problem in text(page)
    assert SavedView.objects.count() == 1


def test_opening_leads_to_the_list_and_is_remembered(client, view):
    assert client.get(reverse("saved-view", args=[view.uuid])).url == f"{reverse('people')}?next=STEP_UP"
    assert SavedView.objects.get().used_at is not None


def test_a_shared_view_finds_whom_the_reader_may_see(log_in, client, view, regional_team):
    colleague = UserFactory(second_factor=True)
    MembershipFactory(user=colleague, organisation=regional_team, role="regional_lead")
    ClinicianFactory(next_step="STEP_UP")
    ClinicianFactory(next_step="STEP_UP", region=RegionFactory(code="north_west", name="North West"))
    theirs = log_in(colleague)
    assert "Step up" not in text(theirs.get(LIST))
    assert theirs.get(reverse("saved-view", args=[view.uuid])).status_code == 404
    client.post(reverse("saved-view-change", args=[view.uuid]), {"name": "Step up", "is_shared": "on"})
    lines = theirs.get(LIST).context["views"]
    assert [(line.view.name, line.people, line.is_own) for line in lines] == [("Step up", 1, False)]
    assert theirs.get(reverse("saved-view-change", args=[view.uuid])).status_code == 404
    assert theirs.get(reverse("saved-view-remove", args=[view.uuid])).status_code == 404


def test_other_teams_neither_see_nor_open_it(log_in, stranger, view):
    view.is_shared = True
    view.save()
    assert log_in(stranger).get(LIST).context["views"] == []
    assert log_in(stranger).get(reverse("saved-view", args=[view.uuid])).status_code == 404


def test_removing_asks_first(client, view):
    address = reverse("saved-view-remove", args=[view.uuid])
    assert "Do you want to remove Step up?" in text(client.get(address))
    assert "Step up is removed" in text(client.post(address, follow=True))
    assert not SavedView.objects.exists()


def test_a_view_whose_filter_is_gone_says_so(client, regional_lead, regional_team):
    SavedViewFactory(query="profession=atlantis", owner=regional_lead, team=regional_team)
    assert "Filters that no longer exist" in text(client.get(LIST))


def test_a_leavers_shared_views_go_to_a_colleague_and_names_do_not_clash(view, regional_lead, regional_team):
    colleague = UserFactory(name="Cy")
    SavedViewFactory(name="step up", owner=colleague, team=regional_team)
    SavedViewFactory(name="Own", owner=regional_lead, team=regional_team)
    view.is_shared = True
    view.save()
    assert actions.hand_over(leaver=regional_lead, to=colleague, team=regional_team, by=colleague) == 1
    assert sorted(SavedView.objects.own(colleague).values_list("name", flat=True)) == ["Step up (Rory Lead)", "step up"]
    assert SavedView.objects.own(regional_lead).get().name == "Own"


def test_nobody_is_told_of_changes_unless_they_ask_and_each_sees_their_own(log_in, client, view, regional_lead):
    """A shared view is watched by each for themselves; what changed is counted under their own scope."""
    gone = ClinicianFactory(next_step="STEP_UP")
    address = reverse("saved-view-watch", args=[view.uuid])
    assert "since" not in text(client.get(LIST)).split("<main")[1]
    assert "Your digest and your home page say when Step up changes" in text(client.post(address, follow=True))
    client.post(address)
    assert ViewWatch.objects.get().before == [gone.pk]
    assert "Step up:" not in text(client.get("/staff/"))
    ClinicianFactory.create_batch(2, next_step="STEP_UP")
    ClinicianFactory(next_step="STEP_UP", region=RegionFactory(code="london", name="London"))
    gone.shares_with_region = False
    gone.save()
    assert "2 people new, 1 person gone since" in text(client.get(LIST))
    assert "Step up: 2 people new, 1 person gone" in text(client.get("/staff/"))
    assert client.get(address).status_code == 405
    client.post(address, {"stop": "1"})
    assert not ViewWatch.objects.exists()
    kinds = Event.objects.filter(type__contains="watched").order_by("pk").values_list("type", flat=True)
    assert list(kinds) == ["tracking.view_watched", "tracking.view_no_longer_watched"]


def test_a_view_that_is_shared_no_more_tells_nobody_else(log_in, view, regional_team, client):
    colleague = MembershipFactory(
        user=UserFactory(second_factor=True), organisation=regional_team, role="regional_lead"
    ).user
    theirs = log_in(colleague)
    assert theirs.post(reverse("saved-view-watch", args=[view.uuid])).status_code == 404
    SavedView.objects.update(is_shared=True)
    theirs.post(reverse("saved-view-watch", args=[view.uuid]))
    ClinicianFactory(next_step="STEP_UP")
    assert [one.change.number for one in watching.news(colleague, timezone.localdate())] == [1]
    SavedView.objects.update(is_shared=False)
    assert watching.news(colleague, timezone.localdate()) == []


def test_ten_views_are_enough_and_one_without_its_filters_is_refused(client, view, regional_lead, regional_team):
    for number in range(MOST_WATCHED):
        one = SavedViewFactory(name=f"View {number}", owner=regional_lead, team=regional_team)
        client.post(reverse("saved-view-watch", args=[one.uuid]))
    refused = client.post(reverse("saved-view-watch", args=[view.uuid]), follow=True)
    assert "You can have the changes of 10 views at most" in text(refused)
    SavedView.objects.filter(pk=view.pk).update(query="profession=atlantis")
    assert "filters that no longer exist" in text(
        client.post(reverse("saved-view-watch", args=[view.uuid]), follow=True)
    )
    assert ViewWatch.objects.count() == MOST_WATCHED


def test_long_lists_are_compared_by_their_length(client, view, monkeypatch, regional_lead):
    monkeypatch.setattr(watching, "MOST_KEPT", 1)
    ClinicianFactory.create_batch(2, next_step="STEP_UP")
    client.post(reverse("saved-view-watch", args=[view.uuid]))
    assert ViewWatch.objects.get().before == []
    ClinicianFactory(next_step="STEP_UP")
    assert [str(one.change) for one in watching.news(regional_lead, timezone.localdate())] == ["1 person new"]

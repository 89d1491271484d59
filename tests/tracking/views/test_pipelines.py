from datetime import date

import pytest
from django.urls import reverse

from talent_register.audit.models import View
from tests.factories.organisations import OrganisationFactory, RegionFactory
from tests.factories.profiles import ClinicianFactory
from tests.factories.talent import DiscussionFactory
from tests.factories.tracking import LeadershipPostFactory, RoleFactory, TenureFactory
from tracking.models import LeadershipPost, RoleReadiness, Tenure

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(log_in, regional_lead):
    return log_in(regional_lead)


@pytest.fixture
def trust(south_west):
    return OrganisationFactory(name="South Trust", code="RKX", region=south_west)


@pytest.fixture
def post(trust):
    return LeadershipPostFactory(organisation=trust)


def text(page):
    return page.content.decode()


def ready(**more):
    return ClinicianFactory(**{"stage": "ORGANISATION", "next_step": "STEP_UP", **more})


def test_overview_without_posts_says_what_will_stand_there(client):
    assert "No leadership posts are recorded here yet" in text(client.get(reverse("pipeline-list")))


def test_each_count_opens_its_list(client, post):
    ready(family_name="Now")
    ready(family_name="Soon", stage="SERVICE")
    ready(family_name="Nurse", profession__code="nurse", profession__family="nursing")
    ready(family_name="Elsewhere", region=RegionFactory(code="north_west"))
    ready(family_name="Hidden", shares_with_region=False)
    row = client.get(reverse("pipeline-list")).context["table"].rows[0]
    counts = [cell for head, cell in row if head.is_number]
    assert [cell.text for cell in counts] == [1, 1, 1, 1, 0]
    for cell, name in zip(counts[2:4], ("Now", "Soon"), strict=True):
        page = client.get(cell.href)
        found = list(page.context["page"].object_list)
        assert [person.family_name for person in found] == [name]
        assert f'href="{reverse("person-nominate", args=[found[0].reference])}"' in text(page)


def test_what_a_discussion_says_of_the_role_comes_before_what_people_said(client, post, regional_team):
    """The newest discussion that names the role counts; one of another team, or an older one, does not."""
    judged = ready(family_name="Judged")
    for held_on, readiness in ((date(2026, 2, 1), "SOON"), (date(2026, 3, 1), "LATER")):
        newest = DiscussionFactory(clinician=judged, owner=regional_team, held_on=held_on)
        RoleReadiness.objects.create(discussion=newest, role=post.role, readiness=readiness)
    other = ready(family_name="Other")
    RoleReadiness.objects.create(discussion=DiscussionFactory(clinician=other), role=post.role, readiness="SOON")
    row = client.get(reverse("pipeline-list")).context["table"].rows[0]
    counts = [cell for head, cell in row if head.is_number]
    assert [cell.text for cell in counts][2:] == [1, 0, 1]
    for cell, name in ((counts[2], "Other"), (counts[4], "Judged")):
        page = client.get(cell.href)
        assert [person.family_name for person in page.context["page"].object_list] == [name]


def test_no_cover_is_said(client, post):
    assert "No one ready now" in text(client.get(reverse("pipeline-list")))
    page = text(client.get(reverse("pipeline", args=["medical-director"])))
    assert "Nobody for 1 expected vacancy" in page
    assert "A post counts as vacant or expected when" in page


def test_posts_of_another_region_do_not_count(client, post):
    LeadershipPostFactory(organisation__region=RegionFactory(code="north_west"))
    row = client.get(reverse("pipeline-list")).context["table"].rows[0]
    assert row[1][1].text == 1


def test_national_lead_sees_regions_side_by_side(log_in, national_lead, post):
    LeadershipPostFactory(organisation__region=RegionFactory(code="north_west", name="North West"))
    ready()
    client = log_in(national_lead)
    page = client.get(reverse("pipeline", args=["medical-director"]))
    assert [row[0][1].text for row in page.context["pipeline"].by_region.rows] == ["North West", "South West"]
    one = client.get(reverse("pipeline", args=["medical-director"]), {"region": "north_west"})
    assert one.context["pipeline"].cover.posts == 1
    assert "No one ready now" in text(one)


def test_only_free_posts_on_request(client, post, trust):
    TenureFactory(post=post)
    LeadershipPostFactory(organisation=trust, title="Vacant one")
    page = client.get(reverse("pipeline", args=["medical-director"]), {"free": "1"})
    assert "Vacant one" in text(page)
    assert len(page.context["pipeline"].posts.rows) == 1


def test_holder_is_named_only_where_the_person_shares(client, post):
    seen = ClinicianFactory(given_names="Ada", family_name="Seen")
    TenureFactory(post=post, clinician=seen)
    address = reverse("leadership-post", args=[post.uuid])
    assert "Ada Seen" in text(client.get(address))
    assert View.objects.get().people == [seen.reference]
    seen.shares_with_region = False
    seen.save()
    page = text(client.get(address))
    assert "Ada Seen" not in page
    assert "On the register, name not shared with you" in page


def test_overview_takes_constant_queries(client, post, count_queries):
    address = reverse("pipeline-list")
    client.get(address)
    few = count_queries(client, address)
    for code in ("chief_nurse", "chief_ahp"):
        LeadershipPostFactory(role=RoleFactory(code=code), organisation=post.organisation)
        ready()
    assert count_queries(client, address) == few


def test_role_page_takes_constant_queries(client, post, trust, count_queries):
    address = reverse("pipeline", args=["medical-director"])
    TenureFactory(post=post, clinician=ClinicianFactory())
    client.get(address)
    few = count_queries(client, address)
    for number in range(4):
        TenureFactory(post=LeadershipPostFactory(organisation=trust, title=f"T{number}"), clinician=ClinicianFactory())
    assert count_queries(client, address) == few


def test_record_a_post_and_its_holder(client, trust):
    RoleFactory()
    sent = {"role": "medical_director", "organisation": "rkx", "source": "annual report"}
    page = client.post(reverse("leadership-post-create"), sent, follow=True)
    assert "Now say who holds it" in text(page)
    post = LeadershipPost.objects.get()
    sent = {"started_on_day": "1", "started_on_month": "4", "started_on_year": "2024", "basis": "SUBSTANTIVE"}
    sent |= {"route_in": "WITHIN", "profession": "not clinical", "holder_name": "Sir Public", "source": "annual report"}
    page = client.post(reverse("leadership-post-appoint", args=[post.uuid]), sent, follow=True)
    assert "Sir Public" in text(page)
    tenure = Tenure.objects.get()
    assert (tenure.is_clinical, tenure.started_on) == (False, date(2024, 4, 1))
    sent = {"expected_end_on_month": "5", "expected_end_on_year": "2028", "end_reason": "RETIRES"}
    page = client.post(reverse("leadership-post-end", args=[post.uuid, tenure.uuid]), sent, follow=True)
    assert "May 2028" in text(page)


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({}, "Enter the organisation"),
        ({"organisation": "Nowhere"}, "We do not know this one"),
        ({"organisation": "NORTH"}, "your own region only"),
        ({"organisation": "RKX", "role": "nonsense"}, "Select from the options"),
        (
            {"organisation": "RKX", "checked_on_day": "1", "checked_on_month": "1", "checked_on_year": "2026"},
            "where you checked",
        ),
    ],
)
def test_a_post_that_cannot_be_recorded(client, trust, sent, problem):
    OrganisationFactory(code="NORTH", region=RegionFactory(code="north_west"))
    RoleFactory()
    page = client.post(reverse("leadership-post-create"), {"role": "medical_director", "title": "Keep me", **sent})
    assert problem in text(page)
    assert "Keep me" in text(page)
    assert not LeadershipPost.objects.exists()


def test_a_name_without_source_is_not_kept_and_somebody_unseen_is_not_linked(client, post):
    sent = {
        "started_on_day": "1",
        "started_on_month": "4",
        "started_on_year": "2024",
        "basis": "ACTING",
        "route_in": "NHS",
    }
    address = reverse("leadership-post-appoint", args=[post.uuid])
    assert "A name without a public source is not kept" in text(client.post(address, {**sent, "holder_name": "X"}))
    hidden = ClinicianFactory(shares_with_region=False)
    assert "You cannot see anybody" in text(client.post(address, {**sent, "reference": hidden.reference}))
    assert not Tenure.objects.exists()


def test_change_a_post(client, post):
    page = client.post(
        reverse("leadership-post-change", args=[post.uuid]), {"title": "Chief medical officer"}, follow=True
    )
    assert "Chief medical officer" in text(page)
    assert "Not checked" in text(page)

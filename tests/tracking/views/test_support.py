"""Support on one page, messages with their copy, and the people who heard nothing."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from talent_register.audit.models import Event, View
from talent_register.letters.models import Letter
from tests.factories.organisations import RegionFactory
from tests.factories.profiles import ClinicianFactory
from tests.factories.support import FirstContactFactory, SupportEventFactory
from tests.factories.talent import DiscussionFactory
from tracking.actions import discussions
from tracking.models import FirstContact, SupportEvent, WorkItem
from tracking.rechecks import reason_not_to_write
from tracking.reports import response

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(log_in, regional_lead):
    return log_in(regional_lead)


@pytest.fixture
def person(south_west):
    return ClinicianFactory(region=south_west, first_interest_on=timezone.localdate() - timedelta(days=29))


def text(page):
    return page.content.decode()


def address(person):
    return reverse("person-support", args=[person.reference])


def sent(kind="COACHING", words="Four talks with a coach", **more):
    day = timezone.localdate()
    return {"kind": kind, "words": words, "on_day": day.day, "on_month": day.month, "on_year": day.year, **more}


def test_coaching_with_a_reminder_to_oneself(client, log_in, person, regional_lead):
    assert "Nothing offered yet" in text(client.get(address(person)))
    day = timezone.localdate() + timedelta(days=30)
    more = {"follow_up_on_day": day.day, "follow_up_on_month": day.month, "follow_up_on_year": day.year}
    page = client.post(address(person), sent(**more), follow=True)
    assert "Four talks with a coach" in text(page)
    assert WorkItem.objects.get().owner == regional_lead
    assert Event.objects.get(type="tracking.support_logged").person_ref == person.reference
    assert View.objects.filter(page="support", purpose="To offer support or development").exists()
    assert "Four talks with a coach" in text(log_in(person.user).get(reverse("own-updates")))
    assert not Letter.objects.filter(kind="tracking/support").exists()
    with pytest.raises(ProgrammingError), transaction.atomic():
        SupportEvent.objects.update(words="Something else")


def test_a_message_from_a_text_keeps_its_copy(client, person, regional_team):
    begun = client.get(address(person) + "?text=hello").context["form"].initial["words"]
    assert f"Dear {person.full_name}" in begun
    client.post(address(person), sent("MESSAGE", f"{begun} Any day next week."))
    assert SupportEvent.objects.get().words.endswith("Any day next week.")
    letter = Letter.objects.get(kind="tracking/support")
    assert "Any day next week" not in letter.body
    assert reason_not_to_write(letter) == ""
    person.letters_off = ["MESSAGES"]
    person.save()
    assert reason_not_to_write(letter)


def test_no_letter_to_somebody_who_does_not_want_it(client, person):
    person.letters_off = ["MESSAGES"]
    person.save()
    assert "They do not take messages by letter" in text(client.get(address(person)))
    page = client.post(address(person), sent("MESSAGE", "Keep these words"))
    assert "They do not take messages by letter. Choose another kind" in text(page)
    assert "Keep these words" in text(page)
    assert not SupportEvent.objects.exists()


def test_nobody_supports_somebody_out_of_reach(client):
    assert client.get(address(ClinicianFactory(shares_with_region=False))).status_code == 404


def test_who_heard_nothing_is_listed_until_somebody_gets_in_touch(client, person, south_west):
    today = timezone.localdate()
    on_time = ClinicianFactory(region=south_west, first_interest_on=today - timedelta(days=28))
    hidden = ClinicianFactory(region=south_west, shares_with_region=False, first_interest_on=today - timedelta(days=99))
    reached = ClinicianFactory(region=south_west, first_interest_on=today - timedelta(days=99))
    FirstContactFactory(clinician=reached)
    assert "1 person has heard nothing for more than 28 days" in text(client.get(reverse("staff-home")))
    page = client.get(reverse("people-waiting"), {"region": south_west.code})
    assert person.family_name in text(page)
    assert "Hidden (0 to 12)" in text(page)
    for other in (on_time, hidden, reached):
        assert other.reference not in text(page)
    client.post(address(person), sent())
    assert "Nobody waits longer than was promised" in text(client.get(reverse("people-waiting")))


def test_numbers_by_region_stay_as_they_are_for_one_person_more_and_name_every_region(
    log_in, national_lead, south_west, settings
):
    """Rounded anew each day, 12 and 13 would be 10 and 15. With its shift of 0 to 5 a number has one edge in five, and
    where that is nobody knows."""
    RegionFactory(code="london", name="London", kind="NHS_REGION")
    late, client, seen = timezone.localdate() - timedelta(days=40), log_in(national_lead), set()
    for _n in range(20):
        ClinicianFactory(region=south_west, first_interest_on=late)
    for secret in range(8):
        settings.HASH_KEY = f"{secret}".encode()
        table = client.get(reverse("people-waiting")).context["regions"]
        figures = {str(name.text): str(number.text) for (_h, name), (_i, number) in table.rows}
        assert figures["London"] == figures["Not known"] == "Hidden (0 to 12)"
        seen.add(figures["South West"])
    assert seen == {"20", "25"}


def test_each_region_leads_to_who_waits_there_the_longest_first(log_in, national_lead, south_west):
    RegionFactory(code="london", name="London", kind="NHS_REGION")
    client, today = log_in(national_lead), timezone.localdate()
    here = [ClinicianFactory(region=south_west, first_interest_on=today - timedelta(days=n)) for n in (50, 90)]
    nowhere = ClinicianFactory(region=None, first_interest_on=today - timedelta(days=70))
    found = {}
    for row in client.get(reverse("people-waiting")).context["regions"].rows:
        page = client.get(reverse("people-waiting") + row[0][1].href)
        found[str(row[0][1].text)] = [one.reference for one in page.context["page"].object_list]
    assert found["South West"] == [here[1].reference, here[0].reference]
    assert found["Not known"] == [nowhere.reference]
    assert found["London"] == []
    assert "Nobody there waits longer" in text(client.get(reverse("people-waiting"), {"region": "london"}))


def test_a_shown_discussion_is_a_contact(person, regional_lead):
    said = DiscussionFactory(clinician=person)
    discussions.show(discussion=said, by=regional_lead, at=timezone.now())
    assert FirstContact.objects.get().on == timezone.localdate()


def test_waiting_asks_no_more_for_more_people(client, person, south_west, count_queries):
    client.get(reverse("meeting-list"))
    few = count_queries(client, reverse("people-waiting"))
    for _n in range(3):
        ClinicianFactory(region=south_west, first_interest_on=person.first_interest_on)
    assert count_queries(client, reverse("people-waiting")) == few <= 15
    SupportEventFactory(clinician=person)
    assert count_queries(client, address(person)) <= 30


@pytest.mark.slow
def test_the_standard_is_measured(settings):
    settings.RESPONSE_DAYS = 28
    region = RegionFactory(code="south_west", name="South West", kind="NHS_REGION")
    start = timezone.now() - timedelta(days=60)
    for number in range(24):
        one = ClinicianFactory(region=region, registered_at=start)
        if number < 18:
            FirstContactFactory(clinician=one, on=timezone.localdate(start) + timedelta(days=10 if number < 12 else 40))
    shown = {"people": 25, "people|region=south_west": 25}
    table = response.table(timezone.localdate(), shown)
    figures = dict(zip([key for key, _words in table["rows"]], table["figures"], strict=True))
    assert figures["Everybody"] == figures["south_west"] == [10, "50%"]
    few = response.table(timezone.localdate(), {**shown, "people|region=south_west": 20})
    assert few["figures"][1] == [None, None]


@pytest.mark.parametrize(
    ("waits", "row"),
    [
        ([(10, True)] * 17, [None, None]),
        ([(10, True)] * 7 + [(60, False)] * 20, [None, None]),
        ([(10, True)] * 8 + [(60, False)] * 32, ["not yet", "20%"]),
    ],
)
def test_few_people_show_nothing(waits, row, settings):
    settings.RESPONSE_DAYS = 28
    assert response.row(waits) == row

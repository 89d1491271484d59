"""One letter a week, with what fits, to those who take it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from pathways.actions import digests
from pathways.rechecks import MONTHLY
from pathways.rules.opportunities import digest_month, digest_week, is_told
from profiles.models import Clinician
from talent_register.letters.models import Letter
from talent_register.letters.rechecks import reason_to_cancel
from tests.factories.pathways import OpportunityFactory
from tests.factories.profiles import ClinicianFactory, ProfessionFactory

MONDAY = datetime(2026, 11, 23, 6, tzinfo=UTC)


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 11, 29)])
def test_every_day_of_a_week_tells_of_the_week_before(day):
    assert digest_week(day) == (date(2026, 11, 16), date(2026, 11, 23))


@pytest.mark.parametrize(
    ("families", "region", "own_family", "own_region", "told"),
    [
        ([], None, "nursing", 1, True),
        ([], None, "", None, True),
        (["nursing"], 1, "nursing", 1, True),
        (["nursing"], None, "medical", 1, False),
        ([], 2, "nursing", 1, False),
        ([], 2, "nursing", None, False),
        (["nursing"], None, "", 1, True),
    ],
)
def test_what_fits_is_told(families, region, own_family, own_region, told):
    assert is_told(families=families, region=region, own_family=own_family, own_region=own_region) is told


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 12, 1), (date(2026, 11, 1), date(2026, 12, 1))),
        (date(2027, 1, 7), (date(2026, 12, 1), date(2027, 1, 1))),
        (date(2026, 12, 8), None),
    ],
)
def test_the_first_week_of_a_month_tells_of_the_month_before(day, told):
    assert digest_month(day) == told


@pytest.mark.django_db
def test_who_hears_monthly_gets_one_letter_in_the_first_week_of_a_month():
    monthly = ClinicianFactory(hears_monthly=True)
    OpportunityFactory(title="Of November", created_at=MONDAY - timedelta(days=3), closes_on=date(2027, 2, 1))
    assert digests.write(at=MONDAY) == 0
    for day in (1, 2, 7, 8, 14):
        digests.write(at=datetime(2026, 12, day, 6, tzinfo=UTC))
    letter = Letter.objects.get(kind="pathways/opportunities")
    assert letter.person_ref == monthly.reference
    assert "Of November" in letter.body
    assert "came in last month" in letter.body


@pytest.mark.django_db
def test_a_letter_of_a_week_waits_in_vain_for_who_chose_once_a_month_since():
    """Its news come with the month's letter. A month's letter leaves all the same."""
    reader = ClinicianFactory()
    OpportunityFactory(title="Of November", created_at=MONDAY - timedelta(days=3), closes_on=date(2027, 2, 1))
    digests.write(at=MONDAY)
    letter = Letter.objects.get()
    assert reason_to_cancel(letter) == ""
    Clinician.objects.filter(pk=reader.pk).update(hears_monthly=True, letters_to="new@nhs.example")
    assert reason_to_cancel(letter) == MONTHLY
    digests.write(at=datetime(2026, 12, 1, 6, tzinfo=UTC))
    of_month = Letter.objects.exclude(pk=letter.pk).get()
    assert ("Of November" in of_month.body, reason_to_cancel(of_month)) == (True, "")
    Clinician.objects.filter(pk=reader.pk).update(hears_monthly=False)
    assert [reason_to_cancel(one) for one in (letter, of_month)] == ["", ""]
    assert letter.to_email == "new@nhs.example"


@pytest.mark.django_db
def test_one_letter_a_week_with_what_fits():
    reader = ClinicianFactory(profession=ProfessionFactory(code="nurse_adult", family="nursing"))
    ClinicianFactory(letters_off=["OPPORTUNITIES"])
    last_week = MONDAY - timedelta(days=3)
    OpportunityFactory(title="For nurses", families=["nursing"], created_at=last_week)
    OpportunityFactory(title="For doctors", families=["medical"], created_at=last_week)
    OpportunityFactory(title="Closed", created_at=last_week, closes_on=date(2026, 11, 22))
    OpportunityFactory(title="Of this week", created_at=MONDAY)
    assert digests.write(at=MONDAY) == 1
    assert digests.write(at=MONDAY + timedelta(days=4)) == 0
    letter = Letter.objects.get(kind="pathways/opportunities")
    assert (letter.to_email, letter.person_ref) == (reader.email, reader.reference)
    assert "For nurses" in letter.body
    assert not {"For doctors", "Closed", "Of this week"} & set(letter.body.replace("- ", "").splitlines())
    assert digests.write(at=MONDAY + timedelta(days=7)) == 1

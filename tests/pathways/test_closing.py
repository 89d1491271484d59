"""Who saved something is told a week and a day before it closes, once each, if they take such letters."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from pathways.actions import closing
from pathways.models import Opportunity, SavedOpportunity
from pathways.rules.opportunities import told_ahead
from talent_register.letters.models import Letter
from talent_register.letters.rechecks import reason_to_cancel
from tests.factories.pathways import ApplicationFactory, OpportunityFactory
from tests.factories.profiles import ClinicianFactory

CLOSES = date(2026, 11, 30)
LONG_AGO = datetime(2026, 10, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("today", "saved_on", "days"),
    [
        (date(2026, 11, 22), date(2026, 10, 1), None),
        (date(2026, 11, 23), date(2026, 10, 1), 7),
        (date(2026, 11, 28), date(2026, 10, 1), 7),
        (date(2026, 11, 29), date(2026, 10, 1), 1),
        (date(2026, 11, 30), date(2026, 10, 1), 1),
        (date(2026, 12, 1), date(2026, 10, 1), None),
        (date(2026, 11, 25), date(2026, 11, 23), None),
        (date(2026, 11, 29), date(2026, 11, 25), 1),
        (date(2026, 11, 29), date(2026, 11, 29), None),
    ],
)
def test_the_latest_day_that_has_come_counts_unless_it_was_saved_since(today, saved_on, days):
    assert told_ahead(closes_on=CLOSES, saved_on=saved_on, today=today) == days


def saved(opportunity, **person):
    made = ClinicianFactory(**person)
    return SavedOpportunity.objects.create(clinician=made, opportunity=opportunity, saved_at=LONG_AGO)


@pytest.mark.django_db
def test_each_day_is_told_once_to_those_who_still_wait_for_it():
    one = OpportunityFactory(title="Chief registrar scheme", closes_on=CLOSES)
    reader = saved(one).clinician
    saved(one, letters_off=["OPPORTUNITIES"])
    saved(OpportunityFactory(closes_on=None))
    ApplicationFactory(clinician=saved(one).clinician, opportunity=one)
    written = [closing.write(at=datetime(2026, 11, day, 9, tzinfo=UTC)) for day in (22, 23, 23, 27, 29, 30)]
    assert written == [0, 1, 0, 0, 1, 0]
    for letter in Letter.objects.all():
        assert (letter.to_email, letter.subject) == (reader.email, "Chief registrar scheme: closes on 30 November 2026")


@pytest.mark.django_db
@pytest.mark.parametrize("happens", ["nothing", "forgotten", "moved", "unwanted", "closed"])
def test_a_letter_that_waited_leaves_only_while_it_is_true(happens):
    today = timezone.localdate()
    made = saved(OpportunityFactory(closes_on=today + timedelta(days=3)))
    assert closing.write(at=timezone.now()) == 1
    if happens == "forgotten":
        made.delete()
    elif happens in ("moved", "closed"):
        Opportunity.objects.update(closes_on=today + timedelta(days=60 if happens == "moved" else -1))
    elif happens == "unwanted":
        made.clinician.letters_off = ["OPPORTUNITIES"]
        made.clinician.save()
    assert bool(reason_to_cancel(Letter.objects.get())) == (happens != "nothing")

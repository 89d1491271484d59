from datetime import UTC, date, datetime

import factory

from tracking.models import (
    AgendaItem,
    ConflictOfInterest,
    Decision,
    FirstRating,
    MeetingMember,
    ReviewMeeting,
    WorkItem,
)

from .accounts import UserFactory
from .organisations import OrganisationFactory
from .profiles import ClinicianFactory
from .talent import GridFactory

LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)


class MeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReviewMeeting

    name = factory.Sequence(lambda n: f"Meeting {n}")
    on = date(2030, 1, 5)
    owner = factory.SubFactory(OrganisationFactory, kind="REGION")
    grid = factory.SubFactory(GridFactory)
    created_at = LONG_AGO

    class Params:
        running = factory.Trait(state="RUNNING", started_at=LONG_AGO)


class MemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MeetingMember

    meeting = factory.SubFactory(MeetingFactory)
    user = factory.SubFactory(UserFactory)


class ItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    clinician = factory.SubFactory(ClinicianFactory)
    position = factory.Sequence(int)


class ConflictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConflictOfInterest

    item = factory.SubFactory(ItemFactory)
    user = factory.SubFactory(UserFactory)
    at = LONG_AGO


class RatingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FirstRating

    item = factory.SubFactory(ItemFactory)
    user = factory.SubFactory(UserFactory)
    readiness = "SOON"
    at = LONG_AGO


class DecisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Decision

    item = factory.SubFactory(ItemFactory)
    outcome = "SUPPORT"
    at = LONG_AGO


class WorkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkItem

    clinician = factory.SubFactory(ClinicianFactory)
    words = "Find a mentor"
    owner = factory.SubFactory(UserFactory)
    due_on = date(2030, 1, 5)
    created_at = LONG_AGO

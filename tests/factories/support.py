from datetime import UTC, date, datetime

import factory

from tracking.models import FirstContact, SupportEvent

from .organisations import OrganisationFactory
from .profiles import ClinicianFactory


class SupportEventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SupportEvent

    clinician = factory.SubFactory(ClinicianFactory)
    kind = "COACHING"
    on = date(2026, 1, 5)
    words = "Four talks with a coach"
    owner = factory.SubFactory(OrganisationFactory, kind="REGION")
    at = datetime(2026, 1, 5, 9, tzinfo=UTC)


class FirstContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FirstContact

    clinician = factory.SubFactory(ClinicianFactory)
    on = date(2026, 1, 5)

from datetime import UTC, date, datetime

import factory

from tracking.models import Nomination, NominationDecision, NominationWindow

from .accounts import UserFactory
from .organisations import OrganisationFactory
from .profiles import ClinicianFactory

LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)


class NominationWindowFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NominationWindow

    name = factory.Sequence(lambda n: f"Window {n}")
    about = "Places on the regional programme"
    opens_on = date(2026, 1, 5)
    closes_on = date(2030, 1, 5)
    owner = factory.SubFactory(OrganisationFactory, kind="REGION")
    created_at = LONG_AGO

    class Params:
        closed = factory.Trait(closes_on=date(2026, 1, 6))


class NominationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Nomination

    window = factory.SubFactory(NominationWindowFactory)
    clinician = factory.SubFactory(ClinicianFactory)
    nominator = factory.SubFactory(UserFactory)
    kinds = ["ADVANCEMENT", "DEVELOPMENT"]
    words = "Chairs the quality board of the whole trust"
    referee_name = "Jordan Referee"
    referee_email = "jordan.referee@nhs.example"
    at = LONG_AGO


class NominationDecisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NominationDecision

    window = factory.SubFactory(NominationWindowFactory)
    clinician = factory.SubFactory(ClinicianFactory)
    kind = "ADVANCEMENT"
    outcome = "SUPPORTED"
    reason = "A clear case"
    proposed_by = factory.SubFactory(UserFactory)
    proposed_at = LONG_AGO

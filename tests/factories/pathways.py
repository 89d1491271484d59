"""Facts of the pathways, and what people do with them."""

from datetime import date

import factory

from pathways.models import (
    Application,
    LicenceEvidence,
    Opportunity,
    Participation,
    Programme,
    RecognitionDecision,
)

from .organisations import OrganisationFactory
from .profiles import LONG_AGO, ClinicianFactory


class LicenceEvidenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LicenceEvidence

    clinician = factory.SubFactory(ClinicianFactory)
    title = "Chaired the safety group"
    created_at = LONG_AGO


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme
        django_get_or_create = ("code",)

    code = "example-fellows"
    name = "Example fellow scheme"
    kind = Programme.Kind.FELLOWSHIP_SCHEME


class ParticipationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Participation

    clinician = factory.SubFactory(ClinicianFactory)
    programme = factory.SubFactory(ProgrammeFactory)
    state = Participation.State.COMPLETED
    created_at = LONG_AGO
    updated_at = LONG_AGO


class OpportunityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Opportunity

    slug = factory.Sequence(lambda n: f"opportunity-{n}")
    title = factory.Sequence(lambda n: f"Opportunity {n}")
    kind = Opportunity.Kind.INTAKE
    organisation = factory.SubFactory(OrganisationFactory)
    created_at = LONG_AGO


class ApplicationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Application

    clinician = factory.SubFactory(ClinicianFactory)
    opportunity = factory.SubFactory(OpportunityFactory)
    statement = "I lead the acute take and would like to lead more."
    applied_at = LONG_AGO


class RecognitionDecisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RecognitionDecision

    programme = factory.SubFactory(ProgrammeFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    counts = "NO"
    reason = "Time out of programme does not count."
    evidence = "Minute of the training committee"
    decided_on = date(2026, 3, 3)
    recorded_at = LONG_AGO

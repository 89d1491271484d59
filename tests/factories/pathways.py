"""Facts of the pathways, and what people do with them."""

import factory

from pathways.models import LicenceEvidence, Participation, Programme

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

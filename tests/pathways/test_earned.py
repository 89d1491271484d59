"""Participations follow what organisations said, also what they said before we knew the programme."""

from datetime import date

import pytest
from django.utils.timezone import now

from pathways.actions import earned
from pathways.models import Participation
from pathways.tasks import look_back
from profiles.models import Recognition
from tests.factories.organisations import OrganisationFactory
from tests.factories.pathways import ParticipationFactory, ProgrammeFactory
from tests.factories.profiles import ClinicianFactory

pytestmark = pytest.mark.django_db


def said(name, **more):
    """What a college says of a new person."""
    return Recognition.objects.create(
        clinician=ClinicianFactory(),
        organisation=OrganisationFactory(kind="COLLEGE"),
        kind="COMPLETION",
        name=name,
        **{"outcome": "COMPLETED", "given_on": date(2025, 8, 31), **more},
        as_at=date(2025, 9, 1),
        created_at=now(),
        updated_at=now(),
    )


def test_a_catalogue_that_grew_looks_back():
    early, unknown = said("Leading for Care scheme"), said("A course of our own")
    assert earned.look_back(at=now()) == 0
    programme = ProgrammeFactory(name="The Leading for Care Scheme")
    look_back()
    made = Participation.objects.get()
    assert (made.clinician, made.programme, made.recognition) == (early.clinician, programme, early.uuid)
    assert (made.state, made.ended_on, made.organisation) == ("COMPLETED", date(2025, 8, 31), early.organisation)
    assert not unknown.clinician.participations.exists()
    assert (earned.look_back(at=now()), Participation.objects.count()) == (0, 1)


def test_looking_back_finishes_a_place_that_is_held():
    programme = ProgrammeFactory(name="Leading for Care")
    one = said("Leading for Care", outcome="WITHDREW")
    place = ParticipationFactory(clinician=one.clinician, programme=programme, state="ON_PROGRAMME")
    others = [said("leading for care") for _n in range(3)]
    assert earned.look_back(at=now(), at_once=2) == 4
    place.refresh_from_db()
    assert (place.state, place.recognition) == ("WITHDRAWN", one.uuid)
    assert {other.uuid for other in others} < set(Participation.objects.values_list("recognition", flat=True))

from datetime import UTC, datetime

import factory

from profiles.models import Clinician, ClinicianState, Post, Profession, Registration, Regulator, Training
from profiles.rules import fold_name

from .accounts import UserFactory
from .organisations import OrganisationFactory, RegionFactory

LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)


class RegulatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Regulator
        django_get_or_create = ("code",)

    code = "gmc"
    name = "General Medical Council"
    short_name = "GMC"
    number_label = "GMC reference number"
    number_pattern = r"^\d{7}$"
    number_hint = "Seven digits"
    number_example = "7654321"
    is_pattern_sure = True
    separates_licence = True


class ProfessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Profession
        django_get_or_create = ("code",)

    code = "doctor"
    name = "Doctor"
    family = "medical"
    regulator = factory.SubFactory(RegulatorFactory)


class ClinicianFactory(factory.django.DjangoModelFactory):
    """A registered person who agreed to be seen by regional and national teams."""

    class Meta:
        model = Clinician

    reference = factory.Sequence(lambda n: f"TEST-{n:04}")
    user = factory.SubFactory(UserFactory)
    state = ClinicianState.REGISTERED
    given_names = factory.Sequence(lambda n: f"Given{n}")
    family_name = factory.Sequence(lambda n: f"Family{n}")
    family_key = factory.LazyAttribute(lambda c: fold_name(c.family_name))
    given_key = factory.LazyAttribute(lambda c: fold_name(c.given_names))
    profession = factory.SubFactory(ProfessionFactory)
    region = factory.SubFactory(RegionFactory, code="south_west", name="South West")
    nation = "ENGLAND"
    shares_with_region = True
    shares_with_nation = True
    shares_with_college = True
    shares_with_recruiters = True
    created_at = LONG_AGO
    updated_at = LONG_AGO
    registered_at = LONG_AGO


class StubFactory(ClinicianFactory):
    """A person whom a college supplied and who has not answered yet."""

    user = None
    state = ClinicianState.STUB
    work_email = factory.Sequence(lambda n: f"stub{n}@nhs.example")
    shares_with_region = False
    shares_with_nation = False
    shares_with_college = False
    shares_with_recruiters = False
    registered_at = None


class RegistrationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Registration

    clinician = factory.SubFactory(ClinicianFactory)
    regulator = factory.SubFactory(RegulatorFactory)
    number = factory.Sequence(lambda n: f"{7000000 + n}")
    number_key = factory.LazyAttribute(lambda r: r.number)
    created_at = LONG_AGO


class TrainingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Training

    clinician = factory.SubFactory(ClinicianFactory)
    organisation = factory.SubFactory(OrganisationFactory, kind="COLLEGE")
    updated_at = LONG_AGO


class PostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Post

    clinician = factory.SubFactory(ClinicianFactory)
    title = "Consultant"
    created_at = LONG_AGO

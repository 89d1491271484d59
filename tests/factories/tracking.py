from datetime import UTC, date, datetime

import factory

from tracking.models import Cohort, CohortMember, YearlyReview

from .organisations import OrganisationFactory
from .profiles import ClinicianFactory


class CohortFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cohort

    name = factory.Sequence(lambda n: f"Cohort {n}")
    slug = factory.Sequence(lambda n: f"cohort-{n}")
    owner = factory.SubFactory(OrganisationFactory, kind="REGION")
    created_at = datetime(2026, 1, 5, 9, tzinfo=UTC)


class CohortMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CohortMember

    cohort = factory.SubFactory(CohortFactory)
    clinician = factory.SubFactory(ClinicianFactory)
    from_date = date(2026, 1, 5)


class YearlyReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = YearlyReview

    clinician = factory.SubFactory(ClinicianFactory)
    due_on = date(2026, 8, 6)

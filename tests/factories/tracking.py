from datetime import UTC, date, datetime

import factory

from pathways.models import Role
from tracking.models import Cohort, CohortMember, LeadershipPost, Tenure, YearlyReview

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


class RoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Role
        django_get_or_create = ("code",)

    code = "medical_director"
    slug = factory.LazyAttribute(lambda role: role.code.replace("_", "-"))
    title = "Medical director"
    stage = "ORGANISATION"
    lane = "PROFESSION"
    tier = 6
    tier_name = "Executive or board"
    families = factory.LazyFunction(lambda: ["medical"])


class LeadershipPostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LeadershipPost

    role = factory.SubFactory(RoleFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    region = factory.LazyAttribute(lambda post: post.organisation.region)
    created_at = datetime(2026, 1, 5, 9, tzinfo=UTC)


class TenureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tenure

    post = factory.SubFactory(LeadershipPostFactory)
    started_on = date(2024, 4, 1)
    recorded_on = date(2024, 4, 1)
    created_at = datetime(2026, 1, 5, 9, tzinfo=UTC)

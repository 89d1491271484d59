from datetime import UTC, date, datetime, timedelta

import factory
from django.utils import timezone

from tracking.models import DiscussionShare, Grid, Reviewer, TalentDiscussion

from .accounts import UserFactory
from .organisations import OrganisationFactory
from .profiles import ClinicianFactory

LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)


class GridFactory(factory.django.DjangoModelFactory):
    """A small grid like the default one."""

    class Meta:
        model = Grid
        django_get_or_create = ("slug",)

    slug = "scope-for-growth"
    name = "Scope for Growth"
    is_on = True
    is_default = True
    down_name = "Impact"
    across_name = "Growth"
    down = [["growing", "Growing", "Still building"], ["strong", "Strong", "Does well"]]
    across = [["depth", "Depth", "Stay"], ["stretch", "Stretch", "Move up"]]
    cells = {"strong/stretch": "A larger project"}


class DiscussionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TalentDiscussion

    clinician = factory.SubFactory(ClinicianFactory)
    owner = factory.SubFactory(OrganisationFactory, kind="REGION")
    grid = factory.SubFactory(GridFactory)
    held_on = date(2026, 1, 5)
    place = "strong/stretch"
    readiness = "SOON"
    evidence = "Chaired the quality board for two years"
    review_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=365))
    show_by = date(2030, 1, 5)
    recorded_at = LONG_AGO


class DiscussionShareFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DiscussionShare

    discussion = factory.SubFactory(DiscussionFactory)
    why = "AT_ONCE"
    at = LONG_AGO


class ReviewerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reviewer

    clinician = factory.SubFactory(ClinicianFactory)
    team = factory.SubFactory(OrganisationFactory, kind="REGION")
    user = factory.SubFactory(UserFactory)
    assigned_at = LONG_AGO

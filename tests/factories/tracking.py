from datetime import UTC, date, datetime

import factory

from pathways.models import Role
from tracking.models import (
    Cohort,
    CohortMember,
    ContactRequest,
    Export,
    LeadershipPost,
    ReportSnapshot,
    SavedView,
    Slate,
    SlateEntry,
    TemplateGift,
    Tenure,
    YearlyReview,
)

from .organisations import OrganisationFactory
from .pathways import PlanTemplateFactory
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


class TemplateGiftFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TemplateGift

    cohort = factory.SubFactory(CohortFactory)
    template = factory.SubFactory(PlanTemplateFactory)
    reason = "Agreed in the talent board"
    given_at = datetime(2026, 1, 5, 9, tzinfo=UTC)


class ExportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Export

    state = Export.State.ASKED
    format = "csv"
    query = "everyone=1"
    columns = factory.LazyFunction(lambda: ["reference"])
    reason = "To prepare the talent board"
    people = 1200
    asked_at = datetime(2026, 1, 5, 9, tzinfo=UTC)


class SavedViewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SavedView

    name = factory.Sequence(lambda n: f"View {n}")
    created_at = datetime(2026, 1, 5, 9, tzinfo=UTC)


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


class ReportSnapshotFactory(factory.django.DjangoModelFactory):
    """A published table on leaders with one hidden figure."""

    class Meta:
        model = ReportSnapshot

    family = "leaders"
    code = "leaders-by-profession"
    as_at = date(2026, 3, 31)
    title = "Professions of leaders, by role"
    method = "Counted by hand."
    table = factory.LazyFunction(
        lambda: {
            "rows": [["all", "All leaders"], ["chief_nurse", "Chief nurse"]],
            "columns": [["all", "All leaders"], ["medical", "Doctors"], ["nursing", "Nursing"]],
            "cells": [["l", "l|p=medical", "l|p=nursing"], ["l|r=n", "", "l|p=nursing|r=n"]],
            "figures": [[150, 90, None], [20, "x", 20]],
        }
    )
    digest = "0" * 64
    state = "PUBLISHED"
    built_at = datetime(2026, 4, 5, 9, tzinfo=UTC)
    published_at = datetime(2026, 4, 6, 9, tzinfo=UTC)


class SlateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Slate

    name = factory.Sequence(lambda n: f"Slate {n}")
    role = factory.SubFactory(RoleFactory)
    about = "A post for tests"
    owner = factory.SubFactory(OrganisationFactory, kind="REGION")
    created_at = datetime(2026, 1, 5, 9, tzinfo=UTC)


class SlateEntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SlateEntry

    slate = factory.SubFactory(SlateFactory)
    clinician = factory.SubFactory(ClinicianFactory)
    added_at = datetime(2026, 1, 5, 9, tzinfo=UTC)


class ContactRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContactRequest

    entry = factory.SubFactory(SlateEntryFactory)
    sent_at = datetime(2026, 1, 5, 9, tzinfo=UTC)

"""Facts of the pathways, and what people do with them."""

from datetime import date
from uuid import uuid4

import factory

from pathways.models import (
    Application,
    Competency,
    ContentChange,
    Evidence,
    FeedbackRater,
    FeedbackReply,
    FeedbackRound,
    Framework,
    Goal,
    Level,
    LicenceEvidence,
    MentorOffer,
    MentorRequest,
    Opportunity,
    Participation,
    PlanAction,
    PlanShare,
    PlanTemplate,
    Programme,
    RecognitionDecision,
    Requirement,
    SelfAssessment,
    SharedTitle,
    SuggestedStep,
    TemplateStep,
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


class FrameworkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Framework
        django_get_or_create = ("code", "version")

    code = "register"
    version = "1"
    name = "Leading in clinical careers"
    publisher = "This register"
    status = Framework.Status.CURRENT
    is_for_self_assessment = True


class CompetencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Competency

    framework = factory.SubFactory(FrameworkFactory)
    code = factory.Sequence(lambda n: f"skill-{n}")
    kind = "competency"
    title = factory.Sequence(lambda n: f"Skill {n}")
    position = factory.Sequence(lambda n: n)


class LevelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Level

    framework = factory.SubFactory(FrameworkFactory)
    code = factory.Sequence(lambda n: f"level-{n}")
    name = factory.Sequence(lambda n: f"Level {n}")
    rank = factory.Sequence(lambda n: n + 1)


class RequirementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Requirement

    code = factory.Sequence(lambda n: f"need-{n}")
    kind = Requirement.Kind.EXPERIENCE
    strength = Requirement.Strength.MUST
    words = "Registration with your regulator"
    rule = "registration"
    basis = "Contract"
    steps = factory.LazyFunction(lambda: [{"kind": "JOB", "words": "Keep your registration"}])


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal

    clinician = factory.SubFactory(ClinicianFactory)
    horizon = Goal.Horizon.THREE
    chosen_on = LONG_AGO.date()


class SelfAssessmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SelfAssessment

    clinician = factory.SubFactory(ClinicianFactory)
    framework = factory.SubFactory(FrameworkFactory)
    started_on = LONG_AGO.date()


class FeedbackRoundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FeedbackRound

    clinician = factory.SubFactory(ClinicianFactory)
    assessment = factory.SubFactory(SelfAssessmentFactory, clinician=factory.SelfAttribute("..clinician"))
    framework = factory.SelfAttribute("assessment.framework")
    smallest_group = 3
    begun_at = LONG_AGO
    closes_on = date(2099, 1, 1)


class FeedbackRaterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FeedbackRater

    round = factory.SubFactory(FeedbackRoundFactory)
    group = "PEERS"
    email = factory.Sequence(lambda n: f"rater-{n}@example.org")
    token_hash = factory.Sequence(lambda n: f"{n:064}")
    asked_on = LONG_AGO.date()


class FeedbackReplyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FeedbackReply

    rater = factory.SubFactory(FeedbackRaterFactory, answered_on=LONG_AGO.date())


class EvidenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Evidence

    clinician = factory.SubFactory(ClinicianFactory)
    title = "Clinic redesign"
    created_at = LONG_AGO


class PlanActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanAction

    clinician = factory.SubFactory(ClinicianFactory)
    words = "Shadow a board meeting"
    kind = PlanAction.Kind.JOB
    created_at = LONG_AGO


class PlanShareFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanShare

    clinician = factory.SubFactory(ClinicianFactory)
    token_hash = factory.Sequence(lambda n: f"{n:064}")
    to_email = "reader@example.org"
    created_at = LONG_AGO
    expires_on = date(2099, 1, 1)


class ContentChangeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContentChange

    kind = "programme"
    title = "Example fellow scheme"
    batch = factory.LazyFunction(uuid4)
    before = {"name": "Example fellow scheme"}
    after = {"name": "Example scheme"}
    why = "Shorter"
    state = ContentChange.State.WAITING
    drafted_at = LONG_AGO


class MentorOfferFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MentorOffer

    clinician = factory.SubFactory(ClinicianFactory)
    kind = MentorOffer.Kind.MENTOR
    capacity = 1
    updated_at = LONG_AGO


class MentorRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MentorRequest

    clinician = factory.SubFactory(ClinicianFactory)
    offer = factory.SubFactory(MentorOfferFactory)
    choice = 1
    message = "I would like to learn about money."
    asked_at = LONG_AGO


class PlanTemplateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanTemplate

    title = "First steps to a board role"
    owner = factory.SubFactory(OrganisationFactory, kind="REGION")
    state = PlanTemplate.State.PUBLISHED
    created_at = LONG_AGO


class TemplateStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TemplateStep

    template = factory.SubFactory(PlanTemplateFactory)
    words = factory.Sequence(lambda n: f"Sit in on meeting {n} of a board")
    kind = PlanAction.Kind.OTHERS
    weeks = 12


class SuggestedStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SuggestedStep

    clinician = factory.SubFactory(ClinicianFactory)
    step = factory.SubFactory(TemplateStepFactory)
    owner = factory.SelfAttribute("step.template.owner")
    suggested_on = LONG_AGO.date()


class SharedTitleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SharedTitle
        django_get_or_create = ("slug",)

    slug = "chief"
    title = "Chief"

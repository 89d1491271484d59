"""Steps that the national team of the demo suggests to a cohort, and to the person who logs in."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from pathways.models import PlanTemplate, Requirement, SuggestedStep, TemplateStep
from profiles.models import Clinician
from talent_register.accounts.models import User
from tracking.models import Cohort, TemplateGift

from . import bulk

STEPS = (
    ("Sit in on a public board meeting, and write down one question you would ask", "OTHERS", 8, "A page of notes"),
    ("Read your trust's last annual report with somebody from finance", "OTHERS", 12, "You can say what drives cost"),
    ("Lead one piece of work that crosses two services", "JOB", 26, "A short report of what changed"),
)


def add(users: dict[str, User], record: Clinician, random: Random) -> None:
    lead, now = users["national.lead@demo.example"], timezone.now()
    cohort = Cohort.objects.open().filter(created_by=lead).select_related("owner").order_by("pk").first()
    if cohort is None:
        return
    template = PlanTemplate.objects.create(
        owner=cohort.owner,
        title="First steps to a board role",
        about="What directors told us that they wish they had done sooner.",
        state=PlanTemplate.State.PUBLISHED,
        created_by=lead,
        created_at=now - timedelta(days=40),
        published_at=now - timedelta(days=38),
    )
    need = Requirement.objects.in_use().filter(role__code="medical_director", strength="USUALLY").first()
    steps = [
        TemplateStep.objects.create(
            template=template,
            words=words,
            kind=kind,
            weeks=weeks,
            measure=measure,
            requirement=need if n == 2 else None,
        )
        for n, (words, kind, weeks, measure) in enumerate(STEPS)
    ]
    TemplateGift.objects.create(
        cohort=cohort, template=template, reason="Agreed in the talent board", given_by=lead, given_at=now
    )
    members = Clinician.objects.registered().filter(pk__in=cohort.members.now().values("clinician")).order_by("pk")
    day = timezone.localdate() - timedelta(days=20)
    rows = []
    for person in [record, *members.exclude(pk=record.pk)]:
        for step in steps:
            answer = "WAITING" if person == record else random.choice(["WAITING", "ADDED", "ADDED", "DECLINED"])
            answered_on = None if answer == "WAITING" else day + timedelta(days=5)
            suggested = {"clinician": person, "step": step, "owner": cohort.owner, "suggested_on": day}
            rows.append(SuggestedStep(**suggested, answer=answer, answered_on=answered_on))
    bulk.copy(rows)

"""Meetings, nominations, support and cohort rules in the small world, and the examples of their addresses."""

from tests.factories.meetings import ItemFactory, MeetingFactory, MemberFactory, WorkFactory
from tests.factories.nominations import NominationFactory, NominationWindowFactory
from tests.factories.pathways import PlanShareFactory, PlanTemplateFactory, SuggestedStepFactory, TemplateStepFactory
from tests.factories.support import SupportEventFactory
from tests.factories.tracking import TemplateGiftFactory

PROGRAMME = {"regional_lead", "national_lead"}


def things(world) -> dict:
    """A meeting of the South West that talks about somebody who shares; the regional lead has an action."""
    lead = world.users["regional_lead"]
    meeting = MeetingFactory(owner=world.places["south"], running=True)
    MemberFactory(meeting=meeting, user=lead)
    item = ItemFactory(meeting=meeting, clinician=world.people["sharing"])
    ItemFactory(meeting=MeetingFactory(owner=world.places["north"]), clinician=world.people["northern"])
    work = WorkFactory(clinician=item.clinician, item=item, owner=lead)
    PlanShareFactory(clinician=item.clinician, to_email=lead.email)
    SupportEventFactory(clinician=item.clinician, owner=meeting.owner)
    window = NominationWindowFactory(owner=meeting.owner)
    NominationFactory(window=window, clinician=item.clinician, nominator=lead)
    template = PlanTemplateFactory(owner=meeting.owner)
    SuggestedStepFactory(clinician=item.clinician, step=TemplateStepFactory(template=template))
    TemplateGiftFactory(cohort=world.things["cohort"], template=template, given_by=lead)
    draft = TemplateStepFactory(template__owner=meeting.owner, template__state="DRAFT")
    return {"meeting": meeting, "work": work, "window": window, "template": template, "draft": draft}


def former_member(world) -> dict:
    return {"slug": "south-west", "uuid": world.users["former_lead"].memberships.get().uuid}


def examples(example, words, thing) -> dict:
    meeting, person = example(thing("meeting"), PROGRAMME), example(thing("meeting", "sharing"), PROGRAMME)
    return {
        **{f"meeting-{page}": meeting for page in ("change", "conflicts", "ratings", "minutes")},
        "meeting": meeting,
        "meeting-step": example(lambda world: {**thing("meeting")(world), "step": "finish"}, PROGRAMME),
        **{f"meeting-{page}": person for page in ("person", "arrange", "tell")},
        "person-goal": example(
            lambda world: {"reference": world.people["sharing"].reference, "slug": world.things["goal"].role.slug},
            PROGRAMME,
        ),
        "person-plan": example(lambda world: {"reference": world.people["sharing"].reference}, {"regional_lead"}),
        "person-feedback": example(lambda world: {"reference": world.people["sharing"].reference}, PROGRAMME),
        "person-support": example(lambda world: {"reference": world.people["sharing"].reference}, PROGRAMME),
        "nomination-window": example(thing("window"), PROGRAMME),
        **{
            f"nomination-{page}": example(thing("window", "sharing"), PROGRAMME)
            for page in ("person", "nominate", "confirm")
        },
        "nomination-withdraw": example(thing("window", "sharing"), {"regional_lead"}),
        "person-nominate": example(lambda world: {"reference": world.people["sharing"].reference}, PROGRAMME),
        "own-nomination": example(thing("window"), {"clinician"}),
        **{
            f"cohort-{page}": example(words(slug="southern-cohort"), PROGRAMME)
            for page in ("changes", "rule-take-over", "rule-end")
        },
        "membership-hand-over": example(former_member, PROGRAMME),
        **dict.fromkeys(
            ("plan-template", "plan-template-renew", "plan-template-withdraw"), example(thing("template"), PROGRAMME)
        ),
        "plan-template-publish": example(lambda world: {"uuid": world.things["draft"].template.uuid}, PROGRAMME),
        "plan-template-step-remove": example(
            lambda world: {"uuid": world.things["draft"].template.uuid, "pk": world.things["draft"].pk}, PROGRAMME
        ),
        "cohort-gifts": example(words(slug="southern-cohort"), PROGRAMME),
        "cohort-give": example(
            lambda world: {"slug": "southern-cohort", "uuid": world.things["template"].uuid}, PROGRAMME
        ),
        "reminder-change": example(words(kind="REVIEW_ON_DAY"), {"national_lead"}),
        "work-done": example(thing("work"), {"regional_lead"}),
    }

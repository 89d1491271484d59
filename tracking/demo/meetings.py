"""A review meeting that is over, one to come, and a window for nominations, in the South West."""

from datetime import date, timedelta

from django.utils import timezone

from profiles.models import Clinician
from talent_register.accounts.access import roles_of
from talent_register.accounts.models import User
from tracking.actions import decisions, meetings, nominations
from tracking.models import AgendaItem, Decision, Grid, ReviewMeeting

OVER = (
    (Decision.Outcome.SUPPORT, "A coach, and a look at the budget of a neighbouring service."),
    (Decision.Outcome.FORWARD, "To be put forward for the spring programme."),
    (Decision.Outcome.AS_NOW, "Doing well. To be asked again in half a year."),
)
WHY = (
    "Has led two services through a hard winter and kept both teams.",
    "Chairs the regional network; colleagues from four trusts ask for her view.",
)


def add(users: dict[str, User], record: Clinician, today: date) -> None:
    """Run by the regional lead, with the national lead as the second member."""
    lead, second = users["regional.lead@demo.example"], users["national.lead@demo.example"]
    grid = Grid.objects.default()
    if grid is None:
        return
    now, team = timezone.now(), roles_of(lead)[0][1].organisation
    seen = Clinician.objects.visible_to(lead).filter(next_step="STEP_UP").exclude(pk=record.pk).order_by("reference")
    chosen = list(seen.values_list("pk", flat=True)[:9])
    plan = {"is_blind": False, "grid": grid, "owner": team, "members": [lead, second], "by": lead, "at": now}
    over = meetings.plan_with_people(
        name="South West leaders, autumn",
        on=today,
        papers="",
        people=Clinician.objects.filter(pk__in=[record.pk, *chosen[:2]]),
        **plan,
    )
    meetings.become(meeting=over, state=ReviewMeeting.State.RUNNING, by=lead, at=now)
    for item, (outcome, words) in zip(AgendaItem.objects.filter(meeting=over), OVER, strict=False):
        decisions.decide(item=item, verdict=decisions.Verdict(outcome=outcome, words=words), by=lead, at=now)
    meetings.become(meeting=over, state=ReviewMeeting.State.FINISHED, by=lead, at=now)
    meetings.plan_with_people(
        name="South West leaders, winter",
        on=today + timedelta(days=21),
        papers="The workforce plan of the region, and the posts that fall free by summer.",
        people=Clinician.objects.filter(pk__in=chosen[2:]),
        **plan,
    )
    window = nominations.open_window(
        name="Regional nominations",
        about="For a bigger role, a sideways move or development in the year to come.",
        opens_on=today,
        closes_on=today + timedelta(days=42),
        owner=team,
        by=lead,
        at=now,
    )
    for person, words in zip(Clinician.objects.filter(pk__in=[record.pk, *chosen[:1]]), WHY, strict=False):
        case = nominations.Case(["ADVANCEMENT", "DEVELOPMENT"], words, "Robin Referee", "robin.referee@nhs.example")
        nominations.nominate(window=window, clinician=person, case=case, by=lead, at=now)

"""What programme teams have said of the made-up people: talent discussions, some of them answered."""

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from profiles.models import Clinician
from talent_register.accounts.access import roles_of
from talent_register.accounts.models import User
from tracking.models import Cohort, DiscussionComment, DiscussionShare, Grid, TalentDiscussion

from . import bulk

EVIDENCE = (
    "Led the winter plan for the whole site and kept the waiting list under its limit.",
    "Chairs the quality board; two colleagues say that people speak up since then.",
    "Brought three teams together for one pathway, and it runs a year later without them.",
    "Took over a service in difficulty and has published its results every month.",
    "Supports four trainees, and wrote the induction that two other trusts now use.",
    "Stood in for the director for five months and asked for feedback from the board.",
)
THEY_SAID = (
    "I would like to lead beyond my own service, but not before my daughter changes school.",
    "I enjoy the work with people most. The budget is where I need help.",
    "I am ready for a board role and would move for it.",
    "I am not sure yet. I would like to try a secondment first.",
)
WE_SAID = (
    "You do more already than you give yourself credit for.",
    "We would like to see you take on a budget first.",
    "You are ready. We should put you in touch with a director elsewhere.",
    "A secondment would show you and us what fits.",
)
AGREED = (
    "A mentor from another trust, and a look at the regional programme in spring.",
    "A half-year project with its own budget.",
    "To be put forward for the next board development programme.",
    "To talk again in half a year.",
)
ANSWERS = (
    ("Thank you. This is fair, and the budget part helps me most.", False),
    ("I see my readiness differently: I have already held a budget of this size.", True),
)
READINESS = ("NOW", "SOON", "SOON", "LATER", "EXPLORING")
TEAMS = ("regional.lead@demo.example", "national.lead@demo.example")


def add_discussions(users: dict[str, User], record: Clinician, random: Random, today: date) -> None:
    """Most people in cohorts have been talked about; the person of the demo too, and can read it."""
    grid = Grid.objects.default()
    if grid is None:
        return
    said = [_said(record, users[TEAMS[0]], grid, random, today, days_ago=40)]
    for email in TEAMS:
        user = users[email]
        owned = Cohort.objects.filter(owner=_team(user), closed_at__isnull=True)
        people = Clinician.objects.visible_to(user).filter(cohort_places__cohort__in=owned).exclude(pk=record.pk)
        for person in people.distinct().order_by("reference"):
            if random.random() < 0.75:
                said.append(_said(person, user, grid, random, today, days_ago=random.randint(2, 300)))
    bulk.copy(said)
    shares = [_share(one) for one in said if (today - one.held_on).days >= 14]
    bulk.copy(shares)
    bulk.copy([_answer(share, random) for share in shares if random.random() < 0.3])


def _said(person: Clinician, user: User, grid: Grid, random: Random, today: date, *, days_ago: int) -> TalentDiscussion:
    held_on = today - timedelta(days=days_ago)
    which = random.randrange(4)
    agreed = random.choice(grid.places())
    return TalentDiscussion(
        clinician=person,
        owner=_team(user),
        grid=grid,
        held_on=held_on,
        place=agreed,
        they_place=random.choice([agreed, agreed, random.choice(grid.places())]),
        we_place=agreed,
        they_said=THEY_SAID[which],
        we_said=WE_SAID[which],
        agreed=random.choice(AGREED),
        readiness=random.choice(READINESS),
        evidence=random.choice(EVIDENCE),
        review_on=held_on + timedelta(days=random.choice([182, 274, 365])),
        show_by=held_on + timedelta(days=28),
        recorded_by=user,
        recorded_at=timezone.now() - timedelta(days=days_ago),
    )


def _share(said: TalentDiscussion) -> DiscussionShare:
    at = said.recorded_at + timedelta(days=7)
    return DiscussionShare(discussion=said, why=DiscussionShare.Why.TALKED, at=at)


def _answer(share: DiscussionShare, random: Random) -> DiscussionComment:
    words, is_dissent = random.choice(ANSWERS)
    at = share.at + timedelta(days=3)
    return DiscussionComment(discussion=share.discussion, words=words, is_dissent=is_dissent, at=at)


def _team(user: User):
    return roles_of(user)[0][1].organisation

"""What staff keep for their team, for when they leave it: saved searches, actions and seats in meetings."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from talent_register.accounts.models import User
from talent_register.organisations.models import Organisation
from tracking.models import MeetingMember, ReviewMeeting, SavedView, WorkItem


class Searches:
    """Saved searches of the team. A name that the colleague has already gets the leaver's name behind it."""

    words = _("Saved searches")

    def _of(self, user: User, organisation: Organisation) -> QuerySet[SavedView]:
        return SavedView.objects.own(user).filter(team=organisation)

    def count(self, *, user: User, organisation: Organisation) -> int:
        return self._of(user, organisation).count()

    def hand_over(self, *, user: User, to: User, organisation: Organisation, at: datetime) -> int:
        taken = {view.name.lower() for view in SavedView.objects.own(to)}
        views = list(self._of(user, organisation).select_for_update())
        for view in views:
            view.owner, view.name = to, _free_name(view.name, str(user), taken)
            taken.add(view.name.lower())
            view.save(update_fields=["owner", "name"])
        return len(views)


def _free_name(name: str, leaver: str, taken: set[str]) -> str:
    """The name itself, else with the leaver's name behind it, else with a number, never longer than the column."""
    longest = SavedView._meta.get_field("name").max_length or 60
    free, number = name, 1
    while free.lower() in taken:
        behind = f" ({leaver})" if number == 1 else f" ({leaver} {number})"
        free = name[: max(longest - len(behind), 0)] + behind[:longest]
        number += 1
    return free


class Actions:
    """Actions that are not done, of the team's meetings or of none."""

    words = _("Open actions")

    def _of(self, user: User, organisation: Organisation) -> QuerySet[WorkItem]:
        open_ones = WorkItem.objects.of(user).open()
        return open_ones.filter(item__isnull=True) | open_ones.filter(item__meeting__owner=organisation)

    def count(self, *, user: User, organisation: Organisation) -> int:
        return self._of(user, organisation).count()

    def hand_over(self, *, user: User, to: User, organisation: Organisation, at: datetime) -> int:
        return WorkItem.objects.filter(pk__in=list(self._of(user, organisation).values_list("pk", flat=True))).update(
            owner=to
        )


class Seats:
    """Seats in meetings of the team that are still ahead."""

    words = _("Seats in meetings to come")

    def _of(self, user: User, organisation: Organisation) -> QuerySet[MeetingMember]:
        ahead = ReviewMeeting.objects.ahead().filter(owner=organisation)
        return MeetingMember.objects.filter(user=user, meeting__in=ahead)

    def count(self, *, user: User, organisation: Organisation) -> int:
        return self._of(user, organisation).count()

    def hand_over(self, *, user: User, to: User, organisation: Organisation, at: datetime) -> int:
        seats = list(self._of(user, organisation))
        new = [MeetingMember(meeting_id=seat.meeting_id, user=to) for seat in seats]
        MeetingMember.objects.bulk_create(new, ignore_conflicts=True)
        MeetingMember.objects.filter(pk__in=[seat.pk for seat in seats]).delete()
        return len(seats)


SEARCHES, ACTIONS, SEATS = Searches(), Actions(), Seats()

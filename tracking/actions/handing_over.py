"""What staff keep for their team, for when they leave it: saved searches, actions, seats in meetings, discussions."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from talent_register.accounts.models import User
from talent_register.organisations.models import Organisation
from tracking.models import MeetingMember, Reviewer, ReviewMeeting, SavedView, WorkItem

from . import reviewers, saved_views


class Searches:
    """Searches that the team shares. Those that nobody shared end with the leaver."""

    words = _("Saved searches shared with the team")

    def count(self, *, user: User, organisation: Organisation) -> int:
        return SavedView.objects.own(user).filter(team=organisation, is_shared=True).count()

    def keepers(self, *, organisation: Organisation) -> set[int]:
        return set(SavedView.objects.filter(team=organisation, is_shared=True).values_list("owner", flat=True))

    def hand_over(self, *, user: User, to: User, organisation: Organisation, by: User, at: datetime) -> int:
        return saved_views.hand_over(leaver=user, to=to, team=organisation, by=by)


class Actions:
    """Actions that are not done, of the team's meetings or of none."""

    words = _("Open actions")

    def _of(self, user: User, organisation: Organisation) -> QuerySet[WorkItem]:
        open_ones = WorkItem.objects.of(user).open()
        return open_ones.filter(item__isnull=True) | open_ones.filter(item__meeting__owner=organisation)

    def count(self, *, user: User, organisation: Organisation) -> int:
        return self._of(user, organisation).count()

    def keepers(self, *, organisation: Organisation) -> set[int]:
        """Those of meetings alone: an action of none belongs to no team, and goes with the role when that is ended."""
        found = WorkItem.objects.open().filter(item__meeting__owner=organisation)
        return set(found.values_list("owner", flat=True)) - {None}

    def hand_over(self, *, user: User, to: User, organisation: Organisation, by: User, at: datetime) -> int:
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

    def keepers(self, *, organisation: Organisation) -> set[int]:
        ahead = ReviewMeeting.objects.ahead().filter(owner=organisation)
        return set(MeetingMember.objects.filter(meeting__in=ahead).values_list("user", flat=True))

    def hand_over(self, *, user: User, to: User, organisation: Organisation, by: User, at: datetime) -> int:
        seats = list(self._of(user, organisation))
        new = [MeetingMember(meeting_id=seat.meeting_id, user=to) for seat in seats]
        MeetingMember.objects.bulk_create(new, ignore_conflicts=True)
        MeetingMember.objects.filter(pk__in=[seat.pk for seat in seats]).delete()
        return len(seats)


class Discussions:
    """Talent discussions that they were to hold. Those with people whom the colleague may not see end."""

    words = _("Talent discussions to hold")

    def count(self, *, user: User, organisation: Organisation) -> int:
        return Reviewer.objects.open().filter(user=user, team=organisation).count()

    def keepers(self, *, organisation: Organisation) -> set[int]:
        return set(Reviewer.objects.open().filter(team=organisation).values_list("user", flat=True)) - {None}

    def hand_over(self, *, user: User, to: User, organisation: Organisation, by: User, at: datetime) -> int:
        return reviewers.hand_over(user=user, to=to, team=organisation, by=by, at=at)


SEARCHES, ACTIONS, SEATS, DISCUSSIONS = Searches(), Actions(), Seats(), Discussions()

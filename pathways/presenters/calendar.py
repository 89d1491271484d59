"""Days of a plan, of saved opportunities and of a licence, for calendar files and feeds."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pathways.access import own_registrations
from pathways.models import SavedOpportunity
from profiles.models import Clinician
from talent_register.common.ical import Entry, calendar
from talent_register.common.templatetags.facts import one_trust
from talent_register.common.trust import Trust

from .own_licence import Held, held_of


def calendar_of(clinician: Clinician, *, at: datetime, host: str, hides_titles: bool = False) -> str:
    """The plan as a file: every open action that has a day."""
    hidden = _("Leadership plan action") if hides_titles else ""
    return calendar(plan_entries(clinician), at=at, host=host, hidden=hidden)


def plan_entries(clinician: Clinician) -> list[Entry]:
    actions = clinician.plan_actions.open().by_date().exclude(due_on=None)
    return [Entry(f"action-{action.uuid}", action.due_on, action.words, action.sequence) for action in actions]


def opportunity_entries(clinician: Clinician) -> list[Entry]:
    """When saved opportunities close."""
    saved = SavedOpportunity.objects.filter(clinician=clinician, opportunity__closes_on__gte=localdate())
    return [
        Entry(
            f"opportunity-{one.opportunity_id}",
            one.opportunity.closes_on,
            _("Closes: %(title)s") % {"title": one.opportunity.title},
        )
        for one in saved.select_related("opportunity")
    ]


def licence_entries(clinician: Clinician) -> list[Entry]:
    """The next date of each licence, where the person told us enough to know it."""
    user, today = clinician.user, localdate()
    held = [held_of(registration, [], user, today) for registration in own_registrations(user)]
    return [Entry(f"licence-{one.registration.pk}", one.next_on, _licence_words(one)) for one in held if one.next_on]


def _licence_words(held: Held) -> str:
    """Who calls on that day; where it follows from what nobody checked, that too."""
    words = {"regulator": held.registration.regulator.short_name}
    if held.due_facts and one_trust(held.due_facts) is not Trust.CHECKED:
        return _("Licence: %(regulator)s (day not yet checked)") % words
    return _("Licence: %(regulator)s") % words

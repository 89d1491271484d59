"""What stands in the header's menu, as data. A page that does not exist yet is left out, not a crash.

Upper storeys are named by URL name only. `needs` is a word of `can`; staff see their work first.
"""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """One link: the page's URL name, its words, and the permission without which it is not shown."""

    page: str
    words: Promise | str
    needs: str = ""


STAFF = (
    Entry("staff-home", _("Home"), "staff_home"),
    Entry("college-home", _("Home"), "trainee_view"),
    Entry("people", _("People"), "people_search"),
    Entry("saved-view-list", _("Saved views"), "people_search"),
    Entry("cohort-list", _("Cohorts"), "cohort_view"),
    Entry("meeting-list", _("Review meetings"), "discussion_view"),
    Entry("nomination-list", _("Nominations"), "discussion_view"),
    Entry("work-list", _("My work"), "discussion_view"),
    Entry("pipeline-list", _("Pipeline"), "pipeline_view"),
    Entry("reminder-list", _("Reminders"), "reminder_view"),
    Entry("report-list", _("Reports"), "report_view"),
    Entry("export-list", _("Exports"), "people_export"),
    Entry("import-list", _("Imports"), "import_view"),
    Entry("trainee-list", _("Trainees"), "trainee_view"),
    Entry("recognition-home", _("Recognition"), "trainee_view"),
    Entry("application-list", _("Applications"), "programme_run"),
    Entry("claim-list", _("Records to look at"), "claim_support"),
    Entry("merge-list", _("Two records of one person"), "record_merge"),
    Entry("rights-request-list", _("Data requests"), "rights_support"),
    Entry("registration-check-list", _("Numbers to check"), "registration_verify"),
    Entry("content", _("Content"), "content_edit"),
    Entry("retention", _("What we let go"), "retention_view"),
    Entry("letter-list", _("Letters"), "letter_view"),
    Entry("audit-event-list", _("Audit"), "audit_view"),
    Entry("access-review", _("Access"), "access_view"),
    Entry("pathways", _("Career pathways")),
    Entry("role-list", _("Roles")),
)
CLINICIAN = (
    Entry("home", _("My profile"), "own_record"),
    Entry("goal-list", _("My goals"), "own_record"),
    Entry("plan", _("My plan"), "own_record"),
    Entry("clinician-visibility", _("Who can see it"), "own_record"),
    Entry("own-licence", _("My licence"), "own_record"),
    Entry("pathways", _("Career pathways")),
    Entry("role-list", _("Roles")),
    Entry("opportunity-list", _("Opportunities")),
    Entry("mentor-list", _("Mentors"), "own_record"),
    Entry("pay", _("Pay")),
)
FOOTER = (
    Entry("statistics", _("Statistics")),
    Entry("help", _("Help")),
    Entry("accessibility", _("Accessibility statement")),
    Entry("privacy", _("Privacy")),
    Entry("cookies", _("Cookies")),
    Entry("terms", _("Terms of use")),
)


def address(page: str) -> str:
    """The address of a named page, or nothing where no such page is installed."""
    try:
        return reverse(page)
    except NoReverseMatch:
        return ""


def links(entries, can: dict, path: str) -> list[dict]:
    """The entries that may be shown, each with its address and whether the reader is in that part."""
    shown = [(e, address(e.page)) for e in entries if not e.needs or can.get(e.needs)]
    shown = [(entry, href) for entry, href in shown if href]
    here = max((href for _entry, href in shown if path.startswith(href)), key=len, default="")
    return [
        {"words": entry.words, "href": href, "current": ("page" if href == path else "true") if href == here else ""}
        for entry, href in shown
    ]


def menu(can: dict) -> tuple[Entry, ...]:
    """Staff see their work; everybody else sees what is theirs."""
    theirs = [entry for entry in STAFF if entry.needs and can.get(entry.needs)]
    return STAFF if theirs else CLINICIAN

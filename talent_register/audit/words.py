"""What each event is called for people. An event without an entry is told by its own name: app.noun_past."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SENTENCES: dict[str, Promise | str] = {
    "accounts.invitation_accepted": gettext_lazy("Accepted an invitation"),
    "accounts.invitation_sent": gettext_lazy("Invited a colleague"),
    "accounts.invitation_withdrawn": gettext_lazy("Withdrew an invitation"),
    "accounts.log_in_refused": gettext_lazy("Was refused at log-in"),
    "accounts.logged_in": gettext_lazy("Logged in"),
    "accounts.logged_out": gettext_lazy("Logged out"),
    "accounts.membership_begun": gettext_lazy("Gave somebody a role"),
    "accounts.membership_ended": gettext_lazy("Ended somebody’s role"),
    "accounts.signed_up": gettext_lazy("Created an account"),
    "audit.events_read": gettext_lazy("Read what was done"),
    "audit.event_read": gettext_lazy("Opened one event"),
    "audit.history_forgotten": gettext_lazy("Erased what the change history said"),
    "audit.row_history_read": gettext_lazy("Read when a record changed"),
    "audit.row_values_read": gettext_lazy("Read what a record said before"),
    "audit.views_read": gettext_lazy("Read who was seen by whom"),
    "imports.file_refused": gettext_lazy("Had a file refused"),
    "imports.file_uploaded": gettext_lazy("Uploaded a file"),
    "imports.imports_purged": gettext_lazy("Cleared old imports"),
    "imports.rows_mended": gettext_lazy("Uploaded rows of a list again"),
    "imports.run_applied": gettext_lazy("Imported a list"),
    "imports.run_approved": gettext_lazy("Approved an import"),
    "imports.run_cancelled": gettext_lazy("Cancelled an import"),
    "imports.run_failed": gettext_lazy("Had an import fail"),
    "imports.run_retried": gettext_lazy("Started an import again"),
    "imports.run_undone": gettext_lazy("Undid an import"),
    "letters.letter_cancelled": gettext_lazy("Cancelled a letter"),
    "letters.letter_opened": gettext_lazy("Opened a letter’s facts"),
    "letters.letter_retried": gettext_lazy("Sent a letter again"),
    "letters.purpose_resumed": gettext_lazy("Asked for a kind of email again"),
    "letters.purpose_stopped": gettext_lazy("Stopped a kind of email"),
    "organisations.organisations_synced": gettext_lazy("Loaded the list of organisations"),
    "pathways.application_decided": gettext_lazy("Gave the outcome of an application"),
    "pathways.application_made": gettext_lazy("Applied for an opportunity"),
    "pathways.application_withdrawn": gettext_lazy("Withdrew an application"),
    "pathways.licence_evidence_changed": gettext_lazy("Changed their licence log"),
    "pathways.licence_evidence_logged": gettext_lazy("Added to their licence log"),
    "pathways.licence_evidence_removed": gettext_lazy("Took something out of their licence log"),
    "pathways.licence_told": gettext_lazy("Told the dates of their licence"),
    "pathways.opportunity_forgotten": gettext_lazy("Forgot an opportunity"),
    "pathways.opportunity_saved": gettext_lazy("Saved an opportunity"),
    "pathways.participation_disputed": gettext_lazy("Disputed a programme or award"),
    "pathways.recognition_decided": gettext_lazy("Recorded whether a programme counts"),
    "pathways.recognition_disputed": gettext_lazy("Disputed a recognition decision"),
    "profiles.claim_proven": gettext_lazy("Proved a supplied record to be theirs"),
    "profiles.claim_questioned": gettext_lazy("Could not prove a supplied record"),
    "profiles.clinician_registered": gettext_lazy("Registered"),
    "profiles.consent_decided": gettext_lazy("Decided who may see them"),
    "profiles.data_copy_asked": gettext_lazy("Asked for a copy of their own data"),
    "profiles.data_downloaded": gettext_lazy("Downloaded their own data"),
    "profiles.extract_applied": gettext_lazy("Loaded a regulator’s extract"),
    "profiles.number_changed": gettext_lazy("Changed their registration"),
    "profiles.number_given": gettext_lazy("Gave a registration number"),
    "profiles.number_removed": gettext_lazy("Took a registration number back"),
    "profiles.number_verified": gettext_lazy("Looked a registration number up"),
    "profiles.departure_asked": gettext_lazy("Asked to leave"),
    "profiles.departure_undone": gettext_lazy("Changed their mind and stayed"),
    "profiles.person_erased": gettext_lazy("Removed who somebody is, after they left"),
    "profiles.recognition_disputed": gettext_lazy("Said that an award or programme is wrong"),
    "profiles.record_declined": gettext_lazy("Declined a supplied record"),
    "profiles.record_expired": gettext_lazy("Erased a supplied record that nobody answered"),
    "profiles.record_restricted": gettext_lazy("Hid their record from everyone"),
    "profiles.restriction_lifted": gettext_lazy("Showed their record again"),
    "profiles.rights_request_extended": gettext_lazy("Took longer to answer a request about data"),
    "profiles.rights_request_made": gettext_lazy("Asked something about their data"),
    "profiles.rights_request_settled": gettext_lazy("Answered a request about data"),
    "profiles.pause_begun": gettext_lazy("Paused their profile"),
    "profiles.pause_ended": gettext_lazy("Came back from a pause"),
    "profiles.section_changed": gettext_lazy("Changed their profile"),
    "profiles.section_item_removed": gettext_lazy("Removed something from their profile"),
    "profiles.section_marked": gettext_lazy("Said whether a section of their profile is finished"),
    "profiles.suggestion_answered": gettext_lazy("Answered a question about their record"),
    "tracking.clock_started": gettext_lazy("Came back from time away"),
    "tracking.clock_stopped": gettext_lazy("Told of time away from work"),
    "tracking.approach_answered": gettext_lazy("Answered a question about a post"),
    "tracking.approach_settled": gettext_lazy("Recorded what became of a conversation about a post"),
    "tracking.cohort_closed": gettext_lazy("Closed a cohort"),
    "tracking.cohort_created": gettext_lazy("Created a cohort"),
    "tracking.cohort_people_added": gettext_lazy("Added people to a cohort"),
    "tracking.cohort_person_removed": gettext_lazy("Removed somebody from a cohort"),
    "tracking.figures_discarded": gettext_lazy("Threw away a draft of figures"),
    "tracking.figures_frozen": gettext_lazy("Prepared figures"),
    "tracking.figures_published": gettext_lazy("Published figures"),
    "tracking.holder_expected_to_leave": gettext_lazy("Recorded when a leader is expected to leave"),
    "tracking.holder_left": gettext_lazy("Recorded that a leader left"),
    "tracking.holder_recorded": gettext_lazy("Recorded who holds a leadership post"),
    "tracking.post_changed": gettext_lazy("Changed a leadership post"),
    "tracking.person_approached": gettext_lazy("Asked somebody about a post, through the relay"),
    "tracking.post_recorded": gettext_lazy("Recorded a leadership post"),
    "tracking.discussion_answered": gettext_lazy("Answered what was said of them"),
    "tracking.discussion_recorded": gettext_lazy("Recorded a talent discussion"),
    "tracking.discussion_shown": gettext_lazy("Showed somebody what was said of them"),
    "tracking.discussions_shown": gettext_lazy("Showed discussions whose day had come"),
    "tracking.slate_closed": gettext_lazy("Closed a slate"),
    "tracking.slate_created": gettext_lazy("Put together a slate"),
    "tracking.slate_person_removed": gettext_lazy("Took somebody off a slate"),
}
VERBS = {"INSERT": gettext_lazy("Added"), "UPDATE": gettext_lazy("Changed"), "DELETE": gettext_lazy("Deleted")}


def sentence(event_type: str) -> str:
    """What somebody did, in words."""
    known = SENTENCES.get(event_type)
    if known:
        return str(known)
    return event_type.partition(".")[2].replace("_", " ").capitalize() or event_type


def who(actor: str, name: str = "") -> str:
    """Who acted, in words."""
    kind, _colon, rest = actor.partition(":")
    known = {
        "": _("Not known"),
        "visitor": _("Somebody not logged in"),
        "job": _("Background job %(name)s") % {"name": rest},
        "shell": _("Command line, %(name)s") % {"name": rest},
    }
    return name or known.get(kind) or actor

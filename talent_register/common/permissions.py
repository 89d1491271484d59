"""Every verb of the register in one list, and the marks that a view carries: @requires, @public or @for_programs.

The words know nobody. Which role holds which word is data in `accounts.roles`; the middleware of `accounts`
refuses a view that carries no mark.
"""

from collections.abc import Callable
from enum import StrEnum


class Permission(StrEnum):
    """What may be done. The value is stored and shown; it never changes once released."""

    OWN_RECORD = "profiles.own_record"
    STAFF_HOME = "tracking.staff_home"
    PEOPLE_SEARCH = "tracking.search_people"
    PEOPLE_EXPORT = "tracking.export_people"
    PERSON_VIEW = "tracking.view_person"
    COHORT_VIEW = "tracking.view_cohort"
    COHORT_EDIT = "tracking.edit_cohort"
    DISCUSSION_VIEW = "tracking.view_discussion"
    DISCUSSION_EDIT = "tracking.edit_discussion"
    DIGEST_CHOOSE = "tracking.choose_digest"
    REMINDER_VIEW = "tracking.view_reminders"
    REMINDER_EDIT = "tracking.edit_reminders"
    PIPELINE_VIEW = "tracking.view_pipeline"
    PIPELINE_EDIT = "tracking.edit_pipeline"
    SLATE_EDIT = "tracking.edit_slates"
    REPORT_PUBLISH = "tracking.publish_reports"
    REPORT_VIEW = "tracking.view_reports"
    PROGRAMME_RUN = "pathways.run_programmes"
    RECOGNITION_RECORD = "pathways.record_recognition"
    CONTENT_EDIT = "pathways.edit_content"
    TRAINEE_VIEW = "profiles.view_trainees"
    CLAIM_SUPPORT = "profiles.support_claims"
    RECORD_MERGE = "profiles.merge_records"
    REGISTRATION_VERIFY = "profiles.verify_registrations"
    RIGHTS_SUPPORT = "profiles.support_rights"
    RETENTION_VIEW = "profiles.view_retention"
    RETENTION_APPROVE = "profiles.approve_retention"
    IMPORT_VIEW = "imports.view_import"
    IMPORT_UPLOAD = "imports.upload_list"
    IMPORT_APPROVE = "imports.approve_import"
    TEAM_VIEW = "accounts.view_team"
    TEAM_INVITE = "accounts.invite_colleague"
    LETTER_VIEW = "letters.view_letters"
    LETTER_RETRY = "letters.retry_letter"
    AUDIT_VIEW = "audit.view_events"
    ACCESS_VIEW = "accounts.view_access"
    TOKEN_MANAGE = "accounts.manage_tokens"  # noqa: S105


class Scope(StrEnum):
    """What a program may do that shows a token of an organisation. Stored; it never changes once released."""

    IMPORTS_WRITE = "imports.write"
    IMPORTS_READ = "imports.read"


def requires(permission: Permission) -> Callable:
    """Mark a view with the permission it needs. The user must be logged in and hold it somewhere."""

    def mark(view: Callable) -> Callable:
        view.requires = permission
        return view

    return mark


def public(why: str) -> Callable:
    """Mark a view that strangers may open, with the reason."""

    def mark(view: Callable) -> Callable:
        view.public = why
        return view

    return mark


def for_programs(scope: Scope, *, to_read: Scope | None = None) -> Callable:
    """Mark a view that only programs open, with the scope that their token needs; `to_read` where looking needs less.

    Sessions count for nothing there, so no form of another site can send anything: the view needs no CSRF token.
    """

    def mark(view: Callable) -> Callable:
        view.token_scope, view.token_scope_to_read = scope, to_read or scope
        view.csrf_exempt = True
        return view

    return mark


def before_second_factor(view: Callable) -> Callable:
    """Mark a view that staff may open before they have enrolled a second factor: where they enrol it."""
    view.before_second_factor = True
    return view


def forgets_unsent(why: str) -> Callable:
    """Mark a view whose form is not kept for its user when the session has ended by the time it is sent."""

    def mark(view: Callable) -> Callable:
        view.forgets_unsent = why
        return view

    return mark

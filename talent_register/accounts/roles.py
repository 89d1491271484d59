"""Roles are plain data: a name, words for people, what the role may do, and how far it reaches.

Shown at /organisations/<slug>/team/ and generated into docs/permissions.md. Knows no model.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talent_register.common.permissions import Permission as P


class Reach(StrEnum):
    """How far a role's permissions reach over people."""

    SELF = "self"
    ORGANISATION = "organisation"
    REGION = "region"
    NATION = "nation"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Role:
    """One role. Nobody invites above their own `rank`; `held_in` are the kinds of organisation that have the role."""

    code: str
    name: Promise | str
    description: Promise | str
    reach: Reach
    permissions: frozenset[P]
    rank: int = 0
    needs_second_factor: bool = True
    invites: frozenset[str] = frozenset()
    held_in: frozenset[str] = frozenset()

    def may_be_held_in(self, kind: str) -> bool:
        """Whether somebody can hold this role in an organisation of a kind (organisations.Organisation.Kind)."""
        return kind in self.held_in


_colleges = frozenset({"COLLEGE", "TRAINING_BODY", "EDUCATION_OFFICE", "OTHER"})
_regions = frozenset({"REGION"})
_nation = frozenset({"NATIONAL"})
_college = {P.IMPORT_VIEW, P.IMPORT_UPLOAD, P.TRAINEE_VIEW, P.TEAM_VIEW, P.TOKEN_MANAGE, P.DIGEST_CHOOSE}
_staff = {
    P.STAFF_HOME,
    P.PEOPLE_SEARCH,
    P.PEOPLE_EXPORT,
    P.PERSON_VIEW,
    P.COHORT_VIEW,
    P.COHORT_EDIT,
    P.PIPELINE_VIEW,
    P.PIPELINE_EDIT,
    P.SLATE_EDIT,
    P.DISCUSSION_VIEW,
    P.DISCUSSION_EDIT,
    P.REMINDER_VIEW,
    P.PROGRAMME_RUN,
    P.TEAM_VIEW,
    P.TEAM_INVITE,
    P.DIGEST_CHOOSE,
    P.IMPORT_VIEW,
    P.IMPORT_UPLOAD,
    P.IMPORT_APPROVE,
    P.TOKEN_MANAGE,
    P.REPORT_VIEW,
}

ROLES = {
    role.code: role
    for role in (
        Role(
            "clinician",
            _("Clinician"),
            _("Keeps their own profile, chooses who sees it, and sees who has looked."),
            Reach.SELF,
            frozenset({P.OWN_RECORD}),
            needs_second_factor=False,
        ),
        Role(
            "college_administrator",
            _("College administrator"),
            _("Uploads their organisation's lists and sees what those lists say. Never sees private answers."),
            Reach.ORGANISATION,
            frozenset(_college),
            rank=1,
            held_in=_colleges,
        ),
        Role(
            "college_approver",
            _("College approver"),
            _("As an administrator, and also approves imports and invites colleagues."),
            Reach.ORGANISATION,
            frozenset(_college | {P.RECOGNITION_RECORD, P.IMPORT_APPROVE, P.TEAM_INVITE}),
            rank=2,
            invites=frozenset({"college_administrator", "college_approver"}),
            held_in=_colleges,
        ),
        Role(
            "regional_lead",
            _("Regional lead"),
            _("Finds and follows the people of one region who agreed to be seen by regional programme teams."),
            Reach.REGION,
            frozenset(_staff),
            rank=3,
            invites=frozenset({"regional_lead"}),
            held_in=_regions,
        ),
        Role(
            "national_lead",
            _("National lead"),
            _("Finds and follows people anywhere who agreed to be seen by national programme teams."),
            Reach.NATION,
            frozenset(_staff | {P.REPORT_PUBLISH, P.LETTER_VIEW, P.LETTER_RETRY, P.ACCESS_VIEW, P.REMINDER_EDIT}),
            rank=5,
            invites=frozenset({"regional_lead", "national_lead", "national_analyst", "content_editor"}),
            held_in=_nation,
        ),
        Role(
            "national_analyst",
            _("National analyst"),
            _("Prepares figures and publishes what a colleague prepared. Sees nobody by name."),
            Reach.NOBODY,
            frozenset({P.REPORT_VIEW, P.REPORT_PUBLISH, P.DIGEST_CHOOSE}),
            rank=2,
            held_in=_nation,
        ),
        Role(
            "content_editor",
            _("Content editor"),
            _("Keeps roles, pathways and guidance true. Sees nobody by name."),
            Reach.NOBODY,
            frozenset({P.CONTENT_EDIT, P.DIGEST_CHOOSE}),
            rank=2,
            held_in=_nation,
        ),
        Role(
            "auditor",
            _("Auditor"),
            _("Reads who did what, who looked at whom, and what was deleted when. Changes nothing."),
            Reach.NOBODY,
            frozenset({P.AUDIT_VIEW, P.ACCESS_VIEW, P.RETENTION_VIEW, P.DIGEST_CHOOSE}),
            rank=4,
            held_in=_nation,
        ),
        Role(
            "support",
            _("Support"),
            _(
                "Helps people who cannot claim their record or ask about their data, merges two records of one person. "
                "Checks registration numbers, sends failed letters again, agrees to what is deleted in bulk."
            ),
            Reach.NOBODY,
            frozenset(
                {P.CLAIM_SUPPORT, P.RECORD_MERGE, P.RIGHTS_SUPPORT, P.REGISTRATION_VERIFY}
                | {P.LETTER_VIEW, P.LETTER_RETRY, P.RETENTION_VIEW, P.RETENTION_APPROVE, P.DIGEST_CHOOSE}
            ),
            rank=3,
            held_in=_nation,
        ),
    )
}

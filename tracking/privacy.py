"""How every stored field of tracking is classified."""

from talent_register.common.privacy import INCLUDED, RECORD, STAFF, Erasure, Fields

FIELDS = {
    "Cohort": Fields(
        purpose="a group of people that programme staff follow together",
        retention=STAFF,
        operational="id uuid slug name purpose owner created_by created_at closed_at",
        download="Says nothing about you. That you are in it stands under cohort members.",
        erasure=Erasure.STAYS,
    ),
    "CohortMember": Fields(
        purpose="who is followed in which group, since when and why",
        retention=RECORD,
        personal="cohort clinician from_date to_date why_in why_out",
        operational="id added_by removed_by",
        download=INCLUDED,
        erasure=Erasure.ANONYMISED,
        keeps="cohort from_date to_date",
    ),
    "YearlyReview": Fields(
        purpose="when a person was asked to check their profile, and did",
        retention=RECORD,
        personal="clinician due_on done_at outcome",
        operational="id",
        download=INCLUDED,
        erasure=Erasure.ANONYMISED,
        keeps="due_on done_at outcome",
    ),
    "Reminder": Fields(
        purpose="that a reminder was written, so that it is written once",
        retention=RECORD,
        personal="clinician kind due_on",
        operational="id send_on letter_key created_at cancelled_at",
        download=INCLUDED,
        erasure=Erasure.ANONYMISED,
        keeps="kind due_on",
    ),
}

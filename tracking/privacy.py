"""How every stored field of tracking is classified."""

from talent_register.common.privacy import INCLUDED, RECORD, REFERENCE, STAFF, Erasure, Fields

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
    "LeadershipPost": Fields(
        purpose="which leadership posts there are, so that their cover can be planned",
        retention=REFERENCE,
        operational="id uuid region created_at",
        public="role organisation title established_on disabled_on source checked checked_on checked_by is_verified",
    ),
    "Tenure": Fields(
        purpose="who held a leadership post and what they brought to it; published only as suppressed figures",
        retention="the post’s history; unlinked from the person when their record is erased",
        personal="clinician holder_name basis profession is_clinical specialty qualifications programmes route_in"
        " came_from started_on ended_on expected_end_on end_reason",
        operational="id uuid post recorded_on created_at source checked checked_on checked_by is_verified",
        download=INCLUDED,
        erasure=Erasure.ANONYMISED,
        unlinks=True,
        keeps="holder_name basis profession is_clinical specialty qualifications programmes route_in came_from"
        " started_on ended_on expected_end_on end_reason",
    ),
    "NameWord": Fields(
        purpose="single words of names, so that misspelt names are found",
        retention="until the night after nobody is called so",
        personal="word slips",
        operational="id",
        download="Single words of names, which do not say whose they are.",
        erasure=Erasure.DELETED,
        by_hand=True,
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
    "Snapshot": Fields(
        purpose="what a profile said on the day of a review, for its own person",
        retention=RECORD,
        personal="lines",
        operational="id review at",
        download=INCLUDED,
        erasure=Erasure.DELETED,
    ),
    "ClockStop": Fields(
        purpose="leave people alone while they are away from work",
        retention=RECORD,
        personal="from_date until",
        special="kind",
        operational="id clinician at",
        download=INCLUDED,
        erasure=Erasure.DELETED,
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

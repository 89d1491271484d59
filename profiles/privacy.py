"""What every column about people is for, and how long it stays."""

from talent_register.common.privacy import EVIDENCE, INCLUDED, RECORD, REFERENCE, Erasure, Fields

SOURCED = "source checked checked_on checked_by is_verified"

FIELDS = {
    "Clinician": Fields(
        purpose="Say who is on the register, reach them, and show them only to those they chose",
        retention=RECORD,
        personal="given_names family_name preferred_name family_key given_key birth_date personal_email work_email "
        "profession career_stage nation region stage next_step language",
        operational="id uuid reference user state shares_with_region shares_with_nation shares_with_college "
        "shares_with_recruiters restricted_at letters_off created_at updated_at registered_at first_interest_on "
        "review_due_on paused_until erase_on import_reference",
        download=INCLUDED,
        erasure=Erasure.ANONYMISED,
        keeps="profession career_stage nation region stage next_step language",
    ),
    "Registration": Fields(
        purpose="Tell people apart and know whether a licence is kept",
        retention=RECORD,
        personal="regulator number number_key state status registered_on licence licence_checked_on verified_on "
        "verified_by",
        operational="id clinician recheck_on created_at",
        download=INCLUDED,
        erasure=Erasure.DELETED,
    ),
    "RegistrationCheck": Fields(
        purpose="Know what a registration was on a day, and who looked",
        retention=RECORD,
        personal="state status licence as_at is_match note by",
        operational="id registration source at",
        download=INCLUDED,
        erasure=Erasure.DELETED,
    ),
    "Post": Fields(
        purpose="Know what people do now and did before",
        retention=RECORD,
        personal="title organisation organisation_text band started_on ended_on whole_time is_leadership",
        operational="id clinician created_at",
        download=INCLUDED,
        erasure=Erasure.ANONYMISED,
        keeps="band started_on ended_on whole_time is_leadership",
    ),
    "Training": Fields(
        purpose="Keep a training organisation's list as it gave it",
        retention=RECORD,
        personal="organisation organisation_ref relationship status status_date programme programme_ref specialty "
        "grade region employer cohort start_date expected_completion_date whole_time",
        operational="id clinician scope as_at ended_on import_reference updated_at",
        download=INCLUDED,
        erasure=Erasure.ANONYMISED,
        keeps="organisation relationship status status_date",
    ),
    "Interest": Fields(
        purpose="Date the first interest in leadership and follow it",
        retention=RECORD,
        personal="stage next_step from_date",
        operational="id clinician at how",
        download=INCLUDED,
        erasure=Erasure.ANONYMISED,
        keeps="stage next_step from_date",
    ),
    "Consent": Fields(
        purpose="Prove who agreed to what, in which words",
        retention=EVIDENCE,
        personal="audience wording is_given",
        operational="id clinician at how",
        download=INCLUDED,
        erasure=Erasure.EVIDENCE,
        keeps="audience wording is_given",
    ),
    "Fact": Fields(
        purpose="Show who supplied each value",
        retention=RECORD,
        operational="id clinician field source organisation as_at import_reference",
        download=INCLUDED,
        erasure=Erasure.DELETED,
    ),
    "Suggestion": Fields(
        purpose="Ask the person about a value that a training organisation gives differently",
        retention=RECORD,
        personal="value",
        operational="id clinician organisation field state import_reference created_at answered_at",
        download=INCLUDED,
        erasure=Erasure.DELETED,
    ),
    "RegistrationDraft": Fields(
        purpose="Keep answers until they are confirmed",
        retention="until confirmed, or 90 days without a change",
        personal="answers",
        operational="id user claims proof created_at updated_at",
        download=INCLUDED,
        erasure=Erasure.DELETED,
        about="claims user",
    ),
    "ClaimToken": Fields(
        purpose="Let a person who was added by an organisation see what was given",
        retention="until the record is claimed or erased",
        operational="id clinician token_hash import_reference created_at expires_on",
        download="A link that opens your record for whoever holds it. The letter that brought it is in the copy.",
        erasure=Erasure.DELETED,
    ),
    "ClaimRequest": Fields(
        purpose="Settle whose record it is when the register cannot tell by itself",
        retention=EVIDENCE,
        personal="number_key message note",
        operational="id reference kind record asked_by regulator state created_at settled_at settled_by",
        download=INCLUDED,
        erasure=Erasure.EVIDENCE,
        withheld="record note",
        about="asked_by",
    ),
    "DataCopy": Fields(
        purpose="Hand a person everything that is held about them",
        retention="7 days after it was made",
        personal="content",
        operational="id clinician state asked_at made_at expires_at attempts size",
        download="Earlier copies of what this copy holds.",
        erasure=Erasure.DELETED,
    ),
    "Departure": Fields(
        purpose="Carry out that a person leaves, or that they changed their mind",
        retention=EVIDENCE,
        operational="id clinician was_state asked_at undo_until undone_at erased_at",
        download=INCLUDED,
        erasure=Erasure.EVIDENCE,
    ),
    "RightsRequest": Fields(
        purpose="Answer what people ask about their data, in time",
        retention="3 years after the answer",
        personal="message answer extended_because",
        operational="id reference clinician kind state created_at due_on settled_at settled_by",
        download=INCLUDED,
        erasure=Erasure.EVIDENCE,
    ),
    "Suppression": Fields(
        purpose="Keep people who declined from being added again",
        retention="kept, as a keyed hash that nobody can read back",
        operational="id fingerprint created_at",
        download="A keyed hash that nobody can read back, so nobody can say whose it is.",
        erasure=Erasure.STAYS,
    ),
    "ConsentWording": Fields(
        purpose="Keep the exact words that were agreed to",
        retention=REFERENCE,
        public="id audience version text text_cy from_date",
    ),
    "DataPurpose": Fields(
        purpose="Word the privacy notice",
        retention=REFERENCE,
        public=f"id code version name basis text data seen_by retention sort valid_from valid_to {SOURCED}",
    ),
    "Regulator": Fields(
        purpose="Know the regulators and what their numbers look like",
        retention=REFERENCE,
        public="id code name short_name nations number_label number_pattern number_hint number_example "
        f"is_pattern_sure separates_licence register_url renewal_months revalidation_months disabled_on {SOURCED}",
    ),
    "RegistrationStatus": Fields(
        purpose="Know the words regulators use",
        retention=REFERENCE,
        public="id regulator code label state licence sort disabled_on " + SOURCED,
    ),
    "Profession": Fields(
        purpose="Know the professions",
        retention=REFERENCE,
        public="id code name family regulator number_prefix staff_group typical_college sort disabled_on " + SOURCED,
    ),
    "Specialty": Fields(
        purpose="Know the specialties",
        retention=REFERENCE,
        public="id code name group nhs_code lead_college disabled_on " + SOURCED,
    ),
    "TrainingGrade": Fields(
        purpose="Know the grades",
        retention=REFERENCE,
        public="id code name abbreviation sector sort disabled_on " + SOURCED,
    ),
}

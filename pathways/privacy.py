"""What the pathways store: facts for everybody, and what people aim for, say of themselves and plan."""

from talent_register.common.privacy import INCLUDED, RECORD, REFERENCE, STAFF, Erasure, Fields

SOURCED = "source checked checked_on checked_by is_verified"
FIELDS = {
    "Goal": Fields(
        purpose="Show a person what a role would take, and remember where they wanted to go",
        retention=RECORD,
        personal="role horizon chosen_on ended_on",
        operational="id clinician",
        download=INCLUDED,
        erasure=Erasure.DELETED,
    ),
    "OtherWay": Fields(
        purpose="Let a person say that they meet a requirement in a way the rules do not see",
        retention=RECORD,
        personal="requirement note said_on",
        operational="id clinician",
        download=INCLUDED,
        erasure=Erasure.DELETED,
    ),
    "SelfAssessment": Fields(
        purpose="Let a person see how they grow as a leader, year by year",
        retention=RECORD,
        personal="framework started_on completed_on",
        operational="id clinician",
        download=INCLUDED,
        erasure=Erasure.DELETED,
    ),
    "Answer": Fields(
        purpose="Keep how a person sees one of their skills",
        retention=RECORD,
        personal="competency level unknown answered_on",
        operational="id assessment",
        download=INCLUDED,
        erasure=Erasure.DELETED,
    ),
    "Evidence": Fields(
        purpose="Keep what shows a person's skills, told once",
        retention=RECORD,
        personal="title text link happened_on competencies",
        operational="id clinician created_at",
        download=INCLUDED,
        erasure=Erasure.DELETED,
    ),
    "PlanAction": Fields(
        purpose="Help a person to do what they planned",
        retention=RECORD,
        personal="goal requirement words kind helper due_on measure state outcome evidence evidence_link closed_on",
        operational="id uuid clinician created_at sequence",
        download=INCLUDED,
        erasure=Erasure.DELETED,
    ),
    "PlanShare": Fields(
        purpose="Let one reader whom the person chose see their plan",
        retention=RECORD,
        personal="to_email",
        operational="id clinician token_hash created_at expires_on revoked_at opened_at",
        download=INCLUDED,
        erasure=Erasure.DELETED,
        withheld="token_hash",
    ),
    "Requirement": Fields(
        purpose="says what a role asks for, how strongly, and by which rule it counts as met",
        retention=REFERENCE,
        operational="id role disabled_on",
        public=f"code kind strength words rule options basis steps position {SOURCED}",
    ),
    "StatutoryNote": Fields(
        purpose="says which laws the holders of a role should know of",
        retention=REFERENCE,
        operational="id",
        public=f"code title text reach is_in_force expected url valid_from valid_to {SOURCED}",
    ),
    "Framework": Fields(
        purpose="says which frameworks of leadership there are, and what we may hold of them",
        retention=REFERENCE,
        operational="id",
        public=f"""code version name publisher status audience permission permission_note url
            is_for_self_assessment valid_from valid_to {SOURCED}""",
    ),
    "Competency": Fields(
        purpose="says what a framework asks of leaders",
        retention=REFERENCE,
        operational="id framework parent",
        public=f"code kind title summary position wordings {SOURCED}",
    ),
    "Level": Fields(
        purpose="says how a framework counts growth",
        retention=REFERENCE,
        operational="id framework",
        public=f"code name rank description {SOURCED}",
    ),
    "Crosswalk": Fields(
        purpose="says which competencies of two frameworks speak of the same",
        retention=REFERENCE,
        operational="id from_competency to_competency",
        public=f"strength basis is_official {SOURCED}",
    ),
    "Role": Fields(
        purpose="says what a leadership role is and what people usually bring",
        retention=REFERENCE,
        operational="id",
        public=f"""code slug title other_titles purpose stage lane tier tier_name setting is_board_role families
            needs_registration needs_licence pay sessions years_qualified responsibilities experience notes
            source_covers valid_from valid_to {SOURCED}""",
    ),
    "Programme": Fields(
        purpose="says which courses and schemes help people on their way",
        retention=REFERENCE,
        operational="id",
        public=f"""code name kind provider families profession_scope career_stage tier months commitment cost counts
            out_of_programme award status opens link source_covers {SOURCED}""",
    ),
    "Pathway": Fields(
        purpose="says which ways through roles people of a profession take",
        retention=REFERENCE,
        operational="id",
        public=f"code name family {SOURCED}",
    ),
    "PathwayStep": Fields(
        purpose="says in which order roles are usually held",
        retention=REFERENCE,
        operational="id pathway role",
        public=f"""position usual_years entry_condition programmes is_optional reached alternatives other_ways
            {SOURCED}""",
    ),
    "Route": Fields(
        purpose="says which moves between roles people make, and how common they are",
        retention=REFERENCE,
        operational="id from_role to_role",
        public=f"family commonness basis {SOURCED}",
    ),
    "LicenceRule": Fields(
        purpose="says what a regulator asks for to keep a licence",
        retention=REFERENCE,
        operational="id regulator",
        public=f"""code version applies_to professions title measure facets quantity unit period_months window
            within_months away_from_months away_to_months lead_months window_words counts_in_management
            how_leaders_meet_it management_note evidence_to_hold if_missed source_covers valid_from valid_to
            {SOURCED}""",
    ),
    "RenewalWindow": Fields(
        purpose="says on which days of the year a regulator opens and closes renewals",
        retention=REFERENCE,
        operational="id regulator",
        public=f"code name number_prefix professions opens closes closing_years {SOURCED}",
    ),
    "GuidanceNote": Fields(
        purpose="says what a regulator's guidance tells clinicians who lead",
        retention=REFERENCE,
        operational="id regulator",
        public=f"code body question summary stance url source_covers {SOURCED}",
    ),
    "OutOfProgrammeKind": Fields(
        purpose="says whether time out of a training programme counts",
        retention=REFERENCE,
        operational="id",
        public=f"""code name counts counts_words approval_words longest_months keeps_number typical_use
            review_outcomes {SOURCED}""",
    ),
    "TrainingOutcome": Fields(
        purpose="explains the words of yearly training reviews; nobody's own outcome is stored",
        retention=REFERENCE,
        operational="id",
        public=f"code name short_label satisfactory effect is_legacy source_covers {SOURCED}",
    ),
    "PracticeSetting": Fields(
        purpose="offers the words of a regulator's log of hours",
        retention=REFERENCE,
        operational="id",
        public=f"code kind name sort {SOURCED}",
    ),
    "PayPoint": Fields(
        purpose="says what a point of a pay scheme pays, and how sure that is",
        retention=REFERENCE,
        operational="id",
        public=f"scheme point name from_date amount reached nation covers basis how {SOURCED}",
    ),
    "PayAward": Fields(
        purpose="says by how much pay rose in a year",
        retention=REFERENCE,
        operational="id",
        public=f"year group award {SOURCED}",
    ),
    "LicenceProgress": Fields(
        purpose="works out when a person's licence is next due; seen by the person alone",
        retention=RECORD,
        operational="id registration updated_at",
        personal="renewed_on told_due_on parts last_practised_on keeping",
        download=INCLUDED,
        erasure=Erasure.DELETED,
    ),
    "Participation": Fields(
        purpose="says who took part in which programme or holds which fellowship, and who says so",
        retention=RECORD,
        operational="id uuid clinician programme source organisation as_at import_reference created_at updated_at",
        personal="state started_on ended_on award award_reference expires_on disputed_at dispute",
        download=INCLUDED,
        erasure=Erasure.ANONYMISED,
        keeps="state started_on ended_on expires_on",
    ),
    "ContentChange": Fields(
        purpose="keeps who drafted and who published each change to a fact",
        retention=STAFF,
        operational="""id uuid kind row_id title before after why has_read_source state drafted_by drafted_at
            decided_by decided_at note""",
        download="Facts about roles, programmes and rules. They say nothing about you.",
        erasure=Erasure.STAYS,
    ),
    "MentorOffer": Fields(
        purpose="lets people offer help to others without showing who they are",
        retention=RECORD,
        operational="id uuid clinician updated_at",
        personal="kind capacity topics about is_remote is_open",
        download=INCLUDED,
        erasure=Erasure.DELETED,
    ),
    "MentorRequest": Fields(
        purpose="lets two people agree on help for a fixed time",
        retention=RECORD,
        operational="id uuid clinician offer choice asked_at answered_at",
        personal="message state answer starts_on ends_on",
        download=INCLUDED,
        erasure=Erasure.DELETED,
    ),
    "Opportunity": Fields(
        purpose="says what is open to apply for",
        retention=REFERENCE,
        operational="id programme organisation region created_at",
        public=f"""slug title kind summary who_can_apply families stages funder cost places opens_on closes_on starts_on
            link {SOURCED}""",
    ),
    "SavedOpportunity": Fields(
        purpose="keeps what a person wants to come back to; seen by the person alone",
        retention=RECORD,
        operational="id clinician opportunity saved_at",
        download=INCLUDED,
        erasure=Erasure.DELETED,
    ),
    "Application": Fields(
        purpose="lets a person apply and read the outcome with its reason",
        retention=RECORD,
        operational="id uuid clinician opportunity applied_at decided_at decided_by",
        personal="state statement reason",
        download=INCLUDED,
        erasure=Erasure.DELETED,
        about="clinician",
    ),
    "RecognitionDecision": Fields(
        purpose="says whether a programme counts towards training, for everybody or for one fellow",
        retention=RECORD,
        operational="id uuid programme participation organisation recorded_by recorded_at answers_dispute",
        personal="counts months_counted curriculum reason evidence evidence_link decided_on",
        download=INCLUDED,
        erasure=Erasure.DELETED,
    ),
    "RecognitionDispute": Fields(
        purpose="keeps what a fellow says against a decision about them",
        retention=RECORD,
        operational="id uuid decision opened_at answered_at",
        personal="words",
        download=INCLUDED,
        erasure=Erasure.DELETED,
    ),
    "LicenceEvidence": Fields(
        purpose="keeps a person's own log for their regulators; seen by the person alone",
        retention=RECORD,
        operational="id uuid clinician created_at",
        personal="on title facets practice_hours cpd_hours points part setting scope notes",
        download=INCLUDED,
        erasure=Erasure.DELETED,
    ),
}

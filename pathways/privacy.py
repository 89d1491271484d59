"""What the pathways store: facts for everybody. No row here is about a person."""

from talent_register.common.privacy import REFERENCE, Fields

SOURCED = "source checked checked_on checked_by is_verified"
FIELDS = {
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
        public=f"code name provider career_stage months commitment cost award status {SOURCED}",
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
}

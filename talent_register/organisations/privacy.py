"""What the columns of organisations are. All are public facts about bodies; none says anything about a person."""

from talent_register.common.privacy import REFERENCE, Fields

_sourced = "source checked checked_on is_verified"

FIELDS = {
    "Region": Fields(
        purpose="to say where people work and who looks after them",
        retention=REFERENCE,
        operational="id parent",
        public=f"code kind name ods_code training_number_prefix nation {_sourced}",
    ),
    "Organisation": Fields(
        purpose="to name employers, colleges and programme teams once and for all",
        retention=REFERENCE,
        operational="id",
        public=f"code slug name kind parent successor region nation town postcode opened_on disabled_on {_sourced}",
    ),
    "OrganisationName": Fields(
        purpose="to find an organisation by a name it used to have",
        retention=REFERENCE,
        operational="id organisation search_key",
        public="name from_date to_date seen_on is_official",
    ),
}

"""What the tables of imports hold about people, why, and for how long."""

from talent_register.common.privacy import EVIDENCE, INCLUDED, STAGING, Clash, Erasure, Fields

FIELDS = {
    "ImportRun": Fields(
        purpose="What an organisation handed over, when, and what became of it",
        retention=EVIDENCE,
        personal="uploaded_by handed_over_by approved_by undone_by letters_by value_map suggested unsure_orders",
        operational=(
            "id reference organisation list_type scope as_at mode state file_name file_size file_sha256 "
            "rows_sha256 is_read sheet sheets header_row is_heading_sure headings encoding is_1904 mapping sure "
            "dropped date_orders changed_silently columns_confirmed_at values_confirmed_at problems_accepted_at "
            "zeros leavers letters letters_at letters_decided_at letters_written_at counts rows_total rows_done "
            "refusal refusal_details uploaded_at checked_at matched_as_of handed_over_at approved_at imported_at "
            "undone_at waiting_since worked_at attempts failures token request_key request_sha256"
        ),
        download="Says what an organisation handed over. Your own row of its list is in the copy.",
        erasure=Erasure.STAYS,
    ),
    "ImportFile": Fields(
        purpose="The uploaded bytes, encrypted, so that columns can be matched differently",
        retention="until the import closes, 30 days at most",
        personal="content",
        operational="id run created_at",
        download="The whole list of an organisation, encrypted. Your own row of it is in the copy.",
        erasure=Erasure.STAYS,
    ),
    "ImportRow": Fields(
        purpose="The rows of a list while they are checked, and what changed, so that it can be undone",
        retention=STAGING,
        personal="raw fixes cleaned issues person_id before after origin",
        operational="id run number state action person_version answer",
        download=INCLUDED,
        erasure=Erasure.ANONYMISED,
        found_by={"person_id__in": "clinician_ids"},
        by_hand=True,
    ),
    "ColumnMapping": Fields(
        purpose="How an organisation matched its headings and values last time",
        retention="until the organisation leaves",
        operational="id organisation list_type fingerprint mapping date_orders value_map used_at",
    ),
    "NotTheSame": Fields(
        purpose="Pairs that somebody found to be different people",
        retention=EVIDENCE,
        personal="fingerprint person_id person_print decided_by",
        operational="id decided_at",
        download="A keyed hash beside the number of a record; it says nothing that the record does not.",
        erasure=Erasure.DELETED,
        found_by={"person_id__in": "clinician_ids"},
        clash=Clash.STAYS,
    ),
}

"""What the record of acts keeps about people, why, and for how long."""

from talent_register.common.privacy import EVIDENCE, INCLUDED, REFERENCE, Erasure, Fields

FIELDS = {
    "Event": Fields(
        purpose="Show who did what, when and why.",
        retention=EVIDENCE,
        personal="actor_name reason",
        operational="id at type actor acting_for organisation object_type object_ref person_ref details request_id "
        "salt forgotten",
        download=INCLUDED,
        erasure=Erasure.EVIDENCE,
        withheld="actor actor_name acting_for request_id salt forgotten",
        # It may tell of somebody else's record; what the person asked is in the copy as far as they may read it.
        left_out={"type": "profiles.claim_questioned"},
        found_by={"person_ref__in": "references", "actor__in": "audit_names"},
        by_hand=True,
    ),
    "View": Fields(
        purpose="Show people who looked at their record, and find looking without need.",
        retention=EVIDENCE,
        personal="actor_name",
        operational="id at actor organisation role page purpose people request_id forgotten",
        download=INCLUDED,
        erasure=Erasure.EVIDENCE,
        withheld="actor actor_name people request_id forgotten",
        keeps="actor_name",
        found_by={"people__overlap": "references"},
        by_hand=True,
    ),
    "Change": Fields(
        purpose="Show what a row was before and after each change, whoever or whatever changed it.",
        retention="as long as the record it speaks of, then 6 years; its contents go when a person's data goes",
        personal="before after",
        operational="id at table row_id verb actor acting_for request_id login forgotten",
        download=INCLUDED,
        erasure=Erasure.EVIDENCE,
        withheld="actor acting_for request_id login forgotten",
        by_hand=True,
    ),
    "Heartbeat": Fields(purpose="Show that the background processes live.", retention=REFERENCE, operational="name at"),
    "Seal": Fields(
        purpose="Show that nobody rewrote the record.",
        retention="as long as the rows it seals",
        operational="id at table after_id to_id rows digest previous",
    ),
    "SealMark": Fields(
        purpose="Know what may be sealed next.", retention=REFERENCE, operational="table to_id transaction_id at"
    ),
}

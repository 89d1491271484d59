"""What letters keep about people, why, and for how long."""

from talent_register.common.privacy import EVIDENCE, INCLUDED, Erasure, Fields

FIELDS = {
    "Letter": Fields(
        purpose="Write to people, and show what was written to whom.",
        retention="the body 90 days after it left, the rest " + EVIDENCE,
        personal="to_email to_name subject body",
        operational="id key reference kind purpose person_ref language related state not_before next_try_at created_at"
        " claimed_at handed_at finished_at attempts doubts outcome carrier",
        download=INCLUDED,
        erasure=Erasure.EVIDENCE,
        found_by={"person_ref__in": "references", "to_email__in": "addresses", "related__in": "audit_names"},
        by_hand=True,
    ),
    "Trouble": Fields(
        purpose="Write no more to an address from which letters come back.",
        retention="as long as the address is known here",
        personal="email words",
        operational="id times last_at mended_at",
        download=INCLUDED,
        erasure=Erasure.DELETED,
        found_by={"email__in": "addresses"},
    ),
    "OptOut": Fields(
        purpose="Keep the promise to write no more about a purpose.",
        retention="as long as the address is known here, so that the promise is kept",
        personal="email",
        operational="id purpose at lifted_at",
        download=INCLUDED,
        erasure=Erasure.DELETED,
        found_by={"email__in": "addresses"},
    ),
}

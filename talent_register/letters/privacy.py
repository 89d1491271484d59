"""What letters keep about people, why, and for how long."""

from talent_register.common.privacy import EVIDENCE, Fields

FIELDS = {
    "Letter": Fields(
        purpose="Write to people, and show what was written to whom.",
        retention="the body 12 months after it left, the rest " + EVIDENCE,
        personal="to_email to_name subject body",
        operational="id key reference kind purpose person_ref language related state not_before next_try_at created_at"
        " claimed_at handed_at finished_at attempts doubts outcome",
    ),
    "OptOut": Fields(
        purpose="Keep the promise to write no more about a purpose.",
        retention="as long as the address is known here, so that the promise is kept",
        personal="email",
        operational="id purpose at lifted_at",
    ),
}

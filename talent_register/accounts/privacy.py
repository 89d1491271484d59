"""What the columns of accounts are."""

from talent_register.common.privacy import EVIDENCE, STAFF, Fields

FIELDS = {
    "User": Fields(
        purpose="to log in and to say who did something",
        retention=STAFF,
        personal="email name password last_login date_joined language",
        operational="id uuid is_active is_staff is_superuser groups user_permissions",
    ),
    "Membership": Fields(
        purpose="to know what a user may do, where, and since when",
        retention=STAFF,
        personal="user role from_date to_date invited_by",
        operational="id uuid organisation",
    ),
    "Invitation": Fields(
        purpose="to give a role to somebody who is not here yet",
        retention=EVIDENCE,
        personal="email role invited_by accepted_by",
        operational="id uuid token_hash organisation created_at expires_at accepted_at withdrawn_at",
    ),
}

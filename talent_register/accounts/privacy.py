"""What the columns of accounts are."""

from talent_register.common.privacy import EVIDENCE, INCLUDED, STAFF, Erasure, Fields

FIELDS = {
    "User": Fields(
        purpose="to log in and to say who did something",
        retention=STAFF,
        personal="email name password last_login last_active_on date_joined language",
        operational="id uuid is_active is_staff is_superuser groups user_permissions",
        download=INCLUDED,
        erasure=Erasure.DELETED,
        withheld="password",
        by_hand=True,
    ),
    "WorkAddress": Fields(
        purpose="to know that somebody reads the mail of an address at their place of work",
        retention="as long as the account; those removed or never confirmed too, so that they can be counted",
        personal="email",
        operational="id user token_hash asked_at expires_at proven_at ended_at",
        download=INCLUDED,
        erasure=Erasure.DELETED,
        withheld="token_hash",
    ),
    "FormerAddress": Fields(
        purpose="to give an account back to its owner when somebody else changed the address they log in with",
        retention="the address 3 days, the rest as long as the account",
        personal="email",
        operational="id user token_hash changed_at expires_at put_back_at ended_at",
        download=INCLUDED,
        erasure=Erasure.DELETED,
        withheld="token_hash",
    ),
    "Membership": Fields(
        purpose="to know what a user may do, where, and since when",
        retention=STAFF,
        personal="user role from_date to_date invited_by confirmed_on confirmed_by rests_since rests_because"
        " given_back_on",
        operational="id uuid organisation",
        download=INCLUDED,
        erasure=Erasure.STAYS,
        about="user",
    ),
    "Invitation": Fields(
        purpose="to give a role to somebody who is not here yet",
        retention=EVIDENCE,
        personal="email role invited_by accepted_by",
        operational="id uuid token_hash organisation created_at expires_at accepted_at withdrawn_at",
        download=INCLUDED,
        erasure=Erasure.EVIDENCE,
        withheld="token_hash",
        keeps="role invited_by",
        about="accepted_by",
        found_by={"email__in": "addresses"},
    ),
    "ApiToken": Fields(
        purpose="to let a program of an organisation hand in lists, and to know who allowed it",
        retention=EVIDENCE,
        personal="created_by revoked_by",
        operational=(
            "id uuid organisation name token_hash beginning scopes created_at expires_at last_used_at revoked_at"
        ),
        download="Says at most who allowed a program of an organisation. The record of acts in the copy lists it too.",
        erasure=Erasure.STAYS,
    ),
}

# Tables of libraries that can reach a person, by label.
LIBRARIES = {
    "account.EmailAddress": Fields(
        purpose="the addresses that a user proved to be theirs",
        retention=STAFF,
        personal="email",
        operational="id user verified primary",
        download=INCLUDED,
        erasure=Erasure.DELETED,
    ),
    "account.EmailConfirmation": Fields(
        purpose="links that confirm an address",
        retention="a day",
        operational="id email_address created sent key",
        download="A link that confirms an address for whoever holds it.",
        erasure=Erasure.DELETED,
    ),
    "mfa.Authenticator": Fields(
        purpose="the second steps that a user set up",
        retention=STAFF,
        operational="id user type data created_at last_used_at",
        download=INCLUDED,
        erasure=Erasure.DELETED,
        withheld="data",
    ),
    "usersessions.UserSession": Fields(
        purpose="where a user is logged in",
        retention="until the session ends",
        personal="ip user_agent",
        operational="id user session_key created_at last_seen_at data",
        download=INCLUDED,
        erasure=Erasure.DELETED,
        withheld="session_key data",
        by_hand=True,
    ),
    "admin.LogEntry": Fields(
        purpose="what operators did in the admin",
        retention=STAFF,
        operational="id user action_time content_type object_id object_repr action_flag change_message",
        download="Only what operators did at work. The record of acts in the copy lists it too.",
        erasure=Erasure.STAYS,
    ),
}

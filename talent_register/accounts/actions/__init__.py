"""Changes to accounts, memberships and invitations. One module per noun."""

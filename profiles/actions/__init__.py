"""Changes to people. One module a noun; each act writes its audit event in the same transaction."""

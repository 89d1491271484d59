"""The pages on which people fill the sections of their profile: one question, or a few that belong together."""

"""Decisions of tracking over plain values: reading a search, cohorts, reminders. No database, no clock, no request."""

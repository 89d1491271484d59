"""Changes to cohorts, reviews and reminders. Each is atomic and leaves its audit event."""

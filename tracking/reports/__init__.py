"""What is counted for reports, and how counts become tables that may be shown. Nothing here writes."""

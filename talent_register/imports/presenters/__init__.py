"""What the pages of imports say, worked out before the template."""

"""Changes that people and editors make, a file per noun."""

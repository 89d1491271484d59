"""Many people, many rows, many kills."""

LISTS, ROWS, LETTERS = 20, 250, 500

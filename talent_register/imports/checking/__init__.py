"""From cells to values: tidying, dates, look-ups and the pass over a whole table. No database, no clock."""

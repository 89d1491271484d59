"""From cells to values: tidying, dates, look-ups and the pass over a whole table. Pure but for the clock it is given."""

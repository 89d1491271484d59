"""What the staff pages say. Reads what was found; never decides who may be seen."""

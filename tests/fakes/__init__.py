"""Small servers that stand in for what the register talks to."""

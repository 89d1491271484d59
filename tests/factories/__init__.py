"""One factory per model, minimal and valid."""

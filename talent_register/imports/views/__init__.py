"""The pages of imports, in the order in which people meet them."""

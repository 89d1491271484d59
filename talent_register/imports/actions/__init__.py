"""What may be done with an import. `runs`: what people do; `work`: what the background does for them."""

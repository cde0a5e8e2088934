"""Pages of districts' plans."""

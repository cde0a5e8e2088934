"""Pages of schemes and terms."""

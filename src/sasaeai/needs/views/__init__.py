"""Pages of troubles."""

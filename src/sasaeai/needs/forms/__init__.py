"""Forms of troubles."""

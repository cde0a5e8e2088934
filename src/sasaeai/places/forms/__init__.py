"""Forms of areas."""

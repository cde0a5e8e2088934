"""Forms of councils."""

"""Decisions about areas and populations, without a database."""

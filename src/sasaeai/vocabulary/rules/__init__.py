"""Decisions about terms, without a database."""

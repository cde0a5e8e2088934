"""Decisions about councils that need no database."""

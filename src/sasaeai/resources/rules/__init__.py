"""Decisions about resources that need no database."""

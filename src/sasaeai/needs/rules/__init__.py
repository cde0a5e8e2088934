"""Decisions about troubles that need no database."""

"""Answers of the interface."""

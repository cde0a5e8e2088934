"""Tags of the activities' pages."""

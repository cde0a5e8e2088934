"""Every read of plans, tables and reports."""

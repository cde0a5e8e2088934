"""Every write of plans, tables and reports."""

"""Forms of plans, tables and reports."""

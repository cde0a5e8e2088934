"""Pages of plans, tables and reports."""

"""協議体: councils of any level and name, who sits in them, and what they met about."""

"""検索: one index over everything a person may see."""

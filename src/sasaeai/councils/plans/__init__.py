"""地区の活動計画: its pages and papers."""

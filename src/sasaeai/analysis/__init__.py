"""計算: numbers worked out from numbers. No Django, no files, no clock."""

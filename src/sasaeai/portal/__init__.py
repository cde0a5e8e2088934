"""公開・たより: what the office shows to residents: publishing, newsletters, the board of offers and calls."""

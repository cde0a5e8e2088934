"""履歴: who did what, and who saw whose record."""

"""用語: kinds and labels a town names itself, by fiscal year."""

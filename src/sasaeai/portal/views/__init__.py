"""Pages of the office: publishing, the board, the newsletter."""

"""言葉: how written Japanese is compared, so that a search finds what a reader would call the same word."""

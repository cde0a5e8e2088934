"""Forms of the public pages and the newsletter."""

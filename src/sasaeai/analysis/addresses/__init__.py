"""住所: one form for the ways in which an address is written, and the point that stands for it in a list of points."""

"""課題: its pages, papers and figures."""

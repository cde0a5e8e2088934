"""The public pages. Nothing is asked, nothing is kept of who looks."""

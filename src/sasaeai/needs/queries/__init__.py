"""Reading troubles."""

from sasaeai.needs.queries.finding import needs_of, one_need

__all__ = ["needs_of", "one_need"]

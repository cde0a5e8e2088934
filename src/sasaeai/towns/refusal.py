"""What cannot be done, said in words."""


class Unusable(Exception):
    """A command or an import cannot go on; the words say what happened and what to do (exit 2)."""

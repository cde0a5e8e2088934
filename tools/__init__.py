"""Tools of the house: environment, gate, locks."""

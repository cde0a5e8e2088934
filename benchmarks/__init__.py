"""Measurements, outside the gate: `./bench NAME`."""

"""区域: areas in several trees side by side, and the people who live there."""

"""自治体: the municipality whose records these are, and its settings."""

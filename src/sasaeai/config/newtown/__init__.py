"""新しい町を始める: the first pages of an empty product, and the checklist of what is still missing."""

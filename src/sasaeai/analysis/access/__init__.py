"""買い物・外出の足: walking access from homes to shops, salons and stops.

`settle(network, homes, facilities)` → `Town`; `reach(town, category, Terms(), engine_named())` →
distances, counts, pairs; then `indicators`, `by_district`, `minutes`, `floating_catchment`,
`Planner` (what if), `best_stops` (where).
How it is worked out: docs/methods/access.md.
"""

"""助け合いのマッチング: who visits whom in a week, and who drives whom to the doctor.

`week_of(requests, volunteers)` → `Week`; `plan(week)` → `Plan` (visits with cost and reasons, who is
left and why, objective and proven bound). `rank(…)` for one request on the phone; `rides` for 送迎.
The system suggests, people decide: confirmed visits come back as pins, refusals as declined pairs.
How it is worked out: docs/methods/matching.md, docs/methods/rides.md.
"""

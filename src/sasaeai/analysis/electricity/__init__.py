"""電気の見守り: the silence of a home, read from half-hourly electricity use.

`watch(kwh)` → `Watched` (scores of a file), `self_test(kwh)` → `Grades`, `crossings(watched, …)` →
`Crossing`s with reasons in words; `begin`, `take` keep the same state while readings come in.
How it is worked out: docs/methods/electricity.md.
"""

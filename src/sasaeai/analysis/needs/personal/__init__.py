"""個人を特定できる言葉: names, phone numbers, addresses and the like in free text, found to be masked.

Rules, not statistics: each find can be explained, and a miss can be mended by a line in `names.toml`.
See docs/methods/masking.md.
"""

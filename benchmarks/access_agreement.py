"""Whether the contenders of the walking benchmark gave the same answers, home by home."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np


def main(paths: list[str]) -> None:
    """Compare with the first answers of the same kind (points on nodes, or beside streets)."""
    references: dict[bool, dict[str, np.ndarray]] = {}
    for path in paths:
        with np.load(path) as file:
            found = {name: file[name] for name in file.files}
        kind = "streets" in Path(path).stem
        reference = references.setdefault(kind, found)
        if reference is found:
            print(f"{Path(path).stem}: the answers the others are compared with")
            continue
        apart, missing, counts, cells = 0.0, 0, 0, 0
        for name, values in found.items():
            expected = reference[name]
            if name.startswith("counts_"):
                counts += int((values != expected).sum())
                cells += values.size
                continue
            known = ~np.isnan(values)
            both = known & np.isfinite(values) & np.isfinite(expected)
            missing += int((known & (np.isfinite(values) != np.isfinite(expected))).sum())
            apart = max(apart, float(np.abs(values[both] - expected[both]).max(initial=0)))
        print(
            f"{Path(path).stem}: distances within {100 * apart:.2f} cm, found by one only {missing}, "
            f"counts different {counts:,} of {cells:,}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])

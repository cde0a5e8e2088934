"""Large parts."""

from sasaeai.analysis.matching.exact import Solved, solve
from sasaeai.analysis.matching.parts import Part


def approach(part: Part) -> Solved:
    return solve(part, gap=0.005)

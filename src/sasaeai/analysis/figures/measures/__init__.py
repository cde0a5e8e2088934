"""Measures: which facts are counted, and how."""

from sasaeai.analysis.figures.measures.evaluating import Evaluation
from sasaeai.analysis.figures.measures.figure import Figure
from sasaeai.analysis.figures.measures.kinds import Measure
from sasaeai.analysis.figures.measures.reading import read_measure
from sasaeai.analysis.figures.measures.scope import Scope, Side

__all__ = ["Evaluation", "Figure", "Measure", "Scope", "Side", "read_measure"]

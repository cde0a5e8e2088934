"""Records of plans, tables and reports."""

from sasaeai.reports.models.figures import FactMonth, Statistic
from sasaeai.reports.models.layouts import TownForm, TownLayout
from sasaeai.reports.models.packs import PackText, Submission
from sasaeai.reports.models.plans import Correction, Indicator, PlanPeriod, Target

__all__ = [
    "Correction",
    "FactMonth",
    "Indicator",
    "PackText",
    "PlanPeriod",
    "Statistic",
    "Submission",
    "Target",
    "TownForm",
    "TownLayout",
]

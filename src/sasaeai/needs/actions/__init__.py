"""Every write of troubles."""

from sasaeai.needs.actions.classifying import settle, unsettle
from sasaeai.needs.actions.given import GivenCaller, GivenIntake, GivenLabel, GivenNeed
from sasaeai.needs.actions.moving import StepNotAllowed, take_step
from sasaeai.needs.actions.recording import record_intake, record_intakes

__all__ = [
    "GivenCaller",
    "GivenIntake",
    "GivenLabel",
    "GivenNeed",
    "StepNotAllowed",
    "record_intake",
    "record_intakes",
    "settle",
    "take_step",
    "unsettle",
]

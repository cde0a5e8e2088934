"""Records of this capability."""

from sasaeai.needs.models.intake import Caller, Intake, NeedBatch
from sasaeai.needs.models.letters import NeedLetter, NeedLetterQuerySet
from sasaeai.needs.models.need import Need, NeedLabel, NeedQuerySet, NeedStep
from sasaeai.needs.models.photos import NeedPhoto
from sasaeai.needs.models.referrals import Referral
from sasaeai.needs.models.words import TownWord

__all__ = [
    "Caller",
    "Intake",
    "Need",
    "NeedBatch",
    "NeedLabel",
    "NeedLetter",
    "NeedLetterQuerySet",
    "NeedPhoto",
    "NeedQuerySet",
    "NeedStep",
    "Referral",
    "TownWord",
]

"""Every write of troubles."""

from sasaeai.needs.actions.classifying import settle, unsettle
from sasaeai.needs.actions.correcting import (
    choose_example,
    correct_need,
    forget_caller,
    mask_need,
    suggest_anew,
)
from sasaeai.needs.actions.exporting import note_export
from sasaeai.needs.actions.given import GivenCaller, GivenIntake, GivenLabel, GivenNeed
from sasaeai.needs.actions.helping import turn_into_offer
from sasaeai.needs.actions.letters import (
    GivenLetter,
    LetterRefused,
    as_intake,
    join_letter,
    receive_letters,
    refuse_letter,
    reopen_letter,
    take_letter,
)
from sasaeai.needs.actions.moving import StepNotAllowed, take_step
from sasaeai.needs.actions.photos import add_photos, remove_photos
from sasaeai.needs.actions.recording import record_intake, record_intakes
from sasaeai.needs.actions.referring import refer, take_back_referral
from sasaeai.needs.actions.settling_many import settle_many, unsettle_many
from sasaeai.needs.actions.words import drop_word, keep_word

__all__ = [
    "GivenCaller",
    "GivenIntake",
    "GivenLabel",
    "GivenLetter",
    "GivenNeed",
    "LetterRefused",
    "StepNotAllowed",
    "add_photos",
    "as_intake",
    "choose_example",
    "correct_need",
    "drop_word",
    "forget_caller",
    "join_letter",
    "keep_word",
    "mask_need",
    "note_export",
    "receive_letters",
    "record_intake",
    "record_intakes",
    "refer",
    "refuse_letter",
    "remove_photos",
    "reopen_letter",
    "settle",
    "settle_many",
    "suggest_anew",
    "take_back_referral",
    "take_letter",
    "take_step",
    "turn_into_offer",
    "unsettle",
    "unsettle_many",
]

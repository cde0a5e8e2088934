"""Presets: one file per scheme, with the terms, their source and how they are read in other schemes."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from sasaeai.vocabulary.rules.presets import Preset, preset_from_toml

ALL = (
    "function",
    "mhlw-6",
    "mhlw-10",
    "abc",
    "hakodate-6",
    "kanazawa-roles",
    "activity-kind",
    "means",
    "result",
    "referral-route",
    "partner-type",
    "fuchu-body-4",
    "plan9-needs-4",
    "need-kind",
    "need-detail",
    "need-channel",
    "need-result",
    "age-band",
    "household",
    "referral-from",
    "referral-to",
    "resource-kind",
    "kanazawa-coverage",
    "body-type",
    "gathering-activity",
    "gathering-operator",
    "gathering-place",
    "gathering-funding",
    "council-kind",
    "member-kind",
)


@cache
def preset(code: str) -> Preset:
    """One preset by the code of its scheme.

    :raises KeyError: if there is no such preset
    """
    if code not in ALL:
        raise KeyError(code)
    text = files(__package__).joinpath(f"{code}.toml").read_text(encoding="utf-8")
    return preset_from_toml(code, text)


def presets() -> tuple[Preset, ...]:
    """Every preset, in the order of the list above."""
    return tuple(preset(code) for code in ALL)

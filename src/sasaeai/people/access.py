"""What a signed-in person may do in this request: permissions and areas, worked out once."""

from __future__ import annotations

from dataclasses import dataclass


class NoStanding(RuntimeError):
    """Rights were asked of a person whose standing was never looked up: a fault of ours, not theirs."""


@dataclass(frozen=True)
class Role:
    """役割の定義: one line of the table in `config/roles.py`.

    :param whole_town: whether the role reaches every area even when an area is named
    :param sees_personal: whether a second factor can be made compulsory for it
    """

    code: str
    title: str
    description: str
    permissions: frozenset[str]
    whole_town: bool = False
    sees_personal: bool = False


@dataclass(frozen=True)
class Standing:
    """立場: what a person's roles add up to on a day. `areas` and `organisations` None = not bound to any."""

    permissions: frozenset[str]
    areas: frozenset[int] | None
    organisations: frozenset[int] | None = None
    role_titles: tuple[str, ...] = ()
    sees_personal: bool = False

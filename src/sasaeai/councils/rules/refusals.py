"""Why a deed about councils is refused."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError


class StepNotAllowed(ValidationError):
    """A state that may not follow the present one; the words say what may."""


class MinutesConflict(Exception):
    """Somebody else wrote into the same item meanwhile. Nothing was overwritten.

    :ivar current: the item as it stands now
    """

    def __init__(self, current: Any) -> None:
        self.current = current
        super().__init__(
            f"書いているあいだに{current.changed_by_name or 'ほかの人'}がこの議題を直しました。"
            "両方の文を見くらべて、残す文を決めてください。"
        )

"""What personal data a model holds, declared on the model itself and checked for every model.

`privacy = Privacy.none("区域の名前だけ")` or `privacy = Privacy(("name", "phone"), why="連絡のため", keep_years=5)`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Privacy:
    """Declaration of one model: which fields are personal, why they are kept, how long.

    :param personal: names of the fields that hold personal data
    :param why: for what the data are kept (個人情報の利用目的)
    :param keep_years: fiscal years to keep after the record is closed; None while the account lives
    """

    personal: tuple[str, ...]
    why: str
    keep_years: int | None = None

    @classmethod
    def none(cls, why: str) -> Privacy:
        """The model holds nothing about a person; `why` says what it holds instead."""
        return cls((), why)

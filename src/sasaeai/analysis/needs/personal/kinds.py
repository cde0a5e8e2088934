"""What may name a person in a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class PersonalKind(StrEnum):
    """Kinds of words that may tell who somebody is."""

    NAME = "name"
    PHONE = "phone"
    ADDRESS = "address"
    EMAIL = "email"
    BIRTH_DATE = "birth_date"
    NUMBER = "number"


PERSONAL_LABELS: Final[dict[PersonalKind, str]] = {
    PersonalKind.NAME: "名前",
    PersonalKind.PHONE: "電話番号",
    PersonalKind.ADDRESS: "住所",
    PersonalKind.EMAIL: "メールアドレス",
    PersonalKind.BIRTH_DATE: "生年月日",
    PersonalKind.NUMBER: "番号",
}


@dataclass(frozen=True, slots=True, order=True)
class Personal:
    """A stretch of a text as written: `text[start:end]`."""

    start: int
    end: int
    kind: PersonalKind

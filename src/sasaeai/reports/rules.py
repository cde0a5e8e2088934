"""Rules of plans and reports: states of a target and of a submission, how a typed target is read."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from unicodedata import normalize

from django.db.models import BigIntegerField, TextChoices, Value
from django.db.models.functions import Coalesce

# In a unique constraint "the whole town" (no area) is one value, on both databases.
TOWN_OR_AREA = Coalesce("area", Value(0), output_field=BigIntegerField())


class NotATarget(ValueError):
    """What was typed is neither a number nor one of the states."""


class TargetState(TextChoices):
    """A target is a value, or says why it is none. Codes are those of the cell states."""

    VALUE = "actual", "値"
    NOT_APPLICABLE = "not_applicable", "***（対象外）"
    NOT_FILLED = "not_filled", "―（未記入）"
    BLANK = "blank", "空欄"


class SubmissionState(TextChoices):
    """What became of a submission."""

    SUBMITTED = "submitted", "提出済み"
    REPLACED = "replaced", "差し替え済み"
    WITHDRAWN = "withdrawn", "取り下げ"


class FormKind(TextChoices):
    """What a town's own form is."""

    WORKBOOK = "xlsx", "Excel"
    DOCUMENT = "docx", "Word"


STATE_WORDS = {
    "": TargetState.BLANK,
    "***": TargetState.NOT_APPLICABLE,
    "対象外": TargetState.NOT_APPLICABLE,
    "―": TargetState.NOT_FILLED,
    "-": TargetState.NOT_FILLED,
    "−": TargetState.NOT_FILLED,
    "未記入": TargetState.NOT_FILLED,
}
STATE_TEXTS = {
    TargetState.NOT_APPLICABLE: "***",
    TargetState.NOT_FILLED: "―",
    TargetState.BLANK: "",
}


def read_target(text: str, *, unit: str = "") -> tuple[Decimal | None, TargetState]:
    """A typed target: `1,200`, `１２００回・人`, `***`, `―` or nothing.

    :raises NotATarget: in the reader's words

    >>> read_target("１，２００回・人", unit="回・人")
    (Decimal('1200'), TargetState.VALUE)
    >>> read_target("***")
    (None, TargetState.NOT_APPLICABLE)
    """
    plain = normalize("NFKC", text).strip()
    words = {normalize("NFKC", word): state for word, state in STATE_WORDS.items()}
    if plain in words:
        return None, words[plain]
    number = plain.removesuffix(normalize("NFKC", unit)).replace(",", "").strip()
    try:
        value = Decimal(number)
    except InvalidOperation:
        raise NotATarget(
            f"「{text}」は目標値として読めません。数字、***（対象外）、―（未記入）、空欄のどれかにしてください。"
        ) from None
    if not value.is_finite() or abs(value) >= Decimal("1e12"):
        raise NotATarget(f"「{text}」は目標値として大きすぎます。桁を確かめてください。")
    return value, TargetState.VALUE


def target_text(value: Decimal | None, state: str) -> str:
    """A target as it stands in a field of the form: without unit, whole numbers without a point."""
    if value is None:
        return STATE_TEXTS.get(TargetState(state), "")
    return f"{value.normalize():f}"

"""いまの情報か: how long a confirmation holds, and what is then done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import TextChoices

YELLOW_MONTHS = 6
LEAVE_MONTHS = 12


class Freshness(TextChoices):
    """確認の新しさ"""

    FRESH = "fresh", "確認済み"
    AGEING = "ageing", "そろそろ確認"
    STALE = "stale", "期限切れ"
    NEVER = "never", "未確認"


class How(TextChoices):
    """どうやって確かめたか"""

    PHONE = "phone", "電話"
    VISIT = "visit", "訪問"
    FAX = "fax", "FAX"
    MAIL = "mail", "メール"
    POST = "post", "郵便"
    MEETING = "meeting", "会議・行事で"
    QR = "qr", "運営者がQRから"
    ENTRY = "entry", "登録のとき"
    FILE = "file", "資料で"


class Answer(TextChoices):
    """確かめた結果"""

    SAME = "same", "変わりなし"
    CHANGED = "changed", "変更あり"
    PAUSED = "paused", "休止"
    ENDED = "ended", "終了"
    NO_ANSWER = "no-answer", "出ない・返事なし"


# Answers after which the record counts as confirmed on that day.
ASSURES = frozenset({Answer.SAME, Answer.CHANGED, Answer.PAUSED, Answer.ENDED})


@dataclass(frozen=True)
class Terms:
    """How many months a confirmation holds: a record's own period comes before the town's.

    :param yellow: months until it is to be confirmed again
    :param leave: months until it leaves the public pages
    """

    yellow: int = YELLOW_MONTHS
    leave: int = LEAVE_MONTHS

    def with_own(self, months: int | None) -> Terms:
        """The same with a record's own review period; it leaves as much later or earlier in proportion."""
        if not months:
            return self
        return Terms(months, max(months, round(months * self.leave / self.yellow)))

    def due_on(self, assured_on: date) -> date:
        """The day from which it is to be confirmed again.

        >>> Terms().due_on(date(2026, 8, 31))
        datetime.date(2027, 2, 28)
        """
        due: date = assured_on + relativedelta(months=self.yellow)
        return due

    def leaves_on(self, assured_on: date) -> date:
        """The day from which residents are not shown it any more."""
        leaves: date = assured_on + relativedelta(months=self.leave)
        return leaves


def freshness(today: date, due_on: date | None, leaves_on: date | None) -> Freshness:
    """How fresh a record is.

    >>> freshness(date(2026, 10, 1), date(2026, 9, 1), date(2027, 3, 1)).label
    'そろそろ確認'
    """
    if due_on is None or leaves_on is None:
        return Freshness.NEVER
    if today >= leaves_on:
        return Freshness.STALE
    return Freshness.AGEING if today >= due_on else Freshness.FRESH

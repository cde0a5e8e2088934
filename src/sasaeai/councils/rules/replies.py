"""返事: what somebody answered to an invitation."""

from __future__ import annotations

from django.db.models import TextChoices


class Reply(TextChoices):
    """出欠の返事"""

    NONE = "none", "まだ"
    COMING = "coming", "出席します"
    ABSENT = "absent", "欠席します"
    SUBSTITUTE = "substitute", "代理が出ます"
    UNSURE = "unsure", "わからない"

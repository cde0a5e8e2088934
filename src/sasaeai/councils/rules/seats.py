"""席: what somebody is in a council."""

from __future__ import annotations

from django.db.models import TextChoices


class Seat(TextChoices):
    """役目"""

    CHAIR = "chair", "会長・座長"
    DEPUTY = "deputy", "副会長"
    MEMBER = "member", "構成員"
    ADVISER = "adviser", "助言者"
    SECRETARY = "secretary", "事務局"
    OBSERVER = "observer", "オブザーバー"


class Channel(TextChoices):
    """連絡の方法: how somebody wishes to hear of a meeting."""

    LETTER = "letter", "手紙"
    FAX = "fax", "FAX"
    MAIL = "mail", "メール"
    LINE = "line", "LINE"
    PHONE = "phone", "電話"
    HAND = "hand", "手渡し"

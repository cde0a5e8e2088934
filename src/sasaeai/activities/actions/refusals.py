"""Why a write was refused, in words the person at the screen can act on."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from sasaeai.activities.models import Activity, MonthClosing


class NotAllowed(ValidationError):
    """A person may not write this; the words say whom to ask."""


class MonthClosed(ValidationError):
    """The month of the entry is closed."""

    def __init__(self, closing: MonthClosing) -> None:
        self.closing = closing
        super().__init__(
            {
                "on": f"「{closing}」は締めてあるため、書き加えたり直したりできません。"
                "直すときは、再開できる人（市の担当者・第1層）に再開を頼んでください。"
            }
        )


class EditConflict(Exception):
    """Somebody else saved the record while this person was writing. Nothing was overwritten.

    :ivar current: the record as it stands now
    """

    def __init__(self, current: Activity) -> None:
        self.current = current
        super().__init__(
            f"書いているあいだに{current.changed_by_name or 'ほかの人'}がこの記録を直しました。"
            "両方の文を見くらべて、残す方を選んでください。"
        )

"""States of a trouble: it is taken down, worked on, answered, and only then done."""

from __future__ import annotations

from django.db.models import TextChoices


class NeedState(TextChoices):
    """状態: where a trouble stands."""

    RECEIVED = "received", "受付"
    IN_HAND = "in_hand", "対応中"
    ANSWERED = "answered", "回答済"
    REFERRED = "referred", "つないだ"
    WATCHING = "watching", "見守り継続"
    NO_RESOURCE = "no_resource", "資源なし"
    DONE = "done", "完了"
    WITHDRAWN = "withdrawn", "取下げ"
    SET_ASIDE = "set_aside", "困りごとではない"


class Urgency(TextChoices):
    """急ぎ具合"""

    NOW = "1", "すぐに"
    SOON = "2", "早めに"
    ORDINARY = "3", "ふつう"


class LetterState(TextChoices):
    """届いた声の状態: what became of a letter from the public pages."""

    WAITING = "waiting", "届いたまま"
    TAKEN = "taken", "受け付けた"
    JOINED = "joined", "前の困りごとに足した"
    REFUSED = "refused", "受け付けなかった"


S = NeedState
FOLLOWS: dict[NeedState, frozenset[NeedState]] = {
    S.RECEIVED: frozenset(
        {S.IN_HAND, S.ANSWERED, S.REFERRED, S.NO_RESOURCE, S.WITHDRAWN, S.SET_ASIDE}
    ),
    S.IN_HAND: frozenset({S.ANSWERED, S.REFERRED, S.WATCHING, S.NO_RESOURCE, S.WITHDRAWN}),
    S.ANSWERED: frozenset({S.IN_HAND, S.WATCHING, S.DONE}),
    S.REFERRED: frozenset({S.IN_HAND, S.ANSWERED, S.WATCHING, S.NO_RESOURCE, S.DONE}),
    S.WATCHING: frozenset({S.IN_HAND, S.ANSWERED, S.REFERRED, S.NO_RESOURCE, S.DONE}),
    # A place may open one day: what nobody could answer is taken up again.
    S.NO_RESOURCE: frozenset({S.IN_HAND, S.ANSWERED, S.REFERRED, S.DONE}),
    S.DONE: frozenset(),
    S.WITHDRAWN: frozenset(),
    # A sentence put aside by mistake is a trouble after all.
    S.SET_ASIDE: frozenset({S.RECEIVED}),
}
# Nothing more is to be done; the day is kept.
CLOSED = frozenset({S.DONE, S.WITHDRAWN, S.SET_ASIDE})
OPEN = frozenset(S) - CLOSED
# What counts as a trouble in figures.
COUNTED = frozenset(S) - {S.WITHDRAWN, S.SET_ASIDE}
NEEDS_REASON = frozenset({S.WITHDRAWN, S.NO_RESOURCE})


def may_follow(now: NeedState, to: NeedState) -> bool:
    """Whether a trouble in the state `now` may be moved to `to`.

    >>> may_follow(NeedState.RECEIVED, NeedState.DONE), may_follow(NeedState.ANSWERED, NeedState.DONE)
    (False, True)
    """
    return to in FOLLOWS[now]


def why_not(
    now: NeedState, to: NeedState, *, wants_reply: bool, told_back: bool, reason: str
) -> str:
    """Why a trouble cannot be moved, and what to do; empty if it can.

    :param told_back: whether the one who told it has heard back, with this step counted in
    """
    if not may_follow(now, to):
        if not FOLLOWS[now]:
            return f"「{now.label}」の困りごとは動かせません。続きがあるときは、あらためて受け付けてください。"
        ways = "・".join(f"「{one.label}」" for one in NeedState if one in FOLLOWS[now])
        return f"「{now.label}」から「{to.label}」へは進めません。進めるのは{ways}です。"
    if to == NeedState.DONE and wants_reply and not told_back:
        return "話してくださった方への返事がまだです。返事をした日と内容を書いてから「完了」にしてください。"
    if to in NEEDS_REASON and not reason.strip():
        return f"「{to.label}」にするわけを書いてください（例：さがした所、本人の申し出）。"
    return ""


def is_unmet_after(to: NeedState, before: bool) -> bool:
    """Whether nobody answers the trouble, after it moved to a state: only an answer or a way on ends it.

    >>> is_unmet_after(NeedState.DONE, True), is_unmet_after(NeedState.REFERRED, True)
    (True, False)
    """
    if to == NeedState.NO_RESOURCE:
        return True
    return before and to not in (NeedState.ANSWERED, NeedState.REFERRED, NeedState.WATCHING)

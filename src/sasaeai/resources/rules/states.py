"""States of a resource and stages of an activity body."""

from __future__ import annotations

from django.db.models import TextChoices


class State(TextChoices):
    """状態: whether people can go there today."""

    PREPARING = "preparing", "準備中"
    ACTIVE = "active", "活動中"
    PAUSED = "paused", "休止"
    ENDED = "ended", "終了"


FOLLOWS: dict[State, frozenset[State]] = {
    State.PREPARING: frozenset({State.ACTIVE, State.ENDED}),
    State.ACTIVE: frozenset({State.PAUSED, State.ENDED}),
    State.PAUSED: frozenset({State.ACTIVE, State.ENDED}),
    # A place closed by mistake, or one that comes back, is opened again rather than written anew.
    State.ENDED: frozenset({State.ACTIVE, State.PREPARING}),
}
NEEDS_REASON = frozenset({State.PAUSED, State.ENDED})


def may_follow(now: State, to: State) -> bool:
    """Whether a resource in the state `now` may be moved to `to`.

    >>> may_follow(State.PAUSED, State.ACTIVE), may_follow(State.ACTIVE, State.PREPARING)
    (True, False)
    """
    return to in FOLLOWS[now]


# What Open Referral HSDS 3 calls the states (service.status).
HSDS_STATUS: dict[State, str] = {
    State.PREPARING: "inactive",
    State.ACTIVE: "active",
    State.PAUSED: "temporarily closed",
    State.ENDED: "defunct",
}


class Stage(TextChoices):
    """活動体の段階: from the first talk to standing on its own, in this order; each is dated."""

    TALK = "talk", "相談"
    PREPARING = "preparing", "準備"
    TRIAL = "trial", "試行"
    ACTIVE = "active", "活動"
    INDEPENDENT = "independent", "自立"
    PAUSED = "paused", "休止"
    ENDED = "ended", "終了"


# Stages in which the body does what it is for, and so is counted in the table of its growth.
AT_WORK = frozenset({Stage.TRIAL, Stage.ACTIVE, Stage.INDEPENDENT})
ON_THE_WAY = frozenset({Stage.TALK, Stage.PREPARING})


def stage_may_follow(now: Stage | None, to: Stage) -> bool:
    """Whether a body may be moved to a stage: steps may be skipped, but not repeated; an end is an end
    unless the body starts again at 相談, 準備 or 活動.

    >>> stage_may_follow(Stage.TALK, Stage.ACTIVE), stage_may_follow(Stage.ACTIVE, Stage.TALK)
    (True, False)
    """
    if now is None:
        return True
    if now == to:
        return False
    if now in (Stage.PAUSED, Stage.ENDED):
        return to != Stage.PAUSED or now == Stage.PAUSED
    order = list(Stage)
    return order.index(to) > order.index(now)


class Source(TextChoices):
    """どこから知ったか"""

    COORDINATOR = "coordinator", "コーディネーターが把握"
    APPLICATION = "application", "申請・届出"
    OPERATOR = "operator", "運営者から"
    RESIDENT = "resident", "住民から"
    FLYER = "flyer", "チラシ・広報紙"
    FILE = "file", "台帳・オープンデータの取り込み"
    OTHER = "other", "その他"


class MatchLevel(TextChoices):
    """地図の位置の細かさ: how the point was found, shown beside it."""

    PIN = "pin", "職員が決めた位置"
    GIVEN = "given", "資料に書かれた緯度・経度"
    BLOCK = "block", "番地（街区）までの位置"
    TOWN_BLOCK = "town-block", "町丁目までの位置"
    AREA = "area", "区域の中心"


class Steps(TextChoices):
    """段差"""

    NONE = "none", "段差なし"
    RAMP = "ramp", "スロープあり"
    SOME = "some", "段差あり"


class Toilet(TextChoices):
    """トイレ"""

    ACCESSIBLE = "accessible", "車いすで使えるトイレあり"
    ORDINARY = "ordinary", "トイレあり"
    NONE = "none", "トイレなし"


class Trial(TextChoices):
    """見学・体験"""

    ANY_TIME = "any-time", "いつでもできる"
    ASK_FIRST = "ask-first", "前もって連絡すればできる"
    NO = "no", "できない"

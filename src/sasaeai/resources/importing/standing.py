"""State, publishing, confirmation and the survey's attributes, as our own list writes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sasaeai.resources.actions.given import GivenGathering
from sasaeai.resources.actions.taking_in import Standing
from sasaeai.resources.importing.cells import Cells
from sasaeai.resources.importing.known import Known
from sasaeai.resources.rules.columns import GATHERING, IN_SURVEY, LEFT_OUT
from sasaeai.resources.rules.freshness import How
from sasaeai.resources.rules.publishing import HIDEABLE, Publishing
from sasaeai.resources.rules.states import State

_ALSO_STATES = {
    **dict.fromkeys(("活動", "実施中", "営業中", "開催", "継続", "active"), State.ACTIVE),
    **dict.fromkeys(("休止中", "休会", "休業", "一時休止"), State.PAUSED),
    **dict.fromkeys(("終了済", "廃止", "廃業", "解散", "閉店"), State.ENDED),
    **dict.fromkeys(("準備", "開設準備中"), State.PREPARING),
}


def read_standing(cells: Cells) -> tuple[Standing, date | None]:
    """What the row says of state, publishing and confirmation, and the day on which it ended."""
    state = _state(cells)
    ended = cells.day("ended_on") or cells.day("closed_on")
    if ended and cells.has("closed_on") and state is None:
        state = State.ENDED
    how = _labelled(cells, "assured_how", How)
    publishing = _labelled(cells, "publishing", Publishing)
    standing = Standing(
        state=state,
        state_on=cells.day("state_on") or (ended if state == State.ENDED else None),
        reason=cells.text("state_reason"),
        conditions=cells.text("state_conditions"),
        publishing=Publishing(publishing) if publishing else None,
        hidden=_hidden(cells),
        assured_on=cells.day("assured_on"),
        assured_how=how or "",
        assured_by_name=cells.text("assured_by_name")[:120],
    )
    return standing, ended


def _state(cells: Cells) -> State | None:
    word = cells.text("state")
    known = {state.label: state for state in State} | {s.value: s for s in State} | _ALSO_STATES
    if not word:
        return None
    if word not in known:
        if cells.strict:
            labels = tuple(State.labels)
            cells.refuse("state", f"「{word}」は状態としてわかりません。", labels)
        else:
            cells.put_aside("state")
        return None
    return State(known[word])


def _labelled(cells: Cells, name: str, choices: Any) -> str | None:
    word = cells.text(name)
    known = {label: value for value, label in choices.choices} | {v: v for v in choices.values}
    if word and word not in known:
        cells.refuse(
            name, f"「{word}」は{cells.head(name)}としてわかりません。", tuple(choices.labels)
        )
    return known.get(word)


def _hidden(cells: Cells) -> list[str] | None:
    """公開しない項目: by the words of the page; None without such a column."""
    if not cells.has("hidden"):
        return None
    by_word = {word: name for name, word in HIDEABLE.items()}
    found = []
    for word in cells.text("hidden").splitlines():
        if word.strip() in by_word:
            found.append(by_word[word.strip()])
        elif word.strip():
            cells.refuse(
                "hidden", f"「{word.strip()}」という公開しない項目はありません。", tuple(by_word)
            )
    return found


def read_gathering(cells: Cells, known: Known) -> GivenGathering | None:
    """通いの場の区分; None where the row says nothing of the survey."""
    if not any(cells.text(name) for name in (*GATHERING, "survey")):
        return None
    terms: dict[str, Any] = {}
    for name in GATHERING:
        word = cells.text(name)
        terms[name] = known.term(name, word) if word else None
        if word and terms[name] is None:
            cells.refuse(name, f"「{word}」は用語にありません。", known.like(name, word))
    left_out, _, why = cells.text("survey").partition("：")
    counted = left_out.strip() != LEFT_OUT
    if left_out.strip() not in ("", IN_SURVEY, LEFT_OUT) or (not counted and not why.strip()):
        cells.refuse("survey", f"調査の列は「{IN_SURVEY}」か「{LEFT_OUT}：理由」と書いてください。")
    return GivenGathering(**terms, in_survey=counted, why_not="" if counted else why.strip()[:200])

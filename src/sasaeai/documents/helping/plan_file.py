"""A plan as PLAN.json: readable, one visit a line, written quickly even for a prefecture."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sasaeai.analysis.matching.explaining import Unserved
from sasaeai.analysis.matching.planning import Plan
from sasaeai.analysis.matching.settled import Visit
from sasaeai.analysis.matching.telling import Assignment
from sasaeai.analysis.matching.week import BLOCKS, block_words
from sasaeai.analysis.matching.weights import Weights
from sasaeai.documents.refusals import CannotRead


def plan_json(plan: Plan, weights: Weights, *, first_block: int, seconds: float) -> bytes:
    """The file; its form is in `sasaeai schema plan`.

    :param seconds: CPU seconds spent, told by whoever reads the clock
    """
    head = {
        "objective": plan.objective,
        "bound": plan.bound,
        "gap": round(plan.gap, 8),
        "seconds": round(seconds, 3),
        "served": len(plan.assignments),
        "first_block": first_block,
        "parts": {"exact": plan.exact_parts, "large": plan.large_parts},
        "candidates_cut": plan.cut,
        "weights": dataclasses.asdict(weights),
    }
    lists = {
        "assignments": (_visit(one, first_block) for one in plan.assignments),
        "unserved": (_left(one, first_block) for one in plan.unserved),
    }
    return "".join(_lines(lists, head)).encode()


def _lines(lists: Mapping[str, Iterator[dict[str, Any]]], head: dict[str, Any]) -> Iterator[str]:
    yield "{\n"
    for name, rows in lists.items():
        yield f'"{name}": ['
        between = "\n"
        for row in rows:
            yield between + json.dumps(row, ensure_ascii=False, allow_nan=False)
            between = ",\n"
        yield "\n],\n"
    for at, (name, value) in enumerate(head.items(), start=1):
        end = ",\n" if at < len(head) else "\n"
        yield f'"{name}": {json.dumps(value, ensure_ascii=False, allow_nan=False)}{end}'
    yield "}\n"


def _visit(one: Assignment, first_block: int) -> dict[str, Any]:
    cost = {f.name: getattr(one.cost, f.name) for f in dataclasses.fields(one.cost)}
    return {
        "request": one.request,
        "volunteers": list(one.volunteers),
        "block": one.block + first_block,
        "when": block_words(one.block),
        "cost": {**cost, "total": one.cost.total},
        "reasons": list(one.reasons),
        "minutes": list(one.minutes),
        "confirmed": one.confirmed,
    }


def _left(one: Unserved, first_block: int) -> dict[str, Any]:
    takers = [dataclasses.asdict(taker) for taker in one.taken_by]
    return {
        "request": one.request,
        "penalty": one.penalty,
        "why": [dataclasses.asdict(left) for left in one.why],
        "nearest": [dataclasses.asdict(change) for change in one.nearest],
        "taken_by": [{**taker, "block": taker["block"] + first_block} for taker in takers],
    }


def read_told(path: Path, first_block: int) -> tuple[Visit, ...]:
    """The visits of an earlier PLAN.json.

    :raises CannotRead: when it is not one, or its blocks are numbered otherwise
    """
    if not path.is_file():
        raise CannotRead(f"{path} が見つかりません。ファイルの場所と名前を確かめてください。")
    try:
        data = json.loads(path.read_bytes())
        visits = tuple(
            Visit(str(one["request"]), tuple(map(str, one["volunteers"])), int(one["block"]) - first_block)
            for one in data["assignments"]
        )  # fmt: skip
    except (ValueError, KeyError, TypeError) as error:
        raise CannotRead(
            f"{path.name} は sasaeai helping plan の結果（PLAN.json）として読めません。"
            "前に作った計画のファイルを指定してください。"
        ) from error
    if any(not 0 <= visit.block < BLOCKS for visit in visits):
        raise CannotRead(
            f"{path.name} の時間の番号が一覧と合いません（{first_block}から{first_block + BLOCKS - 1}）。"
        )
    return visits

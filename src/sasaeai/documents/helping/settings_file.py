"""The weights of a plan out of a TOML file; what is not written keeps its usual value."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sasaeai.analysis.matching.weights import Mode, Weights
from sasaeai.documents.reading.encodings import decoded
from sasaeai.documents.refusals import CannotRead

_PLAIN: Final = (
    "per_minute", "per_visit", "same_volunteer", "liked_task", "fairness", "kept",
)  # fmt: skip
_TABLES: Final = ("km_per_hour", "reach_km")
_MOST: Final = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Settings:
    """Weights, and how blocks are numbered in the files (None = to be seen there)."""

    weights: Weights = dataclasses.field(default_factory=Weights)
    first_block: int | None = None
    keep: int | None = None


def read_settings(path: Path) -> Settings:
    """Settings of a plan: `[weights]`, `[km_per_hour]`, `[reach_km]`, `[blocks]`, `[candidates]`.

    :raises CannotRead: unknown names and impossible values, each by name
    """
    if not path.is_file():
        raise CannotRead(f"{path} が見つかりません。ファイルの場所と名前を確かめてください。")
    try:
        data = tomllib.loads(decoded(path.read_bytes())[0])
    except tomllib.TOMLDecodeError as error:
        raise CannotRead(
            f"{path.name}：TOMLとして読めません（{error}）。書き方を直してください。"
        ) from error
    _check_names(path, data, "", ("weights", *_TABLES, "blocks", "candidates"))
    weights = data.get("weights", {})
    _check_names(path, weights, "weights.", ("unserved", *_PLAIN))
    given: dict[str, Any] = {
        name: _number(path, f"weights.{name}", weights[name]) for name in _PLAIN if name in weights
    }
    if "unserved" in weights:
        given["unserved"] = _three(path, weights["unserved"])
    for table in _TABLES:
        if table in data:
            given[table] = _by_mode(path, table, data[table], getattr(Weights(), table))
    return Settings(
        Weights(**given),
        _whole(path, data, "blocks", "first", (0, 1)),
        _whole(path, data, "candidates", "keep", (48, 100_000)),
    )


def _check_names(path: Path, data: Any, place: str, known: tuple[str, ...]) -> None:
    if not isinstance(data, dict):
        raise CannotRead(f"{path.name}：「{place}」は [表] の形で書いてください。")
    unknown = [name for name in data if name not in known]
    if unknown:
        raise CannotRead(
            f"{path.name}：「{place}{unknown[0]}」という項目はありません（使えるのは {'、'.join(known)}）。"
        )


def _number(path: Path, name: str, value: Any, *, least: float = 0.0) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= _MOST:
        raise CannotRead(
            f"{path.name}：「{name}」の {value} は使えません。{least:g}から{_MOST:g}までの数を書いてください。"
        )
    return float(value)


def _three(path: Path, value: Any) -> tuple[float, float, float]:
    if not isinstance(value, list) or len(value) != 3:
        raise CannotRead(
            f"{path.name}：「weights.unserved」は急ぎの順に3つ書いてください（例 [2000, 1200, 800]）。"
        )
    first, second, third = (_number(path, "weights.unserved", one) for one in value)
    return first, second, third


def _by_mode(path: Path, table: str, data: Any, usual: dict[Mode, float]) -> dict[Mode, float]:
    _check_names(path, data, f"{table}.", tuple(mode.value for mode in Mode))
    least = 0.1 if table == "km_per_hour" else 0.0
    return {
        **usual,
        **{Mode(k): _number(path, f"{table}.{k}", v, least=least) for k, v in data.items()},
    }


def _whole(
    path: Path, data: dict[str, Any], table: str, name: str, limits: tuple[int, int]
) -> int | None:
    own = data.get(table, {})
    _check_names(path, own, f"{table}.", (name,))
    if name not in own:
        return None
    value = own[name]
    if isinstance(value, bool) or not isinstance(value, int) or not limits[0] <= value <= limits[1]:
        raise CannotRead(
            f"{path.name}：「{table}.{name}」の {value} は使えません。"
            f"{limits[0]}から{limits[1]}までの整数を書いてください。"
        )
    return value

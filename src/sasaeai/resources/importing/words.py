"""Kinds, needs and areas: words of a list looked up among the town's."""

from __future__ import annotations

from collections.abc import Sequence

from sasaeai.documents.reading.values import read_list
from sasaeai.resources.importing.cells import Cells
from sasaeai.resources.importing.context import Context
from sasaeai.resources.importing.known import WHOLE_TOWN, folded
from sasaeai.resources.importing.said import Said
from sasaeai.vocabulary.models import Term

KIND_COLUMNS = ("kind", "trade", "event_kind")


def read_kinds(cells: Cells, context: Context, said: Said) -> None:
    """種別 and ほかの種別; a word that is none becomes a tag, in our own list a reason to refuse."""
    found: list[Term] = []
    for name in KIND_COLUMNS:
        found += _terms(cells, context, said, name, "kind")
    default = context.known.codes["kind"].get(context.shape.kind)
    if not found and default is not None:
        found = [default]
    if found:
        said.facts["kind"] = found[0]
    elif cells.strict and cells.has("kind"):
        said.facts["kind"] = None
    more = [*found[1:], *_terms(cells, context, said, "more_kinds", "kind")]
    if more or (cells.strict and cells.has("more_kinds")):
        said.more_kinds = list(dict.fromkeys(more))


def read_needs(cells: Cells, context: Context, said: Said) -> None:
    """できること: the needs answered, or those that the shape answers anyhow."""
    found = _terms(cells, context, said, "functions", "functions")
    if found or (cells.strict and cells.has("functions")):
        said.functions = list(dict.fromkeys(found))
    elif context.shape.functions:
        codes = context.known.codes["functions"]
        said.functions = [codes[code] for code in context.shape.functions if code in codes]


def _terms(cells: Cells, context: Context, said: Said, column: str, name: str) -> list[Term]:
    """Terms of a cell: as a whole first, since labels hold 、 and ・ themselves."""
    whole = cells.text(column)
    if not whole:
        return []
    term = context.known.term(name, whole)
    if term is not None:
        return [term]
    found: list[Term] = []
    for word in read_list(whole, known=context.known.labels(name)):
        term = context.known.term(name, word)
        if term is not None:
            found.append(term)
        else:
            _unknown(cells, context, said, column, name, word)
    return found


def _unknown(cells: Cells, context: Context, said: Said, column: str, name: str, word: str) -> None:
    context.words[name, word] += 1
    if not cells.strict:
        said.facts.setdefault("_tags", []).append(word)
        return
    near = context.known.like(name, word)
    hint = f"「{near[0]}」のことですか。" if near else ""
    reason = f"「{word}」は{cells.head(column)}の用語にありません。{hint}用語の設定にある言葉に直してください。"
    cells.refuse(column, reason, near)


def read_areas(cells: Cells, context: Context, said: Said) -> None:
    """区域 and ほかに利用できる区域; 全市 is no area."""
    word = cells.text("area")
    if word and folded(word) not in WHOLE_TOWN:
        found = context.known.area(word)
        if len(found) == 1:
            said.facts["area"] = found[0]
        else:
            _no_area(cells, context, "area", word, [context.known.area_names[a.pk] for a in found])
    elif cells.strict and cells.has("area"):
        said.facts["area"] = None
    if not cells.has("more_areas"):
        return
    more = []
    for other in cells.text("more_areas").replace("、", "\n").splitlines():
        found = context.known.area(other.strip()) if other.strip() else []
        if len(found) == 1:
            more.append(found[0])
        elif other.strip():
            _no_area(cells, context, "more_areas", other.strip(), [])
    said.more_areas = more


def _no_area(
    cells: Cells, context: Context, column: str, word: str, several: Sequence[str]
) -> None:
    context.words["area", word] += 1
    if not cells.strict:
        cells.aside[cells.head(column)] = word
        return
    if several:
        reason = f"「{word}」にあたる区域がいくつもあります（{'、'.join(several)}）。"
    else:
        reason = f"「{word}」という区域はありません。登録した区域の名前に直してください。"
    cells.refuse(column, reason, tuple(several))

"""Heads merge where they are equal, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

from sasaeai.analysis.figures.rendered import (
    RenderedCell,
    RenderedColumn,
    RenderedRow,
    RenderedTable,
)
from sasaeai.documents.grid import grid_of
from sasaeai.documents.paper import Sheet, sheet_for
from sasaeai.documents.tests.sample_tables import (
    a_long_table,
    a_month_matrix,
    a_plan_table,
    a_wide_table,
)


def covered(grid):
    places = []
    for cell in grid.cells:
        for r in range(cell.row, cell.row + cell.rows):
            places += [(r, c) for c in range(cell.column, cell.column + cell.columns)]
    return places


def test_every_place_is_covered_once():
    for table in (a_plan_table(), a_month_matrix(), a_wide_table(), a_long_table()):
        grid = grid_of(table)

        places = covered(grid)

        assert len(places) == len(set(places)) == grid.row_count * grid.column_count


def test_equal_neighbouring_heads_are_merged():
    cells = {(c.text, c.row): c for c in grid_of(a_plan_table()).cells}

    assert cells["令和4年度", 0].columns == 2
    assert cells["達成率", 0].rows == 2
    assert cells["第1層", 2].rows == 2
    assert cells["合計", 5].columns == 2
    assert cells["合計", 5].kind == "total"


def test_notes_of_cells_are_collected_with_their_place():
    assert grid_of(a_plan_table()).notes == ("第2層・活動回数・令和6年度・実績：予定を含む",)


def test_a_rendered_table_has_told_its_notes_itself():
    assert grid_of(replace(a_plan_table(), told=True)).notes == ()


def test_a_subtotal_stands_within_its_group_and_a_total_does_not():
    table = RenderedTable(
        title="相談",
        columns=(RenderedColumn(("件数",)),),
        rows=(
            RenderedRow(("東部", "港"), (RenderedCell("1", 1),)),
            RenderedRow(("東部", "小計"), (RenderedCell("1", 1),), "subtotal"),
            RenderedRow(("東部計", ""), (RenderedCell("1", 1),), "total"),
        ),
    )

    cells = {c.text: c for c in grid_of(table).cells if c.role == "row_head"}

    assert (cells["東部"].rows, cells["東部"].kind) == (2, "body")
    assert (cells["小計"].rows, cells["小計"].kind) == (1, "subtotal")
    assert (cells["東部計"].columns, cells["東部計"].kind) == (2, "total")


def test_a_corner_without_titles_is_one_empty_place():
    corner = grid_of(replace(a_plan_table(), row_head_titles=())).cells[0]

    assert (corner.rows, corner.columns, corner.text) == (2, 2, "")


def test_the_paper_follows_the_width():
    assert sheet_for(grid_of(a_long_table()).comfortable_mm) == Sheet("A4", landscape=False)
    assert sheet_for(grid_of(a_plan_table()).comfortable_mm) == Sheet("A4", landscape=False)
    assert sheet_for(grid_of(a_month_matrix()).comfortable_mm) == Sheet("A4", landscape=True)
    assert sheet_for(grid_of(a_wide_table()).comfortable_mm) == Sheet("A3", landscape=True)
    assert sheet_for(9999, paper="A4") == Sheet("A4", landscape=True)
    assert sheet_for(1, paper="A3", landscape=False) == Sheet("A3", landscape=False)

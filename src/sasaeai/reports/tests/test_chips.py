"""The table editor: chips in, a layout's text out, and the chips again."""

import pytest

from sasaeai.analysis.figures import layout_from_toml
from sasaeai.reports.chips import MEASURES, Draft, changed, draft_of, text_of

DRAFT = Draft(
    title="圏域×層",
    rows=("area.第2層の区域", "main_function"),
    columns=("tier",),
    measures=("times", "people"),
)


def test_chips_make_a_layout_that_can_be_read_and_opened_again():
    text = text_of(DRAFT)

    assert layout_from_toml(text).title == "圏域×層"
    assert draft_of(text) == DRAFT


def test_a_text_that_somebody_changed_is_no_longer_made_of_chips():
    assert draft_of(text_of(DRAFT) + "\n# 追記\n") is None
    assert draft_of('title = "表"\n') is None
    assert draft_of("# chips {broken") is None


@pytest.mark.parametrize("measure", list(MEASURES))
def test_every_way_of_counting_can_be_read(measure):
    layout_from_toml(text_of(Draft(title="表", rows=("tier",), measures=(measure,))))


@pytest.mark.parametrize(
    ("deed", "rows", "columns"),
    [
        ("rows:add:means", ("a", "b", "means"), ("c",)),
        ("rows:add:a", ("a", "b"), ("c",)),
        ("rows:up:1", ("b", "a"), ("c",)),
        ("rows:up:0", ("a", "b"), ("c",)),
        ("rows:down:0", ("b", "a"), ("c",)),
        ("rows:down:1", ("a", "b"), ("c",)),
        ("rows:drop:0", ("b",), ("c",)),
        ("rows:drop:7", ("a", "b"), ("c",)),
        ("rows:over:0", ("b",), ("c", "a")),
        ("columns:over:0", ("a", "b", "c"), ()),
        ("nonsense", ("a", "b"), ("c",)),
        ("measures:over:0", ("a", "b"), ("c",)),
    ],
)
def test_one_press_moves_one_chip(deed, rows, columns):
    after = changed(Draft(rows=("a", "b"), columns=("c",), measures=("times",)), deed)

    assert (after.rows, after.columns) == (rows, columns)

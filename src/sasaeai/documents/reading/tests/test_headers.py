"""Which rows are the heads."""

from sasaeai.documents.reading.headers import find_heads


def test_a_title_merged_over_the_whole_table_is_no_head():
    rows = [["令和4年度 計画", "", ""], ["指標", "層", "令和4年度"], ["活動回数", "計", 5]]

    for merges in ([(0, 0, 0, 2)], []):
        heads = find_heads(rows, merges, {"indicator": ["指標"], "tier": ["層"]})
        assert (heads.row, heads.labels) == (1, ("指標", "層", "令和4年度"))

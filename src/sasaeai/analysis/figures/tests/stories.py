"""What story tests share: preset layouts, and facts reconstructed from published totals.

The printed tables are public; the records behind them are not. So the facts here are made up to
add up to the published totals: evenly spread dates, invented ids. Only the totals are real.
"""

from pathlib import Path

from sasaeai.analysis.figures import facts_from_rows, layout_from_toml, render

ONE_CELL = """
title = "一つの欄"
{more}
[[rows]]
label = "行"
[[columns]]
label = "列"
measure = {measure}
"""

LAYOUTS = Path(__file__).parents[3] / "reports" / "layouts"


def preset(name):
    return layout_from_toml((LAYOUTS / f"{name}.toml").read_text(encoding="utf-8"))


def table_of(layout, rows, **given):
    if isinstance(layout, str):
        layout = layout_from_toml(layout)
    return render(layout, facts_from_rows(rows), **given)


def one_cell(measure, rows, more="", **given):
    return table_of(ONE_CELL.format(measure=measure, more=more), rows, **given)


def texts(table):
    """{row heads: [cell texts]}, heads joined by a slash."""
    return {
        "／".join(head for head in row.head if head): [cell.text for cell in row.cells]
        for row in table.rows
    }


def heads(table):
    return ["／".join(head for head in column.heads if head) for column in table.columns]


def happenings(count, *, year, months=12, **fact):
    """So many facts spread evenly over the months of a fiscal year."""
    made = []
    for n in range(count):
        month = 4 + n % months
        date = f"{year + (month > 12)}-{(month - 1) % 12 + 1:02d}-{1 + n // months % 28:02d}"
        made.append({"date": date, **fact})
    return made


def shared_out(total, parts):
    """A total as so many whole parts: shared_out(7, 3) == [3, 2, 2]."""
    return [total // parts + (n < total % parts) for n in range(parts)]

"""Every cell, worked out again from the raw rows by plain loops that share nothing with the code."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sasaeai.analysis.figures import facts_from_rows, read_layout, render, trace

FIRST = date(2021, 4, 1)
AREAS, TIERS, KINDS, FUNCTIONS = (
    ["東", "西", "南"],
    ["第1層", "第2層"],
    ["訪問", "会議"],
    ["A", "B", "C"],
)
PEOPLE = [f"u{n}" for n in range(6)]


@st.composite
def some_rows(draw):
    rows = []
    for n in range(draw(st.integers(0, 25))):
        row = {
            "id": f"r{n}",
            "date": str(FIRST + timedelta(days=draw(st.integers(0, 729)))),
            "state": draw(st.sampled_from(["held", "held", "held", "planned", "cancelled"])),
            "kind": draw(st.sampled_from(KINDS)),
            "tier": draw(st.sampled_from(TIERS)),
            "area": {"圏域": draw(st.sampled_from(AREAS))},
            "functions": draw(st.lists(st.sampled_from(FUNCTIONS), max_size=3, unique=True)),
            "coordinators": draw(
                st.lists(st.sampled_from(["s1", "s2", "s3"]), max_size=2, unique=True)
            ),
            "subjects": {"person": draw(st.lists(st.sampled_from(PEOPLE), max_size=3))},
        }
        if draw(st.booleans()):
            row["counts"] = {"人": draw(st.integers(0, 30))}
        rows.append(row)
    return rows


def year_of(row):
    day = date.fromisoformat(row["date"])
    return day.year - (day.month < 4)


DIMENSIONS = {
    "area.圏域": (AREAS, lambda row, value: row["area"]["圏域"] == value),
    "tier": (TIERS, lambda row, value: row["tier"] == value),
    "kind": (KINDS, lambda row, value: row["kind"] == value),
    "function": (FUNCTIONS, lambda row, value: value in row["functions"]),
    "main_function": (FUNCTIONS, lambda row, value: row["functions"][:1] == [value]),
    "fiscal_year": (["2021年度", "2022年度"], lambda row, value: f"{year_of(row)}年度" == value),
    "month_number": (["4", "7", "1"], lambda row, value: int(row["date"][5:7]) == int(value)),
}


def people(row):
    return row.get("counts", {}).get("人")


def total_of(rows):
    known = [people(row) for row in rows if people(row) is not None]
    return None if rows and not known else sum(known)


def mean_of(rows):
    known = [people(row) for row in rows if people(row) is not None]
    return round(sum(known) / len(known) + 1e-9, 1) if known else None


def ratio_of(rows):
    persons = {person for row in rows for person in row["subjects"]["person"]}
    return None if not rows else round(100 * len(persons) / len(rows) + 1e-9, 1)


PERSONS = {"distinct": "subject.person", "unit": "人"}
MEASURES = [
    ({"count": "events"}, len),
    ({"sum": "人"}, total_of),
    ({"count": "events×coordinators"}, lambda rs: sum(max(len(r["coordinators"]), 1) for r in rs)),
    (
        {"count": "events×people"},
        lambda rs: sum(
            people(r) if people(r) is not None else len(r["subjects"]["person"]) for r in rs
        ),
    ),
    (PERSONS, lambda rs: len({p for r in rs for p in r["subjects"]["person"]})),
    (
        {"distinct": ["subject.person", "kind"]},
        lambda rs: len({(p, r["kind"]) for r in rs for p in r["subjects"]["person"]}),
    ),
    ({"mean": "人"}, mean_of),
    ({"max": "人"}, lambda rs: max((people(r) for r in rs if people(r) is not None), default=None)),
    ({"ratio": [PERSONS, {"count": "events"}], "unit": "%"}, ratio_of),
]  # fmt: skip
CONDITIONS = [
    ({}, lambda _: True),
    ({"tier": "第1層"}, lambda row: row["tier"] == "第1層"),
    ({"kind": {"not": "訪問"}}, lambda row: row["kind"] != "訪問"),
    ({"function": ["A", "B"]}, lambda row: {"A", "B"} & set(row["functions"])),
    ({"function": False}, lambda row: not row["functions"]),
    (
        {"count.人": {"min": 5, "below": 20}},
        lambda row: people(row) is not None and 5 <= people(row) < 20,
    ),
    (
        {"any": [{"tier": "第2層"}, {"all": [{"kind": "会議"}, {"not": {"area.圏域": "東"}}]}]},
        lambda row: row["tier"] == "第2層" or (row["kind"] == "会議" and row["area"]["圏域"] != "東"),
    ),
]  # fmt: skip


@st.composite
def some_layout(draw):
    row_by, column_by = draw(st.permutations(sorted(DIMENSIONS)))[:2]
    return {
        "rows": row_by,
        "columns": column_by,
        "measure": draw(st.integers(0, len(MEASURES) - 1)),
        "where": draw(st.integers(0, len(CONDITIONS) - 1)),
        "planned": draw(st.booleans()),
        "as_of": draw(st.sampled_from([None, date(2022, 6, 15), date(2023, 3, 31)])),
    }


def groups(dimension):
    """Each group and the total, as (label, test)."""
    values, test = DIMENSIONS[dimension]
    single = [(value, lambda row, value=value: test(row, value)) for value in values]
    return [*single, ("計", lambda row: any(test(row, value) for value in values))]


@settings(max_examples=150, deadline=None)
@given(some_rows(), some_layout())
def test_every_cell_is_what_plain_loops_find(rows, chosen):
    measure, worked_out = MEASURES[chosen["measure"]]
    where, holds = CONDITIONS[chosen["where"]]
    layout = {
        "title": "表",
        "measure": measure,
        "where": where,
        "include": ["held", "planned"] if chosen["planned"] else "held",
        "rows": [{"by": chosen["rows"], "values": DIMENSIONS[chosen["rows"]][0], "total": "計"}],
        "columns": [
            {"by": chosen["columns"], "values": DIMENSIONS[chosen["columns"]][0], "total": "計"}
        ],
    }
    as_of = chosen["as_of"]

    def standing(row):
        if row["state"] == "planned":
            return chosen["planned"]
        late = as_of is not None and date.fromisoformat(row["date"]) > as_of
        return row["state"] == "held" and not late

    # One undated column teaches all dimensions, so that an empty town also has them.
    taught = {
        "id": "taught", "date": "2000-01-01", "kind": "x", "tier": "x", "functions": ["x"],
        "area": {"圏域": "x"}, "coordinators": ["x"], "subjects": {"person": ["x"]},
        "counts": {"人": 1}, "state": "cancelled",
    }  # fmt: skip

    table = render(read_layout(layout), facts_from_rows([*rows, taught]), as_of=as_of)

    for r, (_, in_row) in enumerate(groups(chosen["rows"])):
        for c, (_, in_column) in enumerate(groups(chosen["columns"])):
            behind = [x for x in rows if standing(x) and holds(x) and in_row(x) and in_column(x)]
            cell = table.rows[r].cells[c]
            if cell.state == "blank":
                assert not behind or worked_out(behind) is None
                continue
            expected = worked_out(behind)
            assert cell.value == expected or abs(float(cell.value) - expected) < 1e-6
            assert set(trace(table, r, c)) == {row["id"] for row in behind}

"""The annual tables with pandas; the lines are read by pyarrow, the fastest reader pandas has."""

import json
import sys

import pandas as pd
import pyarrow as pa
import pyarrow.json as pj

facts, out = sys.argv[1], sys.argv[2]
text = pa.string()
schema = pa.schema(
    [
        ("date", text), ("state", text), ("tier", text), ("kind", text),
        ("area", pa.struct([("圏域", text), ("地区", text)])),
        ("functions", pa.list_(text)), ("coordinators", pa.list_(text)),
        ("partners", pa.list_(pa.struct([("id", text), ("type", text)]))),
        ("subjects", pa.struct([("person", pa.list_(text))])),
        ("counts", pa.struct([("人", pa.int64())])),
    ]
)  # fmt: skip
table = pj.read_json(
    facts,
    read_options=pj.ReadOptions(block_size=8 << 20),
    parse_options=pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore"),
).flatten()
names = [name.rpartition(".")[2] for name in table.column_names]
table = table.rename_columns(names)
for name in ("state", "tier", "kind", "圏域", "地区"):
    table = table.set_column(table.column_names.index(name), name, table[name].dictionary_encode())
frame = table.to_pandas(split_blocks=True, self_destruct=True)
del table
frame = frame[frame.state == "held"].reset_index(drop=True)
date = pd.to_datetime(frame.pop("date"))
frame["month"] = date.dt.month
frame["fy"] = date.dt.year - (date.dt.month < 4)
year = frame[frame.fy == 2022]
ALL = "計"
tables = {name: [] for name in (
    "area_by_month", "function_by_tier", "district", "coordinator_by_month", "kind_by_year",
    "partner_type_by_year",
)}  # fmt: skip


def put(name, grouped, column=None):
    for key, value in grouped.items():
        row, *rest = key if isinstance(key, tuple) else (key,)
        tables[name].append((str(row), column or str(rest[0]), int(value)))


def both(name, of, row, column):
    put(name, of.groupby([row, column], observed=True).size())
    put(name, of.groupby(row, observed=True).size(), ALL)
    for key, value in of.groupby(column, observed=True).size().items():
        tables[name].append((ALL, str(key), int(value)))
    tables[name].append((ALL, ALL, len(of)))


both("area_by_month", year, "圏域", "month")
both("kind_by_year", frame, "kind", "fy")
each = year[["coordinators", "month"]].explode("coordinators")
put("coordinator_by_month", each.groupby(["coordinators", "month"]).size())
met = year[["地区", "person"]].explode("person").dropna()
grouped = year.groupby("地区", observed=True)
put("district", grouped.size(), "回数")
put("district", grouped["人"].sum(), "延べ人数")
put("district", met.groupby("地区", observed=True)["person"].nunique(), "実人数")
tables["district"] += [
    (ALL, "回数", len(year)), (ALL, "延べ人数", int(year["人"].sum())), (ALL, "実人数", int(met["person"].nunique())),
]  # fmt: skip
functions = year[["functions", "tier", "人", "person"]].explode("functions")
for of in (functions, year.assign(functions=ALL)):
    people = of[["functions", "tier", "person"]].explode("person").dropna()
    for keys, tier in ((["functions", "tier"], None), (["functions"], ALL)):
        grouped = of.groupby(keys, observed=True)
        distinct = people.groupby(keys, observed=True)["person"].nunique()
        for what, found in (
            ("回数", grouped.size()),
            ("延べ人数", grouped["人"].sum()),
            ("実人数", distinct),
        ):
            for key, value in found.items():
                fn, *rest = key if isinstance(key, tuple) else (key,)
                tables["function_by_tier"].append((fn, f"{tier or rest[0]}／{what}", int(value)))
partners = frame[["partners", "fy"]].explode("partners").dropna()
partners["type"] = [one["type"] for one in partners.partners]
partners["partner"] = [one["id"] for one in partners.partners]
partners["n"] = partners.index
grouped = partners.groupby(["type", "fy"])
for what, found in (("件数", grouped["n"].nunique()), ("実数", grouped["partner"].nunique())):
    for (kind, fy), value in found.items():
        tables["partner_type_by_year"].append((kind, f"{fy}／{what}", int(value)))
with open(out, "w", encoding="utf-8") as file:
    json.dump(tables, file, ensure_ascii=False)

"""The annual tables with DuckDB: one load with given columns, then a query a table."""

import json
import sys

import duckdb

facts, out = sys.argv[1], sys.argv[2]
db = duckdb.connect()
db.execute(
    """
    create table f as
    select row_number() over () as n, date, state, area, tier, functions, kind, coordinators,
           list_transform(partners, lambda p: p.id) as partners,
           list_transform(partners, lambda p: p.type) as types, subjects.person as persons,
           counts['人'] as people,
           year(date) - (month(date) < 4)::int as fy
    from read_ndjson(?, columns={
        date: 'DATE', state: 'VARCHAR', area: 'STRUCT("圏域" VARCHAR, "地区" VARCHAR)',
        tier: 'VARCHAR', functions: 'VARCHAR[]', kind: 'VARCHAR', coordinators: 'VARCHAR[]',
        partners: 'STRUCT(id VARCHAR, "type" VARCHAR)[]', subjects: 'STRUCT(person VARCHAR[])',
        counts: 'STRUCT("人" INTEGER)'})
    where state = 'held'
    """,
    [facts],
)
db.execute("create view y as select * from f where fy = 2022")


def rows(sql):
    return db.execute(sql).fetchall()


tables = {
    "area_by_month": rows(
        "select coalesce(area['圏域'], '計'), coalesce(month(date)::varchar, '計'), count(*) from y"
        " group by cube (area['圏域'], month(date)::varchar)"
    ),
    "coordinator_by_month": rows(
        "select c, month(date)::varchar, count(*)"
        " from (select unnest(coordinators) as c, date from y) group by all"
    ),
    "kind_by_year": rows(
        "select coalesce(kind, '計'), coalesce(fy::varchar, '計'), count(*) from f"
        " group by cube (kind, fy::varchar)"
    ),
}
district = rows(
    "select coalesce(area['地区'], '計'), count(*), sum(people) from y group by rollup (area['地区'])"
)
persons = rows(
    "select coalesce(a, '計'), count(distinct p) from"
    " (select area['地区'] as a, unnest(persons) as p from y) group by rollup (a)"
)
tables["district"] = [
    *((a, "回数", n) for a, n, _ in district),
    *((a, "延べ人数", s) for a, _, s in district),
    *((a, "実人数", d) for a, d in persons),
]
by_function = """
    select coalesce(fn, '計'), coalesce(tier, '計'), {what} from (
        select unnest(functions) as fn, tier, people, persons from y)
    group by cube (fn, tier) having fn is not null
"""
over_all = "select '計', coalesce(tier, '計'), {what} from {of} group by rollup (tier)"
unnested = """
    select coalesce(fn, '計'), coalesce(tier, '計'), count(distinct p) from (
        select fn, tier, unnest(persons) as p from (
            select unnest(functions) as fn, tier, persons from y))
    group by cube (fn, tier) having fn is not null
"""
persons_of_all = "(select tier, unnest(persons) as p from y)"
cells = []
for name, parts in (
    (
        "回数",
        rows(by_function.format(what="count(*)")) + rows(over_all.format(what="count(*)", of="y")),
    ),
    (
        "延べ人数",
        rows(by_function.format(what="sum(people)"))
        + rows(over_all.format(what="sum(people)", of="y")),
    ),
    (
        "実人数",
        rows(unnested) + rows(over_all.format(what="count(distinct p)", of=persons_of_all)),
    ),
):
    cells += [(fn, f"{tier}／{name}", value) for fn, tier, value in parts]
tables["function_by_tier"] = cells
types = rows(
    "select t, fy::varchar, count(distinct n), count(distinct p) from"
    " (select n, fy, unnest(types) as t, unnest(partners) as p from f) group by all"
)
tables["partner_type_by_year"] = [
    *((t, f"{fy}／件数", n) for t, fy, n, _ in types),
    *((t, f"{fy}／実数", d) for t, fy, _, d in types),
]
with open(out, "w", encoding="utf-8") as file:
    json.dump(tables, file, ensure_ascii=False, default=int)

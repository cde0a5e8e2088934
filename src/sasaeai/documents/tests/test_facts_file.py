"""Facts from files: the quick reader finds what the plain one finds, and names every bad line."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sasaeai.analysis.figures import FactRefused, facts_from_rows, layout_from_toml
from sasaeai.analysis.figures.layouts.needs import fields_needed
from sasaeai.documents import facts_file, facts_lines
from sasaeai.documents.facts_file import read_facts
from sasaeai.documents.refusals import CannotRead


def a_file(folder, *rows, name="facts.jsonl"):
    path = folder / name
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def small_pieces(monkeypatch, first=100, size=300):
    monkeypatch.setattr(facts_lines, "FIRST_CHUNK", first)
    monkeypatch.setattr(facts_lines, "SMALL_CHUNK", size)
    monkeypatch.setattr(facts_lines, "LARGE_CHUNK", size)


def plain(facts):
    """All facts as dictionaries."""
    return [
        {
            "days": (int(facts.first[n]), int(facts.last[n])),
            **{name: sorted(column.values(n)) for name, column in facts.columns.items() if column.values(n)},
            **{f"#{u}": facts.counts[u].exact(np.array([n])) for u in facts.counts if facts.counts[u].present[n]},
        }
        for n in range(facts.size)
    ]  # fmt: skip


words = st.text(min_size=1, max_size=6).map(str.strip).filter(bool)
a_fact = st.fixed_dictionaries(
    {"date": st.sampled_from(["2022-04-01", "令和4年度", "2022-05", 2022])},
    optional={
        "state": st.sampled_from(["held", "予定", "集計中"]),
        "kind": st.one_of(words, st.integers(0, 5), st.lists(words, max_size=2)),
        "tier": st.sampled_from([1, "第2層", "１層"]),
        "area": st.one_of(words, st.dictionaries(words, words, max_size=2)),
        "functions": st.lists(words, max_size=3),
        "partners": st.lists(st.fixed_dictionaries({"id": words}, optional={"type": words}), max_size=2),
        "subjects": st.dictionaries(
            st.sampled_from(["person", "place"]),
            st.one_of(st.lists(words, max_size=3), words),
            max_size=2,
        ),
        "counts": st.dictionaries(st.sampled_from(["人", "食"]), st.integers(0, 99), max_size=2),
        "性別": st.sampled_from(["男", "女", "", None]),
    },
)  # fmt: skip


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(a_fact, max_size=12))
def test_the_quick_reader_finds_what_the_plain_reader_finds(tmp_path, rows):
    path = a_file(tmp_path, *rows)

    assert plain(read_facts([path])) == plain(facts_from_rows(rows))


odd_words = st.sampled_from(
    ["a", "第1層", "長い名前の地区その二", 'a"b', "a\\b", "x]}", "}", "\t", "😀", "a,b"]
)
an_odd_fact = st.one_of(
    a_fact,
    st.fixed_dictionaries(
        {"id": st.integers(0, 10**6)},
        optional={
            "kind": st.one_of(odd_words, st.none(), st.booleans(), st.integers(-3, 10**12)),
            "area": st.dictionaries(st.sampled_from(["圏域", "地区"]), odd_words, max_size=2),
            "functions": st.lists(odd_words, max_size=3),
            "subjects": st.dictionaries(st.sampled_from(["person", "place"]), st.lists(odd_words, max_size=3)),
            "counts": st.dictionaries(st.sampled_from(["人", "食"]), st.floats(0, 9, width=16), max_size=2),
            "印": odd_words,
        },
    ),
)  # fmt: skip


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(an_odd_fact, max_size=30, unique_by=lambda row: row.get("id", id(row))),
    separators=st.sampled_from([(", ", ": "), (",", ":"), (" ,", " : ")]),
    ascii_only=st.booleans(),
    ending=st.sampled_from(["\n", "\r\n"]),
    size=st.sampled_from([60, 400, 5000]),
)
def test_reading_side_by_side_finds_what_the_plain_reader_finds(
    tmp_path, rows, separators, ascii_only, ending, size
):
    path = tmp_path / "facts.jsonl"
    lines = [json.dumps(row, ensure_ascii=ascii_only, separators=separators) for row in rows]
    path.write_text("".join(line + ending for line in lines), encoding="utf-8", newline="")

    with pytest.MonkeyPatch.context() as patched:
        small_pieces(patched, first=1, size=size)
        facts = read_facts([path], ids=True)

    assert plain(facts) == plain(facts_from_rows(rows))
    assert [facts.id_of(n) for n in range(facts.size)] == [
        str(row.get("id", f"{n + 1}行目")) for n, row in enumerate(rows)
    ]


def test_ordinary_lines_are_indeed_read_side_by_side(tmp_path):
    path = a_file(tmp_path, *({"id": n, "kind": "訪問", "counts": {"人": n}} for n in range(3000)))
    reader = facts_lines.Reader(None, ids=False)

    with path.open("rb") as file, pytest.MonkeyPatch.context() as patched:
        patched.setattr(reader, "_line_by_line", at_most(1, reader._line_by_line))
        part = reader.read(file, 0, path.stat().st_size)

    assert part.count == 3000


def at_most(times, deed):
    left = [None] * times

    def counted(*given):
        left.pop()
        deed(*given)

    return counted


def test_a_large_file_is_read_in_pieces_by_two_processes(tmp_path, monkeypatch):
    monkeypatch.setattr(facts_file, "LARGE", 1000)
    small_pieces(monkeypatch)
    rows = [
        {"id": n, "date": "2022-04-01", "kind": f"k{n % 7}", "subjects": {"person": [f"u{n}"]}}
        for n in range(200)
    ]
    rows[150]["後の項目"] = "x"
    path = a_file(tmp_path, *rows)

    facts = read_facts([path], ids=True)

    assert facts.size == 200
    assert [facts.id_of(n) for n in (0, 100, 199)] == ["0", "100", "199"]
    assert facts.where(150) == "151行目"
    assert facts.columns["attribute.後の項目"].values(150) == ["x"]
    assert facts.columns["subject.person"].values(199) == ["u199"]


@pytest.mark.parametrize("place", [3, 180])
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "JSON として読めません"),
        ('["a"]', "JSON オブジェクト"),
        ('{"dates": "2022-04-01"}', "書き間違い"),
    ],
)
def test_a_bad_line_is_named_wherever_it_stands(tmp_path, monkeypatch, place, line, words):
    monkeypatch.setattr(facts_file, "LARGE", 1000)
    small_pieces(monkeypatch)
    rows = [{"id": n, "date": "2022-04-01"} for n in range(200)]
    rows[place] = line

    with pytest.raises(CannotRead, match=rf"facts\.jsonl {place + 1}行目.*{words}"):
        read_facts([a_file(tmp_path, *rows)])


def test_a_bad_value_names_line_and_field(tmp_path):
    path = a_file(tmp_path, {"date": "2022-04-01"}, "", {"date": "令和4年13月"})

    with pytest.raises(FactRefused, match="3行目「date」"):
        read_facts([path])


def test_the_same_id_twice_is_refused_over_several_files(tmp_path):
    one = a_file(tmp_path, {"id": "a"}, {"id": "b"}, name="one.jsonl")
    other = a_file(tmp_path, {"id": "c"}, {"id": "a"}, name="other.jsonl")

    with pytest.raises(FactRefused, match=r"other\.jsonl 2行目「id」：one\.jsonl 1行目と同じ id"):
        read_facts([one, other])


def test_a_missing_file_and_other_encodings_are_told(tmp_path):
    with pytest.raises(CannotRead, match="開けません"):
        read_facts([tmp_path / "none.jsonl"])

    sjis = tmp_path / "sjis.jsonl"
    sjis.write_bytes('{"kind": "訪問"}\n'.encode("cp932"))
    with pytest.raises(CannotRead, match="UTF-8"):
        read_facts([sjis])


def test_a_mark_at_the_beginning_blank_lines_and_windows_lines_are_read(tmp_path):
    path = tmp_path / "facts.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"kind":"a"}\r\n\r\n{"kind":"b"}')

    facts = read_facts([path])

    assert facts.size == 2
    assert facts.where(1) == "3行目"


def test_an_empty_file_has_no_facts(tmp_path):
    path = tmp_path / "facts.jsonl"
    path.write_text("")

    assert read_facts([path]).size == 0


def test_only_the_fields_a_layout_looks_at_are_read(tmp_path):
    layout = layout_from_toml(
        'title="表"\nmeasure={count="events"}\n[[rows]]\nby="kind"\n[[columns]]\nby="month"\n'
    )
    path = a_file(tmp_path, {"date": "2022-04-01", "kind": "訪問", "subjects": 3, "区分": ["x"]})

    facts = read_facts([path], needed=fields_needed([layout]))

    assert set(facts.columns) == {"kind"}


def test_presets_that_look_at_statistics_read_every_field():
    presets = Path(facts_file.__file__).parents[1] / "reports" / "layouts"
    text = (presets / "p2_activity_counts.toml").read_text(encoding="utf-8")

    assert fields_needed([layout_from_toml(text)]) is None

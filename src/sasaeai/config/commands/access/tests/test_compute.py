"""`sasaeai access compute` on a street of one kilometre."""

from __future__ import annotations

import csv
import gzip
import json

import pytest

from sasaeai.config.commands.access.tests import small_town
from sasaeai.config.commands.access.tests.small_town import access, files
from sasaeai.documents import together
from sasaeai.documents.walking import points


def _rows(path):
    with path.open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_one_row_a_category_and_home(tmp_path):
    assert access(files(tmp_path), "compute") == 0

    rows = _rows(tmp_path / "out" / "homes.csv")
    assert [row["id"] for row in rows] == ["H1", "H2"]
    assert rows[0]["nearest_id"] == "S1"
    assert float(rows[0]["nearest_m"]) == pytest.approx(471, abs=3)
    assert rows[0]["d1"] == rows[0]["nearest_m"]
    assert rows[0]["d2"] == ""
    assert [rows[0][f"n{r}"] for r in (300, 500, 800, 1000)] == ["0", "1", "1", "1"]


def test_columns_follow_the_radii_and_k(tmp_path):
    assert access(files(tmp_path), "compute", "--radii", "400,62.5", "--k", "2") == 0

    head = (tmp_path / "out" / "homes.csv").read_text(encoding="utf-8").splitlines()[0]
    assert head == "category,id,snap_m,nearest_id,nearest_m,d1,d2,n400,n62.5"


def test_every_column_of_numbers_is_a_weight(tmp_path):
    assert access(files(tmp_path), "compute") == 0

    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    weights = summary["indicators"]["supermarket"]
    assert sorted(weights) == ["pop65", "pop75"]
    assert weights["pop65"]["walking"]["people"] == 30
    assert weights["pop65"]["walking"]["within"]["500"]["beyond"] == 0


def test_zipped_tables_are_read_too(tmp_path):
    folder = files(tmp_path)
    for name in ("nodes.csv", "edges.csv"):
        packed = folder / "net" / f"{name}.gz"
        packed.write_bytes(gzip.compress((folder / "net" / name).read_bytes()))
        (folder / "net" / name).unlink()

    assert access(folder, "compute") == 0


def test_files_saved_by_excel_are_read(tmp_path):
    homes = small_town.HOMES.replace("\n", "\r\n").encode("cp932")

    assert access(files(tmp_path, homes=homes), "compute", "--district", "name") == 0

    assert [row["district"] for row in _rows(tmp_path / "out" / "districts.csv")][:2] == [
        "東町",
        "西町",
    ]


def test_small_districts_are_hidden_on_request(tmp_path):
    folder = files(tmp_path)

    assert access(folder, "compute", "--district", "name", "--hide-below", "15") == 0

    rows = _rows(tmp_path / "out" / "districts.csv")
    assert {row["people"] for row in rows if row["weight"] == "pop65"} == {"-"}


def test_results_written_before_are_replaced(tmp_path):
    folder = files(tmp_path)
    assert access(folder, "compute") == 0
    (folder / "out" / "note.txt").write_text("mine", encoding="utf-8")

    assert access(folder, "compute", "--k", "1") == 0

    assert "d2" not in (folder / "out" / "homes.csv").read_text(encoding="utf-8")
    assert (folder / "out" / "note.txt").exists()
    assert not list(folder.glob(".out*"))


def test_what_stands_in_no_order_is_read_all_the_same(tmp_path):
    folder = files(
        tmp_path,
        nodes="note,lat,y,node,x,lon\n,36.08,,001,,140.1\nbridge,36.08,,002,,140.105\n",
        edges="\ufeffoneway,length_m,v,u,name\nFalse,450.0,002,001,x\n,0,002,002,\n,460,001,002,\n",
        homes="pop65,x,lon,lat,id,mesh\r\n3,-24000,140.1001,36.0801,007,A\r\n,,135.1,34.2,008,B\r\n",
        facilities="category,lon,id,lat\nsalon,141.35,001,43.06\nshop,140.1052,001,36.08\n",
    )

    assert access(folder, "compute") == 0

    rows = _rows(folder / "out" / "homes.csv")
    assert [(row["category"], row["id"], row["nearest_id"]) for row in rows] == [
        ("salon", "007", ""), ("salon", "008", ""), ("shop", "007", "001"), ("shop", "008", ""),
    ]  # fmt: skip
    assert [row["snap_m"] for row in rows] == ["11.10", "-1.00"] * 2
    summary = json.loads((folder / "out" / "summary.json").read_text(encoding="utf-8"))
    assert summary["homes_without_road"] == ["008"]
    assert summary["facilities_without_road"] == ["001"]
    assert list(summary["indicators"]["shop"]) == ["pop65"]
    assert summary["unknown_weights"] == {"pop65": 1}


def test_the_share_without_a_car_is_told_by_the_town(tmp_path):
    assert access(files(tmp_path), "compute", "--without-car", "0.5", "--radii", "100") == 0

    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    straight = summary["indicators"]["supermarket"]["pop65"]["straight_line"]["all"]
    assert (straight["beyond"], straight["without_car"]) == (0, 0)


def test_a_disk_that_is_full_leaves_nothing_behind(tmp_path, capsys, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device", "homes.csv")

    monkeypatch.setattr(together, "write_whole", full)

    assert access(files(tmp_path), "compute") == 2

    assert "書き込めませんでした" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.glob(".out*"))


@pytest.mark.parametrize(
    ("more", "what"),
    [
        (["--group", "食料品=bakery"], "bakery"),
        (["--district", "学区"], "学区列がありません"),
        (["--district-by", "school"], "school"),
    ],
)
def test_what_the_files_do_not_have_is_told(tmp_path, capsys, more, what):
    assert access(files(tmp_path), "compute", *more) == 2

    assert what in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_results_need_a_folder_to_stand_in(tmp_path, capsys):
    folder = files(tmp_path)

    assert access(folder, "compute", "--out", str(tmp_path / "nowhere" / "out")) == 2

    assert "先にフォルダーを作って" in capsys.readouterr().err


WRONG = {
    "homes": [
        (small_town.HOMES.replace("id,lat", "name2,lat"), "1行目", "id列がありません"),
        ("id,lat,lon,pop65\nH1,140.1,36.08,1\n", "2行目", "入れかわって"),
        ("id,lat,lon,pop65\nH1,36.08,140.1,1\nH2,0,0,1\n", "3行目", "日本の範囲"),
        ("id,lat,lon,pop65\nH1,nan,140.1,1\n", "2行目", "lat"),
        ("id,lat,lon,pop65\nH1,北緯36度,140.1,1\n", "2行目", "数ではありません"),
        ("id,lat,lon,pop65\nH1,36.08,140.1,-3\n", "2行目", "0以上"),
        ("id,lat,lon,pop65\nH1,36.08,140.1,3\nH1,36.08,140.1,3\n", "3行目", "2度目"),
        ("id,lat,lon,pop65\nH1,36.08,140.1\n", "2行目", "列が3個"),
        ('id,lat,lon,pop65\nH1,36.08,140.1,"3\n', "行目", "閉じ忘れ"),
        ("id,lat,lon,pop65\n", "homes.csv", "行がありません"),
        ("id,lat,lon,pop65\n,36.08,140.1,3\n", "2行目", "id列が空"),
        ("id,lat,lon,lat\nH1,36.08,140.1,36\n", "1行目", "lat列が2つ"),
        (b"id,lat,lon\nH1,36.08,140.1\n" + b"\xff\xff\n", "homes.csv", "文字コード"),
        (b"\n\n  \n", "homes.csv", "空です"),
        ("", "homes.csv", "空です"),
        (b"\x00\x01\x02\x03", "homes.csv", "CSVではない"),
        ("id,lat,lon,pop65\nH1,43.06,141.35,1\n", "homes.csv", "道がありません"),
    ],
    "facilities": [
        ("id,lat,lon\nS1,36.08,140.1\n", "1行目", "category列がありません"),
        ("id,lat,lon,category\nS1,36.08,140.1,\n", "2行目", "category列が空"),
    ],
    "nodes": [
        ("node,lon,lat\n,140.1,36.08\n", "2行目", "node列が空"),
        ("node,lon,lat,x,y\n1,140.1,36.08,nan,5\n", "2行目", "x列"),
        ("node,lon,lat\n1,140.1,36.08\n1,140.2,36.08\n", "3行目", "2度目"),
        ("node,lon,lat\n1,36.08,140.1\n", "2行目", "入れかわって"),
    ],
    "edges": [
        ("u,v,length_m\n1,9,450\n", "2行目", "nodes.csv にありません"),
        ("u,v,length_m\n1,2,-4\n", "2行目", "長さ"),
        ("u,v,length_m\n1,2,inf\n", "2行目", "長さ"),
        ("u,v,length_m\n1,2,450\n2,3,NaN\n", "3行目", "長さ"),
        ("u,v,length_m\n1,2,\n", "2行目", "length_m列が空"),
        ("u,v,length_m,oneway\n1,2,450,たぶん\n", "2行目", "oneway"),
        ("u,v,length_m,slope\n1,2,450,900\n", "2行目", "勾配"),
        ("u,v,length_m\n1,1,450\n", "net", "歩ける道がひとつも"),
    ],
}


@pytest.mark.parametrize(
    ("name", "content", "where", "what"),
    [(name, *case) for name, cases in WRONG.items() for case in cases],
)
def test_unusable_files_are_refused_with_the_line(tmp_path, capsys, name, content, where, what):
    folder = files(tmp_path, **{name: content})

    assert access(folder, "compute") == 2

    told = capsys.readouterr().err
    assert where in told
    assert what in told
    assert not (folder / "out").exists()
    assert not list(folder.glob(".out*"))


def test_a_file_of_two_gigabytes_is_refused_before_it_is_read(tmp_path, capsys):
    folder = files(tmp_path)
    with (folder / "homes.csv").open("r+b") as file:
        file.truncate(2 * 1024**3)

    assert access(folder, "compute") == 2

    assert "大きすぎます" in capsys.readouterr().err


def test_a_missing_network_is_told(tmp_path, capsys):
    folder = files(tmp_path)
    (folder / "net" / "edges.csv").unlink()

    assert access(folder, "compute") == 2

    assert "edges.csv" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    ["--radii=0", "--radii=300,300", "--k=0", "--limit=abc", "--group=食料品", "--without-car=2",
     "--without-car=x"],
)  # fmt: skip
def test_wrong_terms_are_refused(tmp_path, wrong):
    with pytest.raises(SystemExit) as stopped:
        access(files(tmp_path), "compute", wrong)

    assert stopped.value.code == 2


def test_a_packed_file_that_grows_too_large_is_refused(tmp_path, capsys, monkeypatch):
    folder = files(tmp_path)
    monkeypatch.setattr(points, "MAX_BYTES", 1_000)
    packed = gzip.compress(small_town.HOMES.encode() + b"H,36.08,140.1,1,1,a\n" * 5_000)
    (folder / "homes.csv").write_bytes(packed)

    assert access(folder, "compute") == 2

    assert "大きすぎます" in capsys.readouterr().err

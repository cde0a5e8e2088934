"""Pages of schemes and terms: what an officer does on a Monday."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sasaeai.documents.reading import read_table
from sasaeai.vocabulary.examples import a_scheme, a_term, every_preset
from sasaeai.vocabulary.models import Scheme, Term
from sasaeai.vocabulary.queries import read_as
from sasaeai.vocabulary.rules.files import READ, lines_of


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.uno)
    return client


@pytest.fixture
def scheme(cast):
    return a_scheme(cast.town, "kind", "活動の区分", "訪問", "電話", "会議")


def a_second_officer(cast):
    other = type(cast.uno).objects.create(town=cast.town, login="uno2", name="宇野（二）")
    other.roles.create(role="officer")
    return other


def text(answer):
    return answer.content.decode()


def test_the_list_stays_cheap(officer, cast, django_assert_max_num_queries):
    every_preset(cast.town)

    with django_assert_max_num_queries(12):
        page = text(officer.get(reverse("vocabulary:schemes")))

    assert "記録に使う業務項目" in page
    assert "国の6つの機能" in page


def test_a_scheme_stays_cheap(officer, cast, django_assert_max_num_queries):
    every_preset(cast.town)
    scheme = Scheme.objects.get(town=cast.town, code="activity-kind")

    with django_assert_max_num_queries(12):
        page = text(officer.get(reverse("vocabulary:scheme", args=[scheme.pk])))

    assert "お宝探しワークショップ" in page


def test_a_reader_sees_no_buttons(client, cast, scheme):
    client.force_login(cast.ishida)

    page = text(client.get(reverse("vocabulary:scheme", args=[scheme.pk])))

    assert "訪問" in page
    assert "用語を足す" not in page


def test_loading_a_preset_shows_first_what_it_adds(officer, cast):
    address = reverse("vocabulary:preset", args=["means"])

    before = text(officer.get(address))
    officer.post(address)
    after = text(officer.get(address))

    assert "足す用語" in before
    assert "13語" in before
    assert "変わるものはありません" in after
    assert Term.objects.of(cast.town.pk, "means").count() == 13


def test_an_unknown_preset_is_not_there(officer, cast):
    assert officer.get(reverse("vocabulary:preset", args=["nothing"])).status_code == 404


def test_adding_a_term(officer, scheme):
    given = {"label": "回覧", "short_label": "", "meaning": "", "parent": "", "in_use_from": ""}

    officer.post(reverse("vocabulary:term-new", args=[scheme.pk]), given)

    assert scheme.terms.filter(label="回覧").exists()


def test_a_label_that_is_taken_says_so_at_the_field(officer, scheme):
    answer = officer.post(reverse("vocabulary:term-new", args=[scheme.pk]), {"label": "訪問"})

    assert "「訪問」はもうあります" in text(answer)


def test_an_old_year_shows_the_old_name(officer, scheme):
    term = scheme.terms.get(label="訪問")
    officer.post(
        reverse("vocabulary:term-rename", args=[term.pk]),
        {"label": "家庭訪問", "short_label": "", "from_year": "2025"},
    )

    old = text(officer.get(reverse("vocabulary:scheme", args=[scheme.pk]), {"year": "2024"}))

    term.refresh_from_db()
    assert term.label == "家庭訪問"
    assert ">訪問</a>" in old
    assert "いまは「家庭訪問」" in old


def test_merging_says_first_what_will_change(officer, scheme):
    address = reverse("vocabulary:merge", args=[scheme.pk])
    visit, phone = scheme.terms.get(label="訪問"), scheme.terms.get(label="電話")
    given = {"terms": [visit.pk, phone.pk], "into": "", "label": "訪問・電話", "from_year": "2026"}

    asked = text(officer.post(address, given))
    assert "選べなくなり、「訪問・電話」で記録します" in asked
    assert not scheme.terms.filter(label="訪問・電話").exists()

    officer.post(address, given | {"sure": "1"})
    assert scheme.terms.filter(label="訪問・電話").exists()


def test_merging_one_term_is_refused_at_the_field(officer, scheme):
    visit = scheme.terms.get(label="訪問")

    answer = officer.post(
        reverse("vocabulary:merge", args=[scheme.pk]),
        {"terms": [visit.pk], "label": "x", "from_year": "2026"},
    )

    assert "2つ以上お選びください" in text(answer)


def test_splitting_says_that_old_records_cannot_be_told(officer, scheme):
    address = reverse("vocabulary:term-split", args=[scheme.terms.get(label="会議").pk])
    given = {"labels": "会議（主催）\n会議（出席）", "from_year": "2026"}

    asked = text(officer.post(address, given))
    officer.post(address, given | {"sure": "1"})

    assert "記録からは決められない" in asked
    assert scheme.terms.filter(label="会議（主催）").exists()


def test_buttons_move_a_term(officer, scheme):
    phone = scheme.terms.get(label="電話")

    officer.post(reverse("vocabulary:term-place", args=[phone.pk]), {"to": "up"})

    assert [t.label for t in scheme.terms.order_by("order")] == ["電話", "訪問", "会議"]


def test_the_matrix_sets_readings(officer, cast):
    every_preset(cast.town)
    source = a_term(cast.town, "result", "informed")
    a, c = a_term(cast.town, "abc", "a"), a_term(cast.town, "abc", "c")
    address = reverse("vocabulary:readings", args=[source.scheme_id, a.scheme_id])

    officer.post(address, {f"on-{source.pk}": [a.pk, c.pk], f"main-{source.pk}": c.pk})

    assert [t.code for t in read_as([source.pk], "abc")[source.pk]] == ["c", "a"]
    assert "checked" in text(officer.get(address))


def test_a_reader_does_not_change_readings(client, cast):
    every_preset(cast.town)
    source, a = a_term(cast.town, "result", "informed"), a_term(cast.town, "abc", "a")
    client.force_login(cast.ishida)

    client.post(
        reverse("vocabulary:readings", args=[source.scheme_id, a.scheme_id]),
        {f"on-{source.pk}": [a.pk]},
    )

    assert read_as([source.pk], "abc")[source.pk] == ()


def test_a_scheme_goes_out_and_comes_back(officer, cast, scheme):
    out = officer.get(reverse("vocabulary:export-xlsx", args=[scheme.pk])).content
    target = a_scheme(cast.town, "copy", "写し")
    address = reverse("vocabulary:import", args=[target.pk])

    asked = officer.post(address, {"file": SimpleUploadedFile("words.xlsx", out)})
    assert "足す 3語" in text(asked)
    token = asked.context["kept"].token
    officer.post(address, {"token": token})

    assert set(target.terms.values_list("code", "label")) == set(
        scheme.terms.values_list("code", "label")
    )
    again = officer.post(address, {"token": token}, follow=True)
    assert "もう一度ファイルをお選びください" in text(again)


def test_lines_that_cannot_be_used_are_told_with_their_reason(officer, scheme):
    data = "名前,コード,上の用語\n回覧,kairan,\n,x1,\n放送,放送,\n掲示,keiji,どこにもない\n"
    address = reverse("vocabulary:import", args=[scheme.pk])

    page = text(officer.post(address, {"file": SimpleUploadedFile("w.csv", data.encode("cp932"))}))

    assert "足す 1語" in page
    assert "名前が空です" in page
    assert "半角の英数字" in page
    assert "「どこにもない」が見つかりません" in page


REFUSED_LINES = {
    "手渡し,同じ": "コード「同じ」は使えません",
    "あ" * 101 + ",long": "100字まで",
    "訪問,t1,訪問": "自分自身",
    f"回覧,kairan,,{'あ' * 31}": "「短い名前」が長すぎます。30字まで",
    "回覧,kairan,,,22": "年度「22」は西暦の4桁",
    "会議,t3\n会議（主催）,t3": "コード「t3」の行が2つあります",
}


@pytest.mark.parametrize("lines", REFUSED_LINES)
def test_each_line_that_cannot_be_kept_says_why(lines):
    data = f"名前,コード,上の用語,短い名前,何年度から\n{lines}\n放送,housou,,,2022\n".encode()
    table = read_table(data, filename="w.csv", known_headers=READ, required=("label",))

    good, bad = lines_of(table, {"t1": "訪問"})

    assert [line.values["in_use_from"] for line in good if line.code == "housou"] == [2022]
    assert [line.reason for line in bad if REFUSED_LINES[lines] in line.reason]


def test_a_file_of_words_and_meanings_takes_no_term_out_of_its_group(officer, scheme):
    phone = scheme.terms.get(label="電話")
    scheme.terms.filter(pk=phone.pk).update(parent=scheme.terms.get(label="訪問"))
    address = reverse("vocabulary:import", args=[scheme.pk])
    data = "名前,意味,何年度から使わないか\n電話,かけた回数,2020\n会議,,\n"

    asked = officer.post(address, {"file": SimpleUploadedFile("w.csv", data.encode())})
    officer.post(address, {"token": asked.context["kept"].token})

    phone.refresh_from_db()
    assert "直す 1語、同じ 1語" in text(asked)
    assert "使わない列：何年度から使わないか" in text(asked)
    assert (phone.meaning, phone.parent.label, phone.retired_in) == ("かけた回数", "訪問", None)


def test_a_photo_is_no_list_of_words(officer, scheme):
    file = SimpleUploadedFile("photo.jpg", b"\xff\xd8\xff\xe0" + b"0" * 100)

    page = text(officer.post(reverse("vocabulary:import", args=[scheme.pk]), {"file": file}))

    assert "写真や画像からは表を読み込めません" in page


def test_another_persons_file_is_not_taken(officer, cast, scheme):
    file = SimpleUploadedFile("w.csv", "名前,コード\n回覧,kairan\n".encode())
    address = reverse("vocabulary:import", args=[scheme.pk])
    token = officer.post(address, {"file": file}).context["kept"].token
    other_officer = a_second_officer(cast)
    officer.force_login(other_officer)

    page = text(officer.post(address, {"token": token}, follow=True))

    assert "もう一度ファイルをお選びください" in page
    assert not scheme.terms.filter(code="kairan").exists()


def test_the_csv_opens_in_excel(officer, scheme):
    data = officer.get(reverse("vocabulary:export-csv", args=[scheme.pk])).content

    assert data.startswith(b"\xef\xbb\xbf")
    assert "訪問" in io.StringIO(data.decode("utf-8-sig")).read()


def test_a_term_says_what_uses_it(officer, cast):
    every_preset(cast.town)
    term = a_term(cast.town, "partner-type", "shop")

    page = text(officer.get(reverse("vocabulary:term", args=[term.pk])))

    assert "まだどの記録にも使われていません" in page


def test_the_scheme_for_entry_is_chosen_with_words_about_it(officer, cast):
    every_preset(cast.town)
    scheme = Scheme.objects.get(town=cast.town, code="hakodate-6")
    address = reverse("vocabulary:scheme-entry", args=[scheme.pk])

    asked = text(officer.get(address))
    officer.post(address)

    cast.town.refresh_from_db()
    assert "これまでの記録は「業務項目」の用語のまま残ります" in asked
    assert cast.town.entry_scheme == "hakodate-6"


def test_an_empty_scheme_is_not_chosen_for_entry(officer, cast):
    empty = a_scheme(cast.town, "empty", "からの分類")

    answer = officer.post(reverse("vocabulary:scheme-entry", args=[empty.pk]), follow=True)

    assert "先に用語を足してください" in text(answer)

"""The one box: what each person finds, how it is shown, what is noted."""

from datetime import date

import pytest
from django.urls import reverse

from sasaeai.history.models import Event
from sasaeai.search.actions import put_many
from sasaeai.search.models import Wording
from sasaeai.search.queries import synonyms_of
from sasaeai.search.rules import Line
from sasaeai.ui import slots

DAY = date(2022, 10, 3)
TITLES = {1: "体操教室の見学", 2: "買い物の聞き取り", 3: "内緒の相談"}


@pytest.fixture
def sources(monkeypatch):
    """Two sources, as upper capabilities bring them; the second only for officers and the like."""
    slot = slots.Slot("search_sources")
    monkeypatch.setattr(slots, "search_sources", slot)

    def lines(request, keys):
        return [slots.SearchLine(k, TITLES.get(k, f"記録{k}"), "第1圏域", f"/r/{k}/") for k in keys]

    slot.fill(slots.SearchSource("places.Area", "区域", "search.find", lines))
    slot.fill(slots.SearchSource("people.Organisation", "連携先", "places.edit", lines))
    return slot


@pytest.fixture
def library(cast, sources):
    def line(key, text, **given):
        area = given.pop("area_id", cast.first_area.pk)
        kind = given.pop("kind", "places.Area")
        return Line(cast.town.pk, kind, key, text, area, DAY, **given)

    put_many(
        [
            line(1, "体操教室の見学\nﾗｼﾞｵ体操を二十人で行った"),
            line(2, "買い物の聞き取り\n坂道がつらいとのこと", area_id=cast.second_area.pk),
            line(3, "内緒の相談\n体操は苦手", personal=True),
            line(4, "体操用具の会社", kind="people.Organisation", open_to_town=True),
        ]
    )
    return cast


def page(client, person, **asked) -> str:
    client.force_login(person)
    return client.get(reverse("search:find"), asked).content.decode()


def test_a_find_shows_the_words_marked_where_they_stand(client, library):
    shown = page(client, library.aoki, q="ラジオ")

    assert "<mark>ﾗｼﾞｵ</mark>体操を二十人で行った" in shown
    assert '<a href="/r/1/">体操教室の見学</a>' in shown


def test_what_is_found_is_escaped(client, library):
    put_many([Line(library.town.pk, "places.Area", 9, "<b>雪</b>かき", None, DAY)])

    shown = page(client, library.aoki, q="雪")

    assert "<b>" not in shown
    assert "&lt;b&gt;<mark>雪</mark>&lt;/b&gt;かき" in shown


def test_each_person_finds_what_their_areas_and_rights_allow(client, library):
    assert "体操用具" not in page(client, library.aoki, q="体操")
    assert "記録4" in page(client, library.uno, q="体操")
    assert "体操教室" in page(client, library.ishida, q="見学").replace("<mark>", "")
    assert "見つかりませんでした" in page(client, library.ishida, q="買物")
    assert "見つかりませんでした" in page(client, library.kinoshita, q="体操")


def test_looking_at_personal_data_leaves_a_line_without_the_typed_words(client, library):
    page(client, library.aoki, q="苦手")

    line = Event.objects.get(what="search.personal_found")
    assert (line.kind, line.after) == ("view", {"records": ["places.Area:3"]})
    assert "苦手" not in line.about_label


def test_without_personal_data_nothing_is_noted(client, library):
    page(client, library.aoki, q="見学")

    assert not Event.objects.filter(what="search.personal_found").exists()


def test_sources_stand_one_below_the_other_and_lead_to_all_of_one(client, library):
    put_many(
        Line(library.town.pk, "places.Area", key, "移動販売", None, DAY) for key in range(100, 130)
    )

    shown = page(client, library.uno, q="移動スーパー")
    every = page(client, library.uno, q="移動スーパー", **{"in": "places.Area", "page": "2"})

    assert shown.count('<li><a href="/r/') == 5
    assert "区域をすべて見る" in shown
    assert every.count('<li><a href="/r/') == 10
    assert "30件" in every


def test_an_odd_page_number_shows_a_page(client, library):
    for number in ("0", "99", "x", "-1"):
        assert "1件" in page(client, library.uno, q="見学", **{"in": "places.Area", "page": number})


def test_before_anything_is_asked_the_page_says_how(client, library):
    assert "さがし方" in page(client, library.aoki)


@pytest.mark.parametrize(
    "typed", ["、。", '"', "%", "' OR 1=1 --", "\\", "*", "雪*", "a:b", "NEAR(", "é\0x"]
)
def test_whatever_is_typed_gives_a_page(client, library, typed):
    assert "見つかりませんでした" in page(client, library.uno, q=typed)


def test_the_page_costs_few_queries(client, library, django_assert_max_num_queries):
    client.force_login(library.uno)

    with django_assert_max_num_queries(12):
        client.get(reverse("search:find"), {"q": "体操 教室"})


# The words that mean the same.


def post(client, person, name, data, **where):
    client.force_login(person)
    return client.post(reverse(f"search:{name}", kwargs=where), data, follow=True).content.decode()


def test_words_of_the_town_take_part_in_the_next_search(client, library):
    shown = post(client, library.uno, "wording-new", {"words": "見学、視察", "in_use": "on"})

    assert "見学、視察" in shown
    assert "<mark>見学</mark>" in page(client, library.uno, q="視察")
    assert Event.objects.get(what="search.wording_saved").after["words"] == "見学、視察"


def test_a_standard_group_can_be_switched_off_and_brought_back(client, library):
    words = {"words": "買い物、買物、買いもの"}
    post(client, library.uno, "wording-standard", words, code="kaimono")
    assert "見つかりませんでした" in page(client, library.uno, q="買物")

    post(client, library.uno, "wording-standard", {"remove": "1"}, code="kaimono")

    assert "<mark>買い物</mark>" in page(client, library.uno, q="買物")
    assert Event.objects.filter(what="search.wording_removed").exists()


def test_a_town_does_not_change_the_words_of_another(client, library):
    post(client, library.uno, "wording-new", {"words": "見学、視察", "in_use": "on"})

    assert ("見学", "視察") not in synonyms_of(library.other_town.pk)


@pytest.mark.parametrize("words", ["", "見学", "見学、", "タカハシ、ﾀｶﾊｼ", "、、"])
def test_fewer_than_two_different_words_are_refused_with_the_reason(client, library, words):
    shown = post(client, library.uno, "wording-new", {"words": words})

    assert "読点（、）で区切って" in shown or "このフィールドは必須です" in shown
    assert not Wording.objects.exists()


def test_only_the_office_changes_the_words(client, library):
    client.force_login(library.ishida)

    assert client.get(reverse("search:wordings")).status_code == 403

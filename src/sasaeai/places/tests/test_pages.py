"""Pages of areas: what an officer does before April."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sasaeai.places.examples import a_city, a_district, people_of
from sasaeai.places.models import Area, Population, Tree
from sasaeai.places.queries import area_paths

APRIL = "2024-04-01"


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.uno)
    return client


@pytest.fixture
def city(cast):
    """The large invented city beside the two areas of the cast."""
    Tree.objects.filter(town=cast.town).update(code="cast")
    for tree in Tree.objects.filter(town=cast.town):
        for level in tree.levels.all():
            level.code, level.name = f"cast-{level.code}", f"元の{level.name}"
            level.save()
    return a_city(cast.town, with_people=False)


def text(answer):
    return answer.content.decode()


def test_trees_stand_side_by_side_cheaply(officer, city, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = text(officer.get(reverse("places:trees")))

    assert "蛍川地区" in page
    assert "第8ブロック" in page
    assert "第2層" in page


def test_the_list_stays_cheap(officer, city, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = text(officer.get(reverse("places:areas"), {"level": "district", "q": "はま"}))

    assert "1件" in page
    assert "西浜地区" in page


def test_the_page_of_the_whole_city_stays_cheap(officer, cast, city, django_assert_max_num_queries):
    people_of(city.city, date(2022, 9, 30), all=1000, b65=300, b75=140)

    with django_assert_max_num_queries(24):
        page = text(officer.get(reverse("places:area", args=[city.city.pk])))

    assert "30.0％" in page
    assert "2022年9月30日" in page


def test_an_old_day_shows_the_areas_of_that_day(officer, city):
    page = text(officer.get(reverse("places:areas"), {"on": "2022-03-31", "q": "蛍川"}))
    now = text(officer.get(reverse("places:areas"), {"on": "2022-04-01", "q": "蛍川"}))

    assert "たんぽぽ包括" in page
    assert "いずみ包括" in now


def test_a_nonsense_day_means_today(officer, cast):
    assert officer.get(reverse("places:trees"), {"on": "2022-13-45"}).status_code == 200


def test_a_coordinator_reads_but_does_not_change(client, cast):
    client.force_login(cast.ishida)

    page = text(client.get(reverse("places:area", args=[cast.first_area.pk])))
    refused = client.get(reverse("places:area-edit", args=[cast.first_area.pk]))

    assert "第1圏域" in page
    assert "分ける" not in page
    assert refused.status_code == 403


def test_adding_a_district_with_what_it_lies_within(officer, cast, city):
    level = city.districts[0].level
    centre = city.care_centres[0]
    given = {"name": "港町地区", "kana": "", "code": "047", "valid_from": ""}

    answer = officer.post(
        reverse("places:area-new", args=[level.pk]),
        given | {f"parent_{centre.level_id}": centre.pk},
    )

    area = Area.objects.get(name="港町地区")
    assert answer.url == reverse("places:area", args=[area.pk])
    assert area.within.get().parent == centre


def test_a_name_that_is_there_says_so(officer, city):
    answer = officer.post(
        reverse("places:area-new", args=[city.districts[0].level_id]), {"name": "雪見地区"}
    )

    assert "もうあります" in text(answer)


def test_moving_says_first_what_will_change(officer, cast, city):
    area, to = city.districts[0], city.care_centres[5]
    address = reverse("places:area-move", args=[area.pk, to.level_id])
    given = {"parent": to.pk, "on": APRIL}

    asked = text(officer.post(address, given))
    assert "2024年4月1日から、「雪見地区」の記録は「のぞみ包括」として数えます" in asked
    assert area.within.count() == 1

    officer.post(address, given | {"sure": "1"})
    paths = area_paths(cast.town.pk, date(2024, 4, 1))
    assert paths[area.pk]["care-centre"] == to.pk


def test_merging_says_what_points_at_the_areas(officer, cast):
    level = cast.first_area.level
    address = reverse("places:merge", args=[level.pk])
    given = {
        "areas": [cast.first_area.pk, cast.second_area.pk],
        "into": "",
        "name": "新しい圏域",
        "on": APRIL,
    }

    asked = text(officer.post(address, given))
    officer.post(address, given | {"sure": "1"})

    assert "職 1件" in asked
    assert "元の区域に分けて数え直すことはできません" in asked
    assert Area.objects.get(name="新しい圏域").came_from.count() == 2


def test_splitting_says_that_records_cannot_be_told(officer, cast):
    address = reverse("places:area-split", args=[cast.first_area.pk])
    given = {"names": "第1東圏域、だいいちひがし\n第1西圏域", "on": APRIL}

    asked = text(officer.post(address, given))
    officer.post(address, given | {"sure": "1"})

    assert "記録からは決められません" in asked
    assert Area.objects.get(name="第1東圏域").kana == "だいいちひがし"


def test_a_split_into_one_is_refused(officer, cast):
    address = reverse("places:area-split", args=[cast.first_area.pk])

    answer = officer.post(address, {"names": "第1東圏域", "on": APRIL})

    assert "2つ以上の名前" in text(answer)


def test_renaming_and_closing(officer, cast):
    area = cast.second_area

    officer.post(reverse("places:area-rename", args=[area.pk]), {"name": "南圏域", "on": APRIL})
    officer.post(reverse("places:area-close", args=[area.pk]), {"last_day": "2026-03-31"})

    page = text(officer.get(reverse("places:area", args=[area.pk])))
    assert "2024年3月31日までは「第2圏域」" in page
    assert "2026年3月31日まで" in page


def test_a_tree_and_a_level_are_added(officer, cast):
    officer.post(reverse("places:tree-new"), {"name": "町会", "code": "neighbourhood"})
    tree = Tree.objects.get(code="neighbourhood")
    level_new = reverse("places:level-new", args=[tree.pk])
    officer.post(level_new, {"name": "町会", "code": "neighbourhood", "tier": ""})
    refused = officer.post(level_new, {"name": "町会", "code": "other", "tier": ""})

    assert tree.levels.get().name == "町会"
    assert "段「町会」はもうあります" in text(refused)


def test_areas_come_from_a_file_in_three_steps(officer, cast):
    address = reverse("places:import-areas")
    data = "段,区域名,上の区域\n地区,若葉地区,第1圏域\n地区,青葉地区,ない圏域\n"

    asked = officer.post(address, {"file": SimpleUploadedFile("区域.csv", data.encode("cp932"))})
    token = asked.context["file"].token
    back = officer.post(address, {"token": token, "refused": "1"})
    done = officer.post(address, {"token": token, "sure": "1"}, follow=True)

    assert "足す 1件" in text(asked)
    assert zipfile.is_zipfile(io.BytesIO(back.content))
    assert "区域を1件入れました" in text(done)
    assert Area.objects.get(name="若葉地区").within.get().parent == cast.first_area


def test_the_form_for_areas_can_be_read_back(officer, cast):
    data = officer.get(reverse("places:import-areas-form")).content

    asked = officer.post(
        reverse("places:import-areas"), {"file": SimpleUploadedFile("form.xlsx", data)}
    )

    assert asked.context["plan"].refused == ()
    assert {line.name for line in asked.context["plan"].add} >= {"若葉地区", "第1ブロック"}


def test_the_list_goes_out_and_is_the_same_when_read_back(officer, cast):
    data = officer.get(reverse("places:areas-xlsx")).content

    asked = officer.post(
        reverse("places:import-areas"), {"file": SimpleUploadedFile("areas.xlsx", data)}
    )

    plan = asked.context["plan"]
    assert (plan.add, plan.complete, plan.same, plan.refused) == ((), (), 3, ())


def test_people_come_from_a_file_in_two_steps(officer, cast):
    address = reverse("places:import-people")
    data = "地域名,総人口,65歳以上\n第1圏域,1000,300\n第9圏域,10,5\n"
    given = {"source": "住民基本台帳", "level": "", "on": ""}

    undated = officer.post(address, given | {"file": SimpleUploadedFile("p.csv", data.encode())})
    given["on"] = "2022-09-30"
    asked = officer.post(address, given | {"file": SimpleUploadedFile("p.csv", data.encode())})
    token = asked.context["file"].token
    officer.post(address, given | {"token": token, "sure": "1"})

    assert "「いつ現在」に入れてください" in text(undated)
    assert "2行目" not in text(asked)
    assert "「第9圏域」" in text(asked)
    assert Population.objects.filter(area=cast.first_area, on=date(2022, 9, 30)).count() == 2


def test_a_file_without_names_says_which_heads_help(officer, cast):
    file = SimpleUploadedFile("p.csv", "ア,イ\n1,2\n".encode())

    answer = officer.post(reverse("places:import-people"), {"file": file, "source": "x"})

    assert "「区域名」か「地域名」に直して" in text(answer)


def test_outlines_come_from_a_file_and_are_drawn(officer, cast):
    ring = [[136.0, 36.0], [136.1, 36.0], [136.1, 36.1], [136.0, 36.1], [136.0, 36.0]]
    feature = {
        "type": "Feature",
        "properties": {"A32_004": "第1圏域"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    data = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    given = {"level": cast.first_area.level_id, "source": "見本", "named_by": ""}
    address = reverse("places:import-outlines")

    asked = officer.post(address, given | {"file": SimpleUploadedFile("a.geojson", data)})
    officer.post(address, given | {"token": asked.context["file"].token, "sure": "1"})
    page = text(officer.get(reverse("places:area", args=[cast.first_area.pk])))
    out = json.loads(officer.get(reverse("places:areas-geojson")).content)

    assert "「A32_004」" in text(asked)
    assert "<path d=" in page
    assert "出典：見本" in page
    assert [f["properties"]["name"] for f in out["features"]] == ["第1圏域"]


def test_a_level_of_another_town_is_no_choice(officer, cast):
    other = Area.objects.of_town(cast.other_town.pk).first().level
    file = SimpleUploadedFile("a.geojson", b"{}")

    answer = officer.post(
        reverse("places:import-outlines"), {"file": file, "level": other.pk, "source": "x"}
    )

    assert "level" in answer.context["form"].errors


def test_an_area_shows_its_people_with_their_date(officer, cast):
    area = a_district(cast.town, "若葉地区", cast.first_area)
    people_of(area, date(2021, 9, 30), all=1010, b65=290, b75=130)
    people_of(area, date(2022, 9, 30), all=1000, b65=300, b75=140)

    page = text(officer.get(reverse("places:area", args=[cast.first_area.pk])))

    assert page.index("2022年9月30日") < page.index("2021年9月30日")
    assert "（地区を合計）" in page

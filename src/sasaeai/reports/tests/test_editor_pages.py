"""The table editor's pages: without scripts, with plain posts."""

import pytest
from django.urls import reverse

from sasaeai.reports import examples
from sasaeai.reports.models import TownLayout

NEW = "reports:layout-new"


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.uno)
    return client


def press(client, url, do, **more):
    given = {"title": "圏域の表", "rows": ["tier"], "measures": ["times"], "do": do} | more
    return client.post(url, given)


def test_a_new_table_is_made_with_plain_posts(officer, cast):
    page = press(officer, reverse(NEW), "add", **{"add-rows": "rows:add:means"}).content.decode()
    assert 'name="rows" value="means"' in page

    answer = press(officer, reverse(NEW), "save", rows=["tier", "means"])

    layout = TownLayout.objects.get()
    assert answer.url == reverse("reports:table", args=[layout.code])
    assert layout.title == "圏域の表"
    assert officer.get(answer.url).status_code == 200
    edit = officer.get(reverse("reports:layout-edit", args=[layout.code])).content.decode()
    assert 'name="rows" value="means"' in edit


def test_times_and_people_do_not_add_and_the_page_says_what_to_do(officer, cast):
    page = press(
        officer,
        reverse(NEW),
        "preview",
        rows=["area.第2層の区域"],
        measures=["times", "people"],
        column_total="on",
    ).content.decode()

    assert "『回』と『人』は足せません。別の列にするか、件数にそろえてください。" in page


def test_the_part_is_the_page_without_its_frame(officer, cast):
    part = officer.post(
        reverse(NEW),
        {"rows": ["tier"], "measures": ["times"], "do": "preview"},
        headers={"HX-Request": "true"},
    ).content.decode()

    assert part.startswith("<form")
    assert "<html" not in part


def test_a_preset_is_copied_and_changed_as_text(officer, cast):
    officer.post(reverse("reports:layout-copy", args=["p2_activity_counts"]))
    copy = TownLayout.objects.get()
    url = reverse("reports:layout-text", args=[copy.code])
    assert officer.get(reverse("reports:layout-edit", args=[copy.code])).url == url

    wrong = officer.post(url, {"title": "表", "text": 'title = "表\n', "do": "save"})

    assert "1行目" in wrong.content.decode()
    copy.refresh_from_db()
    assert copy.title == "生活支援コーディネーターの活動（写し）"


def test_another_persons_private_table_is_not_found(client, cast):
    layout = examples.a_town_table(cast.uno, shared=False)
    client.force_login(cast.aoki)

    assert client.get(reverse("reports:table", args=[layout.code])).status_code == 404


def test_sharing_lets_everyone_in_the_town_use_it(officer, client, cast):
    layout = examples.a_town_table(cast.uno, shared=False)
    officer.post(reverse("reports:layout-share", args=[layout.code]), {"shared": "yes"})

    client.force_login(cast.aoki)
    assert client.get(reverse("reports:table", args=[layout.code])).status_code == 200


def test_removing_asks_once(officer, cast):
    layout = examples.a_town_table(cast.uno)
    url = reverse("reports:layout-remove", args=[layout.code])

    assert "消しますか" in officer.post(url).content.decode()
    officer.post(url, {"sure": "yes"})

    assert not TownLayout.objects.exists()

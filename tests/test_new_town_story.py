"""The way of a newcomer: from an empty database to a first table with a figure in it, by the pages alone."""

import html
import io
import re
from datetime import UTC, datetime

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sasaeai.config.newtown import door
from sasaeai.people.models import Post, User
from sasaeai.places.models import Area
from sasaeai.reports.models import Indicator, PlanPeriod
from sasaeai.vocabulary.models import Term

NOW = datetime(2022, 10, 14, 1, 0, tzinfo=UTC)
PASSWORD = "ながい合言葉です2022"
LATER = "もっとながい合言葉2022"


@pytest.fixture(autouse=True)
def the_day(monkeypatch, settings, tmp_path, db):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    monkeypatch.setattr("sasaeai.towns.clock.now", lambda: NOW)


@pytest.fixture
def officer(client):
    """The city officer who founded the town with the number printed by `./run`."""
    return founded(client)


def page(answer) -> str:
    """The words of the page that came at last."""
    assert answer.status_code == 200, answer.status_code
    return html.unescape(answer.content.decode())


def steps(officer) -> dict[str, str]:
    """The checklist: each step and whether it is done."""
    shown = page(officer.get(reverse("newtown:ready")))
    found = re.findall(r'class="pill \w+">([^<]+)</span> (?:<a href="[^"]*">)?([^<]+)', shown)
    return {label.strip(): state for state, label in found}


def a_workbook(*rows) -> SimpleUploadedFile:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return SimpleUploadedFile("一覧.xlsx", file.getvalue())


def founded(client):
    asked = page(client.get("/", follow=True))
    assert "はじめての設定の番号" in asked
    given = {
        "code_word": door.founding_code(),
        "name": "さかえ市",
        "code": "99902",
        "entry_scheme": "function",
        "administrator": "宇野",
        "section": "高齢福祉課",
        "login": "uno",
        "password": PASSWORD,
        "again": PASSWORD,
    }
    assert "はじめの準備" in page(client.post(reverse("newtown:found"), given, follow=True))
    return client


def areas_are_taken_from_the_office_list(officer):
    """Looked at first, then confirmed."""
    file = a_workbook(
        ("さかえ市　圏域・地区一覧",),
        ("№", "圏域", "地区名", "備考"),
        (1, "東圏域", "若葉地区", None),
        (2, "東圏域", "青葉地区", "要確認"),
        (3, "西圏域", "中央地区", None),
    )
    address = reverse("places:import-areas")
    looked_at = page(officer.post(address, {"file": file}))
    assert "足す 5件" in looked_at
    token = re.search(r'name="token" value="([^"]+)"', looked_at)[1]
    taken = page(officer.post(address, {"token": token, "sure": "1"}, follow=True))
    assert "区域を5件入れました" in taken


def the_settings_are_decided(officer):
    given = {
        "name": "さかえ市",
        "person_times": "times-by-coordinators",
        "small_count_limit": 5,
        "idle_minutes": 60,
    }
    shown = officer.get(reverse("town-settings"))
    seen = re.search(r'name="seen" value="([^"]*)"', page(shown))
    done = officer.post(reverse("town-settings"), given | {"seen": seen[1]}, follow=True)
    assert "町の設定を保存しました" in page(done)


def partners_are_taken_from_a_list(officer):
    file = a_workbook(
        ("団体名", "種別", "地区"), ("若葉町会", "町内会", "若葉地区"), ("市社協", "社協", "")
    )
    address = reverse("people:organisation-import")
    assert "2件" in page(officer.post(address, {"file": file}))
    assert "2件を登録し" in page(officer.post(address, {"keep": "1"}, follow=True))


def an_account(officer, *, login, name, role, area="") -> str:
    """:returns: the temporary password, shown once"""
    given = {"name": name, "login": login, "section": "さかえ市社協"}
    given |= {"role-role": role, "role-area": area}
    shown = page(officer.post(reverse("people:user-new"), given))
    return re.findall(r'class="key">([^<]+)<', shown)[1]


def a_post(officer, *, name, tier, holder, area=""):
    given = {"name": name, "tier": tier, "area": area}
    assert "つづけて担当者を" in page(officer.post(reverse("people:post-new"), given, follow=True))
    post = Post.objects.get(name=name)
    given = {"holder": User.objects.get(login=holder).pk, "valid_from": "2022-04-01", "fte": "1"}
    held = officer.post(reverse("people:tenure-new", args=[post.pk]), given, follow=True)
    assert "の担当にしました" in page(held)


def the_first_plan(officer):
    given = {"name": "第8期計画", "first_year": 2021, "last_year": 2023}
    officer.post(reverse("reports:plan-new"), given, follow=True)
    given = {"name": "活動回数", "unit": "回", "way": "times", "order": 0}
    officer.post(reverse("reports:indicator-new"), given, follow=True)
    aims = {f"t-{year}": "120" for year in (2021, 2022, 2023)}
    address = reverse("reports:targets", args=[Indicator.objects.get().pk])
    saved = officer.post(f"{address}?plan={PlanPeriod.objects.get().pk}", aims, follow=True)
    assert "3か所を変えました" in page(saved)


def signs_in_for_the_first_time(browser, login, temporary):
    """The temporary password opens one page only: the one that changes it."""
    given = {"username": login, "password": temporary}
    asked = page(browser.post(reverse("people:sign-in"), given, follow=True))
    assert "自分だけが知っているパスワード" in asked
    given = {"old_password": temporary, "new_password1": LATER, "new_password2": LATER}
    assert "今日" in page(browser.post(reverse("people:password"), given, follow=True))
    return browser


def writes(coordinator, day, function, wording, people=""):
    form = page(coordinator.get(reverse("activities:new")))
    post = re.search(r'name="post".*?value="(\d+)" selected', form, re.S)[1]
    given = {
        "on": day,
        "post": post,
        "area": Area.objects.get(name="東圏域").pk,
        "function": Term.objects.get(label=function).pk,
        "count0-number": people,
        "count0-unit": "人",
        "count0-kind": "延べ",
        "wording": wording,
        "do": "save",
    }
    saved = coordinator.post(reverse("activities:new"), given, follow=True)
    assert "保存しました" in page(saved)


def test_from_an_empty_database_to_a_table_with_a_figure_in_it(officer, client_class):
    areas_are_taken_from_the_office_list(officer)
    the_settings_are_decided(officer)
    partners_are_taken_from_a_list(officer)
    east = Area.objects.get(name="東圏域").pk
    temporary = an_account(officer, login="ishida", name="石田", role="coordinator-2", area=east)
    an_account(officer, login="aoki", name="青木", role="coordinator-1")
    a_post(officer, name="東圏域SC", tier="2", holder="ishida", area=east)
    a_post(officer, name="第1層SC", tier="1", holder="aoki")
    the_first_plan(officer)
    ishida = signs_in_for_the_first_time(client_class(), "ishida", temporary)
    writes(ishida, "2022-10-03", "関係者のネットワークづくり", "町会長と打合せ", "5")
    writes(ishida, "2022-10-05", "普及啓発", "サロン説明会", "12")

    left = [label for label, state in steps(officer).items() if state != "済み"]
    table = page(
        officer.get(reverse("reports:table", args=["monthly_areas"]), {"period": "2022-10"})
    )
    plan = page(officer.get(reverse("reports:plans")))

    assert left == ["人口を取り込む", "住所の一覧を取り込む"]
    assert cells_of(table, "東圏域")[0] == "2"
    assert cells_of(table, "東圏域")[3] == "17"
    assert cells_of(table, "西圏域")[0] == "0"
    assert "1.7%" in plan


def cells_of(table: str, head: str) -> list[str]:
    """The texts of a row of the table."""
    row = next(r for r in re.findall(r"<tr.*?</tr>", table, re.S) if f">{head}<" in r)
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", row, re.S)]


@pytest.fixture
def client_class(client):
    """A second browser."""
    return type(client)


def test_the_checklist_leads_in_the_order_in_which_the_steps_need_each_other(officer):
    assert list(steps(officer)) == [
        "区域を入れる",
        "第1層・第2層にあたる区域を決める",
        "業務項目のことばを決める",
        "町の設定（回・人の数え方、二要素認証）を決める",
        "連携先を入れる",
        "利用者を登録する",
        "職を置き、担当者を決める",
        "最初の計画期間・指標・目標を入れる",
        "人口を取り込む",
        "住所の一覧を取り込む",
        "最初の記録を書く・これまでの記録を取り込む",
    ]


def test_every_step_opens_for_the_founder_and_has_a_way_back(officer):
    shown = page(officer.get(reverse("newtown:ready")))
    links = re.findall(r'</span> <a href="([^"]+)">', shown)

    assert len(links) == 11
    for link in links:
        assert "「はじめの準備」にもどる" in page(officer.get(link)), link


def test_the_step_after_the_last_one_done_is_the_next_one(officer):
    areas_are_taken_from_the_office_list(officer)

    found = steps(officer)

    assert found["第1層・第2層にあたる区域を決める"] == "済み"  # 日常生活圏域 is the second tier
    assert found["町の設定（回・人の数え方、二要素認証）を決める"] == "次はここ"


def test_when_the_preparation_is_over_its_signs_are_gone(officer):
    over = page(officer.post(reverse("newtown:finish"), follow=True))

    assert "準備を終えました" in over
    assert "はじめの準備をつづける" not in over
    assert "「はじめの準備」にもどる" not in page(officer.get(reverse("places:trees")))

    officer.post(reverse("newtown:again"))
    assert "「はじめの準備」にもどる" in page(officer.get(reverse("places:trees")))


def test_a_step_of_another_role_is_shown_without_a_link(cast, client):
    client.force_login(cast.kubo)

    shown = page(client.get(reverse("newtown:ready")))

    assert (
        '最初の計画期間・指標・目標を入れる <span class="quiet">（ほかの役割の人が行います）'
        in shown
    )

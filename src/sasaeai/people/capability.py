"""What people bring to the house: entries of the menu, words of the history, links, the checklist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse

from sasaeai.history.models import Event
from sasaeai.people.actions.organisations import KIND
from sasaeai.people.models import Organisation, Post, Tenure, User
from sasaeai.ui import slots


def _organisation_url(request: HttpRequest, pk: int) -> str | None:
    user = request.user
    if not isinstance(user, User) or not user.may("people.organisations"):
        return None
    if not Organisation.objects.visible_to(user).filter(pk=pk).exists():
        return None
    return reverse("people:organisation", kwargs={"pk": pk})


def organisation_lines(request: HttpRequest, keys: list[int]) -> Iterator[slots.SearchLine]:
    """Lines of the partners among the keys that the person may see, in the order of the keys."""
    seen = Organisation.objects.visible_to(cast("User", request.user)).filter(pk__in=keys)
    seen = seen.select_related("partner_type", "area").order_by()
    known = seen.only("name", "closed_on", "partner_type__label", "area__name").in_bulk()
    for partner in (known[key] for key in keys if key in known):
        about = [str(one) for one in (partner.partner_type, partner.area) if one]
        yield slots.SearchLine(
            key=partner.pk,
            title=partner.name,
            detail="・".join([*about, *(["活動していません"] if partner.closed_on else [])]),
            url=reverse("people:organisation", args=[partner.pk]),
        )


def _post_url(request: HttpRequest, pk: int) -> str | None:
    user = request.user
    if not isinstance(user, User) or not user.may("people.posts-see"):
        return None
    if not Post.objects.visible_to(user).filter(pk=pk).exists():
        return None
    return reverse("people:post", kwargs={"pk": pk})


def _user_url(request: HttpRequest, pk: int) -> str | None:
    user = request.user
    if not isinstance(user, User):
        return None
    if user.may("people.users") and User.objects.visible_to(user).filter(pk=pk).exists():
        return reverse("people:user", kwargs={"pk": pk})
    return reverse("people:account") if user.pk == pk else None


def _town_url(request: HttpRequest, pk: int) -> str | None:
    user = request.user
    mine = isinstance(user, User) and user.may("towns.settings") and user.town_id == pk
    return reverse("town-settings") if mine else None


def _settings_decided(town_id: int) -> bool:
    return Event.objects.filter(town=town_id, what="towns.settings_decided").exists()


def _seats_taken(town_id: int) -> bool:
    """There are posts, and each of those not given up has somebody whose tenure is open."""
    posts = Post.objects.filter(town=town_id, closed_on=None)
    seated = Exists(Tenure.objects.filter(post=OuterRef("pk"), valid_to=None))
    return posts.exists() and not posts.exclude(seated).exists()


def _doers(town_id: int) -> list[tuple[str, str]]:
    users = User.objects.filter(town=town_id).order_by("kana", "pk")
    return [(user.doer_key, user.doer_name) for user in users]


WORDS = {
    "people.organisation_recorded": "連携先を登録した",
    "people.organisations_recorded": "連携先をまとめて登録した",
    "people.organisation_changed": "連携先を直した",
    "people.organisation_closed": "連携先をなくなったことにした",
    "people.organisation_reopened": "連携先を活動中に戻した",
    "people.organisation_merged": "連携先を統合した",
    "people.organisation_merged_away": "連携先を別の連携先にまとめた",
    "people.organisation_seen": "連携先（担当の方の名前）を見た",
    "people.organisations_exported": "連携先の一覧を書き出した",
    "people.contact_written": "連絡の記録を書いた",
    "people.contact_changed": "連絡の記録を直した",
    "people.post_set_up": "職を置いた",
    "people.post_changed": "職を直した",
    "people.post_closed": "職をなくした",
    "people.put_in": "職の担当者を決めた",
    "people.handed_over": "職を引き継いだ",
    "people.tenure_ended": "任期を終えた",
    "people.tenure_changed": "任期を直した",
    "people.user_added": "利用者を登録した",
    "people.user_changed": "利用者を直した",
    "people.user_stopped": "利用を止めた",
    "people.user_resumed": "利用を再開した",
    "people.user_unlocked": "ロックを外した",
    "people.role_given": "役割をつけた",
    "people.role_ended": "役割を外した",
    "people.password_reset": "パスワードを新しくした（管理者）",
    "people.password_changed": "パスワードを変えた（本人）",
    "people.second_factor_set_up": "二要素認証を登録した",
    "people.second_factor_taken_away": "二要素認証の登録を消した",
    "people.recovery_codes_renewed": "回復コードを作り直した",
    "people.signed_in": "ログインした",
    "people.signed_out": "ログアウトした",
    "people.signed_out_idle": "操作がなく自動でログアウトした",
    "people.signed_out_long": "長い時間がたち自動でログアウトした",
    "people.sign_in_failed": "パスワードを間違えた",
    "people.code_failed": "確認コードを間違えた",
    "people.contact_removed": "連絡の記録を消した",
}


def join() -> None:
    """Fill the slots."""
    slots.menu.fill(
        slots.MenuItem("partners", "連携先", "people:organisations", "people.organisations", 40),
    )
    slots.menu.fill(
        slots.MenuItem(
            *("users", "利用者", "people:users", "people.users", 80),
            group="settings",
        ),
        slots.MenuItem(
            *("town", "町の設定", "town-settings", "towns.settings", 85),
            group="settings",
        ),
        slots.MenuItem(
            *("posts", "職と担当者", "people:posts", "people.posts-see", 60),
            group="settings",
        ),
    )
    slots.history_words.fill(
        slots.HistoryWords("town-settings", {"towns.settings_decided": "町の設定を決めた"})
    )
    slots.history_words.fill(slots.HistoryWords("people", WORDS))
    slots.history_doers.fill(slots.Doers("people", _doers))
    slots.search_sources.fill(
        slots.SearchSource(KIND, "連携先", "people.organisations", organisation_lines)
    )
    slots.record_links.fill(
        slots.RecordLink("people.Organisation", _organisation_url),
        slots.RecordLink("people.Post", _post_url),
        slots.RecordLink("people.User", _user_url),
        slots.RecordLink("towns.Town", _town_url),
    )
    slots.ready_checks.fill(*_ready_checks())


def _ready_checks() -> tuple[slots.ReadyCheck, ...]:
    """Partners come first: people name their organisation, posts their employer."""
    return (
        slots.ReadyCheck(
            "town-settings",
            "町の設定（回・人の数え方、二要素認証）を決める",
            order=40,
            url_name="town-settings",
            done=_settings_decided,
            why="「回・人」の数え方は表の注に印刷されます。"
            "個人の記録を見る人に二要素認証を必須にするかも、ここで決めて保存します。",
            permission="towns.settings",
        ),
        slots.ReadyCheck(
            "organisations",
            "連携先を入れる",
            order=50,
            url_name="people:organisations",
            done=lambda town_id: Organisation.objects.filter(town=town_id).exists(),
            why="町会・包括・ボランティア団体などの名簿を、Excelから取り込めます。"
            "記録のときに「だれと」を選ぶだけになります。",
            permission="people.organisations-edit",
        ),
        slots.ReadyCheck(
            "users",
            "利用者を登録する",
            order=60,
            url_name="people:users",
            done=lambda town_id: User.objects.filter(town=town_id, is_active=True).count() > 1,
            why="生活支援コーディネーターなど、使う人を1人ずつ登録し、表示される仮のパスワードを渡します。"
            "役割と担当区域で、見える記録が決まります。",
            permission="people.users",
        ),
        slots.ReadyCheck(
            "posts",
            "職を置き、担当者を決める",
            order=70,
            url_name="people:posts",
            done=_seats_taken,
            why="記録は職（例：第2圏域生活支援コーディネーター）に残るので、担当者が替わっても引き継がれます。"
            "担当者が決まると、その人が記録を書けます。",
            permission="people.posts-edit",
        ),
    )

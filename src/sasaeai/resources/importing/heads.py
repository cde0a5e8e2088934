"""What the columns of lists of resources are called, in the register, in open data, and in people's own lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sasaeai.documents.reading.headers import plain
from sasaeai.resources.rules.columns import OWN

# Beside the register's own names (`rules.columns`): 自治体標準オープンデータセット new and old, MHLW, and usual ones.
ALSO: dict[str, tuple[str, ...]] = {
    "name": (
        *("介護サービス事業所名称", "イベント名", "施設名称", "施設名", "施設_名称", "事業所名", "事業所の名称"),
        *("事業所名称", "営業所名称", "営業所の名称", "営業施設名称", "施設名称、屋号又は商号", "屋号"),
        *("店舗名", "店名", "サロン名", "グループ名", "通いの場名", "通いの場の名称", "活動名", "資源名"),
        *("会の名称", "名前", "学校名称", "避難場所名", "避難所名", "name", "title"),
    ),
    "kana": (
        *("名称_カナ", "名称カナ", "介護サービス事業所名称_カナ", "イベント名_カナ", "施設_名称_カナ", "フリガナ"),
        *("名称（カナ）", "カナ", "事業所名カナ", "事業所名（カナ）", "施設名_カナ"),
        *("よみがな", "よみ", "学校名称_カナ",),
    ),
    "other_names": ("名称_通称", "通称", "イベント通称", "略称"),
    "source_id": (
        *("ID", "NO", "施設_ID", "学校ID", "管理番号", "施設ID", "識別番号", "jigyosho_id", "id"),
    ),
    "office_number": ("事業所番号", "介護事業所番号"),
    "publisher_code": ("全国地方公共団体コード", "都道府県コード又は市区町村コード", "市区町村コード"),
    "kind": ("種類", "資源の種別", "分類", "カテゴリ", "カテゴリー", "区分", "category", "施設の種別"),
    "services": ("実施サービス", "サービスの種類", "サービス種別", "サービス名", "service_type"),
    "trade": ("営業の種類", "業態", "業種", "営業種別", "営業の種別"),
    "event_kind": ("イベント種類", "イベント種類/カテゴリー", "イベントカテゴリー"),
    "functions": ("機能", "対応する困りごと", "対応できる困りごと", "支援内容"),
    "operator": (
        *("運営団体", "運営主体", "運営者", "実施主体", "実施団体", "主催者", "主催", "法人の名称", "法人名"),
        *("法人名称", "営業者名", "営業者氏名", "申請者名", "団体名", "設置者", "管理者", "organization"),
    ),
    "area": ("圏域", "日常生活圏域", "地区", "エリア", "地域", "圏域名", "地区名", "小学校区", "校区", "担当圏域"),
    "description": (
        *("説明", "概要", "活動内容", "サービス内容", "事業内容", "紹介", "特徴", "description", "主な活動内容"),
    ),
    "summary": ("サブタイトル", "キャッチコピー"),
    "venue": ("場所名称", "開催場所", "場所", "活動場所", "実施場所", "会場名", "設置位置"),
    "postcode": ("〒", "連絡先_郵便番号", "郵便番号(7桁)", "postal_code"),
    "address": (
        *("所在地_連結表記", "所在地_連結標記", "住所_連結表記", "所在地"),
        *("所在地住所", "所在地(住所)", "施設所在地",),
        *("営業所所在地", "事業所住所", "会場住所", "address", "address_full", "住所・所在地"),
    ),
    "address_prefecture": ("所在地_都道府県", "住所_都道府県", "都道府県名", "都道府県"),
    "address_city": (
        *("所在地_市区町村", "住所_市区町村", "住所_市区町村(郡)", "市区町村名"),
        *("地方公共団体名", "市区町村",),
    ),
    "address_town": ("所在地_町字", "住所_町字", "町字"),
    "address_block": ("所在地_番地以下", "住所_番地以下", "番地以下"),
    "building": ("建物名等(方書)", "住所_建物名等(方書)", "方書", "建物名", "建物名等"),
    "latitude": ("住所_緯度", "lat", "latitude", "y", "緯度(10進)", "北緯"),
    "longitude": ("住所_経度", "lon", "lng", "longitude", "x", "経度(10進)", "東経"),
    "weekdays": (
        *("利用可能曜日", "施設_サービス曜日", "曜日", "開催曜日", "活動曜日"),
        *("営業日", "利用可能日", "実施曜日",),
    ),
    "starts": ("開始時間", "開始時刻", "施設_開始時刻", "利用開始時間", "利用可能開始時間"),
    "ends": ("終了時間", "終了時刻", "施設_終了時刻", "利用終了時間", "利用可能終了時間"),
    "first_day": ("開始日",),
    "last_day": ("終了日",),
    "held": ("開催パターン",),
    "times": ("開催日時", "活動日時", "実施日時", "開催日", "活動日", "実施日", "日程"),
    "schedule_note": (
        *("利用可能日時特記事項", "利用可能時間特記事項", "利用可能時間(日時)特記事項", "施設_日時備考"),
        *("開始日時特記事項", "利用可能曜日特記事項", "日時備考", "営業時間"),
    ),
    "target": ("対象者", "対象地区の方", "参加対象", "利用対象"),
    "fee": ("料金(基本)", "料金", "参加費", "利用料", "費用", "会費", "利用料金"),
    "fee_more": ("料金(詳細)",),
    "capacity": ("定員", "収容定員", "想定収容人数", "定員数", "capacity"),
    "application": ("参加申込方法", "申込方法", "申し込み方法", "申込", "申込み"),
    "access": ("アクセス方法", "アクセス", "交通", "交通案内"),
    "parking": ("駐車場情報", "駐車場の有無"),
    "barrier_free": ("バリアフリー情報",),
    "contact_name": (
        *("連絡先名称", "連絡先", "代表者", "代表者名", "担当者"),
        *("連絡先氏名", "問合せ先", "問い合わせ先名",),
    ),
    "phone": (
        *("電話番号", "電話", "連絡先電話番号", "連絡先_電話番号", "tel", "phone", "連絡先電話", "ＴＥＬ"),
        *("代表者電話", "電話番号(代表)"),
    ),
    "extension": ("内線番号", "連絡先内線番号"),
    "fax": ("fax番号", "fax", "ファックス", "ファックス番号"),
    "mail": ("メール", "メールアドレス", "連絡先メールアドレス", "e-mail", "email", "mail"),
    "url": ("url", "施設_url", "コンテンツURL", "ウェブサイト", "サイト", "website", "ＨＰ"),
    "remark": ("備考", "備考欄", "その他", "補足", "特記事項", "remarks"),
    "main_activity": ("通いの場の主な活動",),
    "operator_kind": ("通いの場の運営主体",),
    "place_kind": ("通いの場の場所",),
    "state": ("活動状態", "活動状況"),
    "closed_on": ("廃業年月日", "廃業日", "廃止年月日"),
    "started_on": (
        *("設立年月日", "設立日", "開設年月日", "活動開始日", "開始年月"),
        *("事業開始年月日", "指定年月日", "認可等年月日",),
    ),
    "age_from": ("対象年齢(下限)",),
    "age_to": ("対象年齢(上限)",),
    "tags": ("タグ", "キーワード"),
}  # fmt: skip

HEADS: dict[str, Sequence[str]] = {
    field: (*([OWN[field]] if field in OWN else []), *ALSO.get(field, ()))
    for field in dict.fromkeys((*OWN, *ALSO))
}
FIELD_NAMES = {field: accepted[0] for field, accepted in HEADS.items()}
REQUIRED = ("name",)


def heads_with(labels: Mapping[str, str]) -> dict[str, Sequence[str]]:
    """The heads, with what a person has said of some labels: label → field, or "" to leave the column out.

    >>> "やること" in heads_with({"やること": "description"})["description"]
    True
    """
    said = {plain(label): field for label, field in labels.items()}
    heads: dict[str, Sequence[str]] = {
        field: [word for word in accepted if said.get(plain(word), field) == field]
        for field, accepted in HEADS.items()
    }
    for label, field in labels.items():
        if field in heads:
            heads[field] = [*heads[field], label]
    return heads
